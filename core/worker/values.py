"""From written cells to numbers of the type that a model's input takes, with the row named where it fails."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Missing
from core.worker.source import Source
from core.worker.table import Table
from core.worker.value_types import FLOATS, INTEGERS

_MISSING_WORDS = frozenset({"", "na", "n/a", "nan", "null", "none"})
_FILL = "Fill it in, remove the row, or say what stands for it with `missing:`."


def numbers(source: Source, name: str, missing: Missing = None) -> NDArray[np.float64]:
    """The column or one-dimensional array `name` as float64 (n,).

    `missing` None refuses a missing value; "nan" or a number stands in for it. Raises InputError naming the row.
    """
    kept = source.numbers(name) if isinstance(source, Table) else None
    if kept is not None and bool(np.isfinite(kept).all()):
        return kept
    cells = source.texts(name)
    try:
        found = np.array(list(map(float, cells)), dtype=np.float64)
        clean = bool(np.isfinite(found).all()) and not any("_" in cell for cell in cells)
    except ValueError:
        clean = False
    if clean:
        return found
    return np.array([_number(source, name, row, cell, missing) for row, cell in enumerate(cells)], dtype=np.float64)


def _number(source: Source, name: str, row: int, cell: str, missing: Missing) -> float:
    if cell.strip().lower() in _MISSING_WORDS:
        if missing is None:
            raise InputError(f"{place(source, name, row)} is missing where a number is needed.", _FILL)
        return math.nan if missing == "nan" else float(missing)
    try:
        value = float(cell)
    except ValueError:
        value = math.inf
    if not math.isfinite(value) or "_" in cell:
        raise InputError(f'{place(source, name, row)} is "{cell[:60]}", which is no number.')
    return value


def words(source: Source, name: str, missing: Missing = None) -> NDArray[Any]:
    """The column `name` as an object array of text (n,). Raises InputError naming the row of an empty cell."""
    cells = source.texts(name)
    if "" in cells:
        if missing is None or missing == "nan":
            raise InputError(f"{place(source, name, cells.index(''))} is empty where a text is needed.", _FILL)
        cells = [cell or str(missing) for cell in cells]
    return np.array(cells, dtype=object)


def place(source: Source, name: str, row: int) -> str:
    """The start of a sentence about one cell."""
    at = source.where(row)
    return f'{at[0].upper()}{at[1:]} of {source.name}, column "{name}",'


def cast(values: NDArray[Any], kind: str, source: Source, name: str) -> NDArray[Any]:
    """Numbers (n, ...) as the element type `kind` of a model input. Raises InputError naming the first row that does
    not fit.
    """
    if kind in FLOATS:
        with np.errstate(over="ignore"):
            made = np.ascontiguousarray(values, dtype=kind)
        wrong = np.isinf(made)
    elif kind == "bool":
        made, wrong = values.astype(bool), (values != 0) & (values != 1)
    elif kind in INTEGERS:
        limits = np.iinfo(kind)
        with np.errstate(invalid="ignore"):
            whole = np.isfinite(values) & (np.floor(values) == values) if values.dtype.kind == "f" else True
            wrong = ~(whole & (values >= limits.min) & (values <= limits.max))
            made = np.ascontiguousarray(values).astype(kind)
    else:
        raise InputError(f'The model input for "{name}" takes {kind}, which no data here can be bound to.')
    if wrong.any():
        first = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        row = int(first[0])
        shown = float(values[first])
        raise InputError(f"{place(source, name, row)} is {shown:g}, which does not fit the model's type {kind}.")
    return made
