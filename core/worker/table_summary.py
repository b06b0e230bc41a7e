"""What the columns of a table or the arrays of an NPZ file hold, in a few bounded lines each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.worker.npz_arrays import NpzArrays
from core.worker.source import read_table

SUMMARY_ROWS = 100_000
MOST_COLUMNS = 500
LONGEST_CELL = 200
_EXAMPLES = 5
_MISSING = frozenset({"", "na", "n/a", "nan", "null", "none"})


def is_missing(cell: str) -> bool:
    """Whether a cell says that nothing is there: empty, NA, NaN, null, none."""
    return cell.strip().lower() in _MISSING


def summary_of_table(path: Path, rows: Sequence[int]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Columns, and the cells of `rows`, of a table or folder. At most 500 columns; those of a table are summed up
    over the first 100,000 rows. Raises InputError.
    """
    header = read_table(path, "test", wanted=(), most_rows=1).header[:MOST_COLUMNS]
    table = read_table(path, "test", header, None if path.is_dir() else max(SUMMARY_ROWS, *rows, 0) + 1)
    texts = {name: table.texts(name) for name in header}
    columns = [column_summary(name, texts[name]) for name in header]
    cells = [{name: texts[name][row][:LONGEST_CELL] for name in header} for row in rows]
    return columns, cells


def column_summary(name: str, cells: Sequence[str]) -> dict[str, Any]:
    """One column as text: {name, kind, missing, distinct, examples, low, high}; `kind` is number where all held are."""
    counts = Counter(cells)
    missing = sum(count for cell, count in counts.items() if is_missing(cell))
    held = [cell for cell in counts if not is_missing(cell)]
    numbers = _numbers(held)
    examples = [cell[:LONGEST_CELL] for cell, _ in counts.most_common(_EXAMPLES + 1) if cell.strip()][:_EXAMPLES]
    return {
        "name": name,
        "kind": "text" if numbers is None else "number",
        "missing": missing,
        "distinct": len(held),
        "examples": examples,
        "low": None if numbers is None else min(numbers),
        "high": None if numbers is None else max(numbers),
    }


def _numbers(cells: list[str]) -> list[float] | None:
    try:
        found = [float(cell) for cell in cells]
    except ValueError:
        return None
    return found if found and bool(np.isfinite(found).all()) else None


def summary_of_arrays(path: Path, rows: Sequence[int]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Arrays, and those of `rows` that they all have as text, of an NPZ file. Raises InputError, RefusedError."""
    source = NpzArrays(path, "test")
    arrays = {name: source.load(name) for name in source.names()[:MOST_COLUMNS]}
    columns = [array_summary(name, values) for name, values in arrays.items()]
    cells = [{name: _cell(values[row]) for name, values in arrays.items() if row < len(values)} for row in rows]
    return columns, cells


def array_summary(name: str, values: NDArray[Any]) -> dict[str, Any]:
    """One array in the same form; `kind` is array where a row of it has several values."""
    number = values.dtype.kind in "biuf"
    return {
        "name": name,
        "kind": "array" if values.ndim > 1 else "number" if number else "text",
        "missing": int(np.isnan(values).sum()) if values.dtype.kind == "f" else 0,
        "distinct": len(np.unique(values)) if values.ndim == 1 else None,
        "examples": [" x ".join(["rows", *map(str, values.shape[1:])]), str(values.dtype)],
        "low": float(np.nanmin(values)) if number else None,
        "high": float(np.nanmax(values)) if number else None,
    }


def _cell(value: Any) -> str:
    flat = np.asarray(value).reshape(-1)
    text = ", ".join(f"{one:g}" if flat.dtype.kind in "biuf" else str(one) for one in flat[:16].tolist())
    return (text + (", ..." if flat.size > 16 else ""))[:LONGEST_CELL]
