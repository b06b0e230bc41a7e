"""Tables of the report: facts beside their labels, and grids of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, TableStyle

from core.chart.measure import fitted, text_width
from core.packet.layout.style import TEXT_WIDTH, styles
from core.packet.pdf import palette
from core.packet.pdf.fonts import TEXT
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.table import TaggedTable
from core.packet.pdf.text import line

CHUNK_ROWS = 250  # one table of very many rows is laid out in pieces: the time grows with the square of the rows
_PAD = 4
_TIGHT = 2.2
_SIZE = 8.0


def facts(rows: Sequence[tuple[str, str]], *, label_width: float = 128.0, large: bool = False) -> Flowable:
    """Labels with their values (both mark-up), one pair a row; the labels are the row headers."""
    head, body = ("cell-head-large", "cell-large") if large else ("cell-head", "cell")
    room = 0.0 if large else TEXT_WIDTH - label_width - 2 * _PAD
    data = [[_cell(label, head), _cell(value, body, room=room)] for label, value in rows]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(palette.GRID)),
        *_padding(_PAD + 2 if large else _PAD),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    return TaggedTable(
        data,
        colWidths=[label_width, TEXT_WIDTH - label_width],
        header_columns=1,
        repeatRows=0,
        style=TableStyle(style),
        splitInRow=1,
        hAlign="LEFT",
        spaceAfter=8,
    )


def grid(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    right: Sequence[int] = (),
    bare: Sequence[int] = (),
    tight: bool = False,
) -> list[Flowable]:
    """A table of mark-up cells with a header row that is repeated on every page; the first column heads its row.

    `right` columns are set to the right (numbers). The cells of `bare` columns are texts as they are: they don't wrap
    but are cut with an ellipsis, and very many of them are laid out much faster. `tight` rows have less air.
    """
    key = object()
    out: list[Flowable] = []
    head = [_cell(title, "cell-head-right" if column in right else "cell-head") for column, title in enumerate(header)]
    for first in range(0, max(len(rows), 1), CHUNK_ROWS):
        table = TaggedTable(
            [head, *(_row(row, widths, right, bare) for row in rows[first : first + CHUNK_ROWS])],
            colWidths=list(widths),
            header_columns=1,
            key=key,
            first_row=first,
            repeatRows=1,
            style=TableStyle(_grid_style(right, _TIGHT if tight else _PAD)),
            splitInRow=1,
            hAlign="LEFT",
            spaceAfter=10 if first + CHUNK_ROWS >= len(rows) else 0,
        )
        out.append(table)
    return out


def _row(
    row: Sequence[str], widths: Sequence[float], right: Sequence[int], bare: Sequence[int]
) -> list[TaggedParagraph | str]:
    return [
        fitted(line(value), _SIZE, widths[column] - 2 * _PAD)
        if column in bare
        else _cell(value, "cell-right" if column in right else "cell", room=widths[column] - 2 * _PAD)
        for column, value in enumerate(row)
    ]


def _cell(words: str, style: str = "cell", *, room: float = 0.0) -> TaggedParagraph | str:
    """A paragraph; bare text where the words have no mark-up and `room` for one line, which is much faster."""
    if not words or ("<" not in words and "&" not in words and text_width(words, _SIZE) <= room):
        return words
    return TaggedParagraph(words, styles()[style])


def _padding(above: float = _PAD) -> list[tuple[Any, ...]]:
    return [
        ("FONT", (0, 0), (-1, -1), TEXT, _SIZE, 10.5),  # empty cells too: ReportLab's own font is not embedded
        ("TOPPADDING", (0, 0), (-1, -1), above),
        ("BOTTOMPADDING", (0, 0), (-1, -1), above),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
    ]


def _grid_style(right: Sequence[int], above: float) -> list[tuple[Any, ...]]:
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(palette.SOFT)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(palette.GRID)),
        ("LINEBELOW", (0, 0), (-1, 0), 1.0, HexColor(palette.PRIMARY_DARK)),
        ("TEXTCOLOR", (0, 1), (-1, -1), HexColor(palette.INK)),
        *[("ALIGN", (column, 0), (column, -1), "RIGHT") for column in right],
        *_padding(above),
    ]
