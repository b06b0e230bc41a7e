"""The columns of records in two parts of the data, and which of them only name a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.fields import is_written

Rows = NDArray[Any]

FEWEST_ROWS = 20
DISTINCT = 0.999  # share of values from which a column names rows; a few mistakes in a register are allowed


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its values in the test rows (n,) and in the training rows (m,)."""

    name: str
    test: Rows
    train: Rows


def names_rows(column: Column) -> bool:
    """Whether a column only names its rows, as a file number does: whole numbers or short texts, hardly one twice.

    Measurements with a fraction and written texts are content, however rarely one occurs twice.
    """
    return all(_all_distinct(values) and not _is_content(values) for values in (column.test, column.train))


def numbered_anew(column: Column) -> bool:
    """Whether each part is numbered by itself: both count on in equal steps from their lowest to their highest."""
    return all(_is_a_run(values) for values in (column.test, column.train))


def split(columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """(columns that hold content, columns that only name rows); where all only name rows, they are the content."""
    naming = [column for column in columns if names_rows(column)]
    content = [column for column in columns if column not in naming]
    return (content, naming) if content else (list(columns), [])


def shared_columns(test: Mapping[str, Rows], train: Mapping[str, Rows]) -> list[Column]:
    """The columns that both parts have, in the order of the test part."""
    return [Column(name=name, test=test[name], train=train[name]) for name in test if name in train]


def _all_distinct(values: Rows) -> bool:
    return len(values) >= FEWEST_ROWS and len(np.unique(values.astype(str))) >= DISTINCT * len(values)


def _is_content(values: Rows) -> bool:
    if values.dtype.kind in "OU":
        numbers = as_numbers(values)
        return is_written(values) if numbers is None else not _is_whole(numbers)
    return values.dtype.kind == "f" and not _is_whole(values.astype(np.float64))


def _is_whole(numbers: NDArray[np.float64]) -> bool:
    return bool(np.isfinite(numbers).all() and (numbers == np.round(numbers)).all())


def _is_a_run(values: Rows) -> bool:
    numbers = as_numbers(values)
    if numbers is None or not _is_whole(numbers):
        return False
    steps = np.diff(np.sort(numbers))
    return bool(len(steps) and steps[0] > 0 and (steps == steps[0]).all())


def as_numbers(values: Rows) -> NDArray[np.float64] | None:
    """The column as float64 (n,), an empty text as NaN; None where a text is no number."""
    if values.dtype.kind in "biuf":
        return values.astype(np.float64)
    try:
        return np.array([float(text) if text else np.nan for text in values.astype(str).tolist()])
    except ValueError:
        return None
