"""One digest for a part of the data: of its file, or of the table and every file that it names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.hashing import file_sha256, files_sha256
from core.plan import Bytes, Images, Input
from core.worker.file_folder import LABELS, paths_of
from core.worker.source import Source
from core.worker.table import Table


def digest_of(path: Path, bound: Mapping[str, Input], source: Source) -> str:
    """SHA-256 of the file at `path`; where rows name files, one over the sorted list of these and of the table.

    Names in the list are paths inside the folder, with "/", so that the same files give the same digest elsewhere.
    """
    columns = {one.file for one in bound.values() if isinstance(one, Images | Bytes)}
    if not isinstance(source, Table) or (not columns and path.is_file()):
        return file_sha256(path)
    home = source.folder.resolve()
    files = {file for column in sorted(columns) for file in paths_of(source, column)}
    table = home / LABELS if path.is_dir() else path.resolve()
    if table.is_file():
        files.add(table)
    return files_sha256((file.relative_to(home).as_posix(), file_sha256(file)) for file in files)
