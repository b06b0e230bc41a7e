"""Reads the wanted columns of a Parquet file, a batch of rows at a time.

The reader (arro3) is loaded only when a Parquet file is read. It is a fifth the size of others, and written in a
language where a damaged file can't write over memory.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.worker.rust_faults import said_plainly
from core.worker.table import Table, index_of_column

_BATCH_ROWS = 8_192
_MAGIC = b"PAR1"
_DAMAGED = "The table {name} is no Parquet file that can be read ({{reason}})."
_SAVE_AGAIN = "Save it again as Parquet or as CSV UTF-8."


@dataclass(frozen=True, kw_only=True)
class ParquetTable(Table):
    """A table read from a Parquet file; `values` holds the columns of numbers in which no value is missing."""

    values: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """The column as text: 1.0 is "1", True is "true", a missing value and NaN are ""."""
        if name in self.columns:
            return self.columns[name]
        return [_number_text(value) for value in self.values[name].tolist()]

    def draw(self, rows: Sequence[int]) -> Self:
        """The table with these rows alone."""
        values = {name: numbers[list(rows)] for name, numbers in self.values.items()}
        return replace(super().draw(rows), values=values)

    def numbers(self, name: str) -> NDArray[np.float64] | None:
        """The column as float64 (n,) where the file keeps it as numbers and none is missing, else None."""
        return self.values.get(name)


def read_parquet(path: Path, wanted: Sequence[str] | None = None, most_rows: int | None = None) -> ParquetTable:
    """The `wanted` columns (None: all) of the first `most_rows` rows (None: all) of a Parquet file.

    Columns that hold more than one value a row are left out, and refused when they are wanted.

    Raises InputError naming the file, and the column of what can't be read as numbers or text.
    """
    with said_plainly(_DAMAGED.format(name=path.name), _SAVE_AGAIN):
        _check_ends(path)
        import arro3.core  # noqa: F401 - the reader loads it by name, which nothing that makes a bundle would see
        from arro3.io import read_parquet as open_parquet

        reader = open_parquet(str(path), batch_size=min(_BATCH_ROWS, most_rows or _BATCH_ROWS))
        schema = reader.schema
        header = _header(schema, path.name)
        chosen = header if wanted is None else tuple(dict.fromkeys(wanted))
        for name in chosen:
            _check_column(schema, name, path.name)
        found: dict[str, list[Any]] = {name: [] for name in chosen}
        n = 0
        for batch in reader:
            kept = batch if most_rows is None else batch.slice(0, min(batch.num_rows, most_rows - n))
            n += kept.num_rows
            for name in chosen:
                found[name].append(_values(kept.column(name)))
            if most_rows is not None and n >= most_rows:
                break
    if n == 0:
        raise InputError(f"The table {path.name} has a header and no rows.")
    values, columns = _joined(found)
    return ParquetTable(name=path.name, n=n, header=header, columns=columns, values=values, folder=path.parent)


def _joined(found: dict[str, list[Any]]) -> tuple[dict[str, NDArray[np.float64]], dict[str, list[str]]]:
    values, columns = {}, {}
    for name, parts in found.items():
        if all(isinstance(part, np.ndarray) for part in parts):
            values[name] = np.concatenate(parts)
        else:
            columns[name] = [text for part in parts for text in _texts(part)]
    return values, columns


def _values(column: Any) -> NDArray[np.float64] | list[str]:
    """A column of one batch: float64 where it is numbers with none missing, else text."""
    kind = type(column.type)
    number = kind.is_numeric(column.type) and not kind.is_decimal(column.type)
    if number and column.null_count == 0 and not _beyond(column):
        return np.asarray(column.to_numpy(), dtype=np.float64)
    return [_text(value) for value in column.to_pylist()]


def _beyond(column: Any) -> bool:
    """True for whole numbers that float64 would change, such as long identifiers: they stay text."""
    if not type(column.type).is_integer(column.type) or len(column) == 0:
        return False
    held = column.to_numpy()
    return bool(max(abs(int(held.min())), abs(int(held.max()))) > 1 << 53)


def _texts(part: NDArray[np.float64] | list[str]) -> list[str]:
    return [_number_text(value) for value in part.tolist()] if isinstance(part, np.ndarray) else part


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number_text(value) if isinstance(value, float) else str(value)


def _number_text(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1 << 53 else repr(value)


def _check_ends(path: Path) -> None:
    """Refuse what is no Parquet file before the reader sees it, in words of our own."""
    with path.open("rb") as file:
        start = file.read(4)
        end = b"" if file.seek(0, 2) < 12 else (file.seek(-4, 2), file.read(4))[1]
    if start == b"PARE" or end == b"PARE":
        raise InputError(f"The table {path.name} is encrypted.", "Save it again without encryption.")
    if start != _MAGIC or end != _MAGIC:
        raise InputError(f"The table {path.name} is no whole Parquet file.", _SAVE_AGAIN)


def _header(schema: Any, table: str) -> tuple[str, ...]:
    """The columns that can be read. Raises InputError when there are none, or two of one name."""
    twice = next((name for name, count in Counter(schema.names).items() if count > 1), None)
    if twice is not None:
        raise InputError(f'The table {table} has two columns called "{twice}".', "Rename one of them.")
    found = tuple(name for name in schema.names if _holds_one_value(schema.field(name).type))
    if not found:
        raise InputError(f"The table {table} has no columns of numbers or text.", _SAVE_AGAIN)
    return found


def _check_column(schema: Any, name: str, table: str) -> None:
    index_of_column(tuple(schema.names), name, table)
    if not _holds_one_value(schema.field(name).type):
        hint = "Spread it over columns of numbers or text; keep pictures and arrays in files or an NPZ file."
        raise InputError(f'The column "{name}" of {table} holds lists, records or raw bytes.', hint)


def _holds_one_value(kind: Any) -> bool:
    """True for columns of numbers, truth values, text, dates and categories; not for lists, records and raw bytes."""
    told = type(kind)
    text = told.is_string(kind) or told.is_large_string(kind) or told.is_string_view(kind)
    simple = told.is_numeric(kind) or told.is_boolean(kind) or told.is_temporal(kind) or told.is_null(kind)
    return bool(text or simple or told.is_dictionary(kind))
