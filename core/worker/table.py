"""A table as text, whatever file it was read from. Nothing is guessed about types here: the binding decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from core.errors import InputError
from core.plan.nodes import nearest

if TYPE_CHECKING:  # numpy is not needed to read text
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Table:
    """Columns of text, all of `n` rows; `columns` holds those that were wanted, `header` names all of the file.

    Files that a column names are looked for in `folder`.
    """

    name: str
    n: int
    header: tuple[str, ...]
    columns: dict[str, list[str]]
    folder: Path
    drawn: Sequence[int] | None = None  # the rows of the file that are left, where some were drawn

    def names(self) -> tuple[str, ...]:
        """All columns of the file, read or not."""
        return self.header

    def where(self, row: int) -> str:
        """How a person finds row `row` (from 0): "row 7", counted from 1."""
        return f"row {self.row_of_file(row) + 1:,}"

    def row_of_file(self, row: int) -> int:
        """Which row of the file row `row` is, both from 0."""
        return row if self.drawn is None else int(self.drawn[row])

    def draw(self, rows: Sequence[int]) -> Self:
        """The table with these rows alone."""
        columns = {name: [texts[row] for row in rows] for name, texts in self.columns.items()}
        return replace(self, n=len(rows), columns=columns, drawn=rows)

    def texts(self, name: str) -> list[str]:
        """The column `name` as written; "" where nothing is."""
        return self.columns[name]

    def numbers(self, name: str) -> NDArray[np.float64] | None:  # noqa: ARG002 - a typed table has an answer
        """The column as float64 (n,) where the file keeps it as numbers and none is missing, else None."""
        return None


def index_of_column(header: tuple[str, ...], name: str, table: str) -> int:
    """The place of a column. Raises InputError naming the nearest one when there is none."""
    if name not in header:
        raise InputError(f'The table {table} has no column "{name}".', nearest(name, header))
    return header.index(name)
