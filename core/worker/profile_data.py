"""The job that profiles a file of data: its digest, its records, and what each column holds. It opens the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import InputError, RefusedError
from core.hashing import file_sha256, files_sha256
from core.plan.proposing import FILE
from core.probe import Report
from core.worker.file_folder import LABELS, paths_of
from core.worker.npz_arrays import NpzArrays
from core.worker.source import kind_of, read_table
from core.worker.table import Table
from core.worker.table_summary import LONGEST_CELL, MOST_COLUMNS, array_summary, column_summary, is_missing

MOST_CLASSES = 20
FEWEST_RECORDS = 5
_CELLS_AT_ONCE = 3_000_000  # texts held at one time: about 300 MB


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The profile of the file or folder `task["path"]`; with `task["digest_only"]` its digest and size alone.

    {name, sha256, size_bytes, rows, columns_in_all, columns: [{name, kind, missing, distinct, low, high, classes}]}

    kind     number | text | array; `low` and `high` of numbers, else null
    classes  [[value, records]] of a column with at most 20 values, most frequent first; values that fewer than 5
             records have are counted together under "(fewer than 5 records)", so that no single record shows

    The digest is that of the file, read in chunks; of a folder that over the sorted list of its files, as readings have
    it. At most 500 columns. Raises InputError in one sentence, RefusedError where the file changes meanwhile.
    """
    path = Path(task["path"])
    kind = kind_of(path, "data") if path.is_dir() or not task.get("digest_only") else "csv"
    before = _state(path)
    report.progress(0, 0, f"Taking the digest of {path.name}")
    digest, size_bytes = _digest(path)
    found: dict[str, Any] = {"name": path.name, "sha256": digest, "size_bytes": size_bytes}
    if not task.get("digest_only"):
        found |= _arrays(path) if kind == "npz" else _table(path, report)
    if _state(path) != before:
        raise RefusedError(f"{path.name} changed while it was read.", "Close what writes to it, and do this again.")
    return found


def _state(path: Path) -> tuple[int, int]:
    try:
        seen = path.stat()
    except OSError as error:
        raise InputError(f"{path.name} can't be read: {error.strerror or error}.") from error
    return seen.st_size if path.is_file() else 0, seen.st_mtime_ns


def _digest(path: Path) -> tuple[str, int]:
    try:
        if path.is_file():
            return file_sha256(path), path.stat().st_size
        files = set(_files_of(path))
        home = path.resolve()
        named = [(file.relative_to(home).as_posix(), file_sha256(file)) for file in sorted(files)]
        return files_sha256(named), sum(file.stat().st_size for file in files)
    except OSError as error:
        raise InputError(f"{path.name} can't be read: {error.strerror or error}.") from error


def _files_of(folder: Path) -> Iterator[Path]:
    """The files that the rows of a folder name, with its table where it has one (as core/worker/data_digest.py)."""
    table = read_table(folder, "data")
    if FILE in table.header:
        yield from paths_of(table, FILE)
    if (folder / LABELS).is_file():
        yield (folder / LABELS).resolve()


def _table(path: Path, report: Report) -> dict[str, Any]:
    first = read_table(path, "data", wanted=())
    names = first.header[:MOST_COLUMNS]
    at_once = max(1, _CELLS_AT_ONCE // max(1, first.n))
    columns: list[dict[str, Any]] = []
    for start in range(0, len(names), at_once):
        report.progress(start, len(names), "Looking at the columns")
        block = names[start : start + at_once]
        columns += _columns(read_table(path, "data", wanted=block), block)
    return {"rows": first.n, "columns_in_all": len(first.header), "columns": columns}


def _columns(table: Table, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    for name in names:
        cells = table.texts(name)
        told = column_summary(name, cells)
        held = (
            Counter(cell for cell in cells if not is_missing(cell)) if told["distinct"] <= MOST_CLASSES else Counter()
        )
        yield _told(told, held)


def _arrays(path: Path) -> dict[str, Any]:
    source = NpzArrays(path, "test")
    columns, rows = [], 0
    for name in source.names()[:MOST_COLUMNS]:
        values = source.load(name)
        rows = max(rows, len(values) if values.ndim else 0)
        told = array_summary(name, values)
        held: Counter[str] = Counter()
        if values.ndim == 1 and told["distinct"] <= MOST_CLASSES:
            found, counts = np.unique(values, return_counts=True)
            held = Counter(dict(zip(map(str, found.tolist()), map(int, counts), strict=True)))
        columns.append(_told(told, held))
    return {"rows": rows, "columns_in_all": len(source.names()), "columns": columns}


def _told(column: Mapping[str, Any], held: Mapping[str, int]) -> dict[str, Any]:
    kept = {name: column[name] for name in ("kind", "missing", "distinct", "low", "high")}
    return {"name": str(column["name"])[:LONGEST_CELL], **kept, "classes": _classes(held)}


def _classes(held: Mapping[str, int]) -> list[list[Any]]:
    """Values with their records. A column that nearly every record fills anew is no class, and rare values are one."""
    if not held or sum(held.values()) < FEWEST_RECORDS * len(held) / 2:
        return []
    ordered = sorted(held.items(), key=lambda one: (-one[1], one[0]))
    shown: list[list[Any]] = [[value[:LONGEST_CELL], n] for value, n in ordered if n >= FEWEST_RECORDS]
    rest = sum(n for _, n in ordered if n < FEWEST_RECORDS)
    return [*shown, [f"(fewer than {FEWEST_RECORDS} records)", rest]] if rest else shown
