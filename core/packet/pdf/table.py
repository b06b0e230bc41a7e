"""Tables whose rows, header cells and repeated headers are tagged as what they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, LongTable

from core.packet.pdf.canvas import PAGINATION, TaggedCanvas


class TaggedTable(LongTable):
    """A LongTable that knows its logical rows, also after it was split over pages.

    The first `repeatRows` rows are column headers, the first `header_columns` columns are row headers. Tables that
    share a `key` are one table to a screen reader: a long one is laid out in pieces (that is much faster), each with
    `first_row` = how many rows of the body came before, and its headers drawn as an artifact after the first piece.
    """

    canv: TaggedCanvas
    _nrows: int  # ReportLab's own
    _rowHeights: Sequence[float]  # noqa: N815 (the same)

    def __init__(
        self, data: Any, *, header_columns: int = 0, key: object | None = None, first_row: int = 0, **more: Any
    ) -> None:
        more["renderCB"] = _mark  # also where ReportLab makes the two parts of a split table
        super().__init__(data, **more)
        self.key: object = object() if key is None else key
        self.header_rows = int(self.repeatRows)
        self.header_columns = header_columns
        headers: list[int | None] = [None if first_row else row for row in range(self.header_rows)]
        body = range(self.header_rows + first_row, self._nrows + first_row)
        self.logical_rows: list[int | None] = [*headers, *body]
        self.in_repeated_row = False
        self.leaf_open = False

    def height_of_first(self, rows: int) -> float:
        """Points that the header and the first `rows` rows of the body take. Only after `wrap`."""
        return float(sum(self._rowHeights[: self.header_rows + rows]))

    def draw(self) -> None:
        if not self.canv.measuring:
            super().draw()

    def _splitRows(self, *args: Any, **kwargs: Any) -> Any:  # noqa: N802 (ReportLab's name)
        parts = super()._splitRows(*args, **kwargs)  # type: ignore[misc]
        if len(parts) != 2 or parts[0] is self:
            return parts
        first, second = parts
        drawn, left = _rows(first), _rows(second) - self.header_rows
        shared = drawn + left - len(self.logical_rows)  # 1 where a row itself was split in two
        for part in parts:
            part.key, part.header_rows, part.header_columns = self.key, self.header_rows, self.header_columns
        first.logical_rows = self.logical_rows[:drawn]
        second.logical_rows = [None] * self.header_rows + self.logical_rows[drawn - shared :]
        return parts


def _rows(table: TaggedTable) -> int:
    return table._nrows  # noqa: SLF001 (ReportLab has no public way to ask)


def _mark(table: TaggedTable, what: str, *more: Any) -> None:
    """ReportLab calls this around the table, its rows, cells, backgrounds and lines."""
    canvas = table.canv
    if what in {"startBG", "startLines"}:
        canvas.begin_artifact()
    elif what in {"endBG", "endLines"}:
        canvas.end_artifact()
    elif what == "startTable":
        canvas.tags.stack.append(canvas.tags.element((table.key, "Table"), "Table"))
    elif what == "endTable":
        canvas.tags.stack.pop()
    elif what == "startRow":
        _start_row(table, canvas, more[0])
    elif what == "endRow":
        _end_row(table, canvas)
    elif what == "startCell" and not table.in_repeated_row:
        _start_cell(table, canvas, more[0], more[1], more[2])
    elif what == "endCell" and not table.in_repeated_row:
        if table.leaf_open:
            canvas.end_content()
        canvas.tags.stack.pop()


def _start_row(table: TaggedTable, canvas: TaggedCanvas, row: int) -> None:
    logical = table.logical_rows[row]
    if logical is None:  # a header row repeated on a further page
        table.in_repeated_row = True
        canvas.begin_artifact(PAGINATION)
        return
    part = "THead" if logical < table.header_rows else "TBody"
    tags = canvas.tags
    tags.stack.append(tags.element((table.key, part), part))
    tags.stack.append(tags.element((table.key, logical), "TR"))


def _end_row(table: TaggedTable, canvas: TaggedCanvas) -> None:
    if table.in_repeated_row:
        table.in_repeated_row = False
        canvas.end_artifact()
        return
    del canvas.tags.stack[-2:]


def _start_cell(table: TaggedTable, canvas: TaggedCanvas, row: int, column: int, value: Any) -> None:
    logical = table.logical_rows[row]
    assert logical is not None
    over_column, beside_row = logical < table.header_rows, column < table.header_columns
    attributes: dict[str, Any] = {}
    if over_column or beside_row:
        attributes["Scope"] = "/Column" if over_column else "/Row"
    attributes |= _spans(table, row, column)
    element = canvas.tags.element(
        (table.key, logical, column),
        "TH" if over_column or beside_row else "TD",
        attributes=("Table", attributes) if attributes else None,
    )
    canvas.tags.stack.append(element)
    table.leaf_open = _is_text(value)
    if table.leaf_open:
        canvas.begin_content(element)


def _spans(table: TaggedTable, row: int, column: int) -> dict[str, int]:
    ranges = getattr(table, "_spanRanges", None) or {}
    found = ranges.get((column, row))
    if not found:
        return {}
    first_column, first_row, last_column, last_row = found
    spans = {"ColSpan": last_column - first_column + 1, "RowSpan": last_row - first_row + 1}
    return {name: count for name, count in spans.items() if count > 1}


def _is_text(value: Any) -> bool:
    return not isinstance(value, Flowable | Sequence) or (isinstance(value, str) and bool(value))
