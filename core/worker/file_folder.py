"""A folder of files as a table: one row a file, with the sub-folder as its class, or with what labels.csv says."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from core.plan.proposing import FILE
from core.worker.csv_table import read_csv
from core.worker.table import Table, index_of_column

CLASS = "class"
LABELS = "labels.csv"
MOST_FILES = 1_000_000
# What systems leave lying about; hidden files (a dot first) are left out too.
_NOT_DATA = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, kw_only=True)
class FolderTable(Table):
    """The files of a folder. Columns: "file" (path inside the folder), and "class" where there are sub-folders."""

    def where(self, row: int) -> str:
        """The name of the file: "cats/7.png"."""
        return f"the file {self.columns[FILE][row]}"


def read_folder(path: Path, wanted: Sequence[str] | None = None, most_rows: int | None = None) -> Table:
    """The table of the folder at `path`: its labels.csv where it has one, else its files.

    With sub-folders, the files in them are the rows, and the first sub-folder on the way is the class; files beside the
    sub-folders are left out. Raises InputError for a folder without files, and for a column that is not there.
    """
    if (path / LABELS).is_file():
        return read_csv(path / LABELS, wanted, most_rows)
    try:
        folders = sorted(entry.name for entry in os.scandir(path) if entry.is_dir() and _is_data(entry.name))
        files = _files(path, folders)
    except OSError as error:
        raise InputError(f"The folder {path.name} can't be read: {error.strerror or error}.") from error
    header = (FILE, CLASS) if folders else (FILE,)
    if not files:
        raise InputError(
            f"The folder {path.name} holds no files.", f"Put files in one sub-folder a class, or name them in {LABELS}."
        )
    for name in wanted or ():
        index_of_column(header, name, path.name)
    files = files[:most_rows]
    columns = {FILE: files}
    if folders:
        columns[CLASS] = [file.split("/", 1)[0] for file in files]
    return FolderTable(name=path.name, n=len(files), header=header, columns=columns, folder=path)


def _files(path: Path, folders: Sequence[str]) -> list[str]:
    """The files as paths with "/", in the order of their names."""
    found: list[str] = []
    for top in [path / name for name in folders] or [path]:
        for folder, inner, names in os.walk(top):
            inner[:] = [name for name in inner if _is_data(name)]
            found += [(Path(folder) / name).relative_to(path).as_posix() for name in names if _is_data(name)]
            if len(found) > MOST_FILES:
                raise InputError(
                    f"The folder {path.name} holds more than {MOST_FILES:,} files.", "Choose a smaller one."
                )
    return sorted(found)


def _is_data(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in _NOT_DATA


def paths_of(table: Table, column: str) -> list[Path]:
    """The files that a column of the table names, which must lie in its folder. Raises InputError naming the row."""
    home = table.folder.resolve()
    return [_path(table, column, home, row, written) for row, written in enumerate(table.texts(column))]


def _path(table: Table, column: str, home: Path, row: int, written: str) -> Path:
    at = f'{table.where(row)[0].upper()}{table.where(row)[1:]} of {table.name}, column "{column}",'
    name = written.strip().replace("\\", "/")
    if not name:
        raise InputError(f"{at} names no file.", "Fill it in, or remove the row.")
    try:
        path = (home / name).resolve()
        if not path.is_relative_to(home):
            hint = f"Every file must lie in {table.folder.name}, where the table is."
            raise InputError(f'{at} leads out of the folder: "{name[:100]}".', hint)
        if not path.is_file():
            raise InputError(f'{at} names "{name[:100]}", and there is no such file.', f"It is looked for at {path}.")
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(f'{at} is "{name[:100]}", which is no path of a file.') from error
    return path
