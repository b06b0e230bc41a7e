"""The job that says what a data file offers, before anything is bound: its columns, or its arrays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.probe import Report
from core.worker.npz_arrays import NpzArrays
from core.worker.source import kind_of, read_table
from core.worker.table import Table

MOST_ROWS = 5_000
MOST_DISTINCT = 40
MOST_COLUMNS = 2_000
_LONGEST_VALUE = 200


def work(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """What is in the data at `task["path"]`: {kind, columns: [{name, numeric, distinct, shape}]}.

    `kind` is csv, parquet, folder or npz. `distinct` lists the values of a column that has few in the first 5,000 rows,
    null otherwise; `shape` is the shape of one row, [] for a column and for an array with one value a row. Raises
    InputError for what can't be read.
    """
    path = Path(task["path"])
    report.progress(0, 1, "Reading the names in the data")
    kind = kind_of(path, "test")
    most = None if kind == "folder" else MOST_ROWS  # a folder comes class by class: its first files are of one class
    found = _arrays(NpzArrays(path, "test")) if kind == "npz" else _columns(read_table(path, "test", most_rows=most))
    return {"kind": kind, "columns": found[:MOST_COLUMNS]}


def _columns(table: Table) -> list[dict[str, Any]]:
    return [_column(name, table.texts(name)) for name in table.names()]


def _column(name: str, texts: list[str]) -> dict[str, Any]:
    values = set(texts)
    few = sorted(value[:_LONGEST_VALUE] for value in values if value) if len(values) <= MOST_DISTINCT else None
    return {"name": name, "numeric": all(map(_is_number, values - {""})), "distinct": few, "shape": []}


def _arrays(arrays: NpzArrays) -> list[dict[str, Any]]:
    return [_array(arrays, name, shape) for name, shape in arrays.row_shapes().items()]


def _array(arrays: NpzArrays, name: str, shape: tuple[int, ...]) -> dict[str, Any]:
    values = set(arrays.texts(name)[:MOST_ROWS]) if not shape else set()
    few = sorted(values - {""}) if 0 < len(values) <= MOST_DISTINCT else None
    return {"name": name, "numeric": True, "distinct": few, "shape": [*shape]}


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
