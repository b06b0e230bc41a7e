"""Tables of the report: facts beside their labels, and grids of rows."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, TableStyle

from core.chart.measure import fitted
from core.packet.layout.style import TEXT_WIDTH, styles
from core.packet.pdf import palette
from core.packet.pdf.fonts import TEXT
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.table import TaggedTable
from core.packet.pdf.text import line

CHUNK_ROWS = 250  # one table of very many rows is laid out in pieces: the time grows with the square of the rows
_PAD = 4
_SIZE = 8.0


def facts(rows: Sequence[tuple[str, str]], *, label_width: float = 128.0, large: bool = False) -> Flowable:
    """Labels with their values (both mark-up), one pair a row; the labels are the row headers."""
    head, body = ("cell-head-large", "cell-large") if large else ("cell-head", "cell")
    data = [[_cell(label, head), _cell(value, body)] for label, value in rows]
    style = [
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
    mono: Sequence[int] = (),
    plain: bool = False,
    header_columns: int = 1,
) -> list[Flowable]:
    """A table of mark-up cells with a header row that is repeated on every page.

    `right` columns are set to the right (numbers), `mono` ones in the monospace. `plain` cells are texts as they are:
    they don't wrap but are cut with an ellipsis, and many of them are laid out much faster.
    """
    key = object()
    out: list[Flowable] = []
    head = [_cell(title, "cell-head-right" if column in right else "cell-head") for column, title in enumerate(header)]
    for first in range(0, max(len(rows), 1), CHUNK_ROWS):
        chunk = rows[first : first + CHUNK_ROWS]
        body = [_bare(row, widths) if plain else _row(row, right, mono) for row in chunk]
        table = TaggedTable(
            [head, *body],
            colWidths=list(widths),
            header_columns=header_columns,
            key=key,
            first_row=first,
            repeatRows=1,
            style=TableStyle(_grid_style(right)),
            splitInRow=1,
            hAlign="LEFT",
            spaceAfter=10 if first + CHUNK_ROWS >= len(rows) else 0,
        )
        out.append(table)
    return out


def _row(row: Sequence[str], right: Sequence[int], mono: Sequence[int]) -> list[TaggedParagraph | str]:
    named = {**dict.fromkeys(right, "cell-right"), **dict.fromkeys(mono, "cell-mono")}
    return [_cell(value, named.get(column, "cell")) for column, value in enumerate(row)]


def _bare(row: Sequence[str], widths: Sequence[float]) -> list[str]:
    return [fitted(line(value), _SIZE, width - 2 * _PAD) for value, width in zip(row, widths, strict=True)]


def _cell(words: str, style: str = "cell") -> TaggedParagraph | str:
    return TaggedParagraph(words, styles()[style]) if words else ""


def _padding(above: float = _PAD) -> list[tuple[object, ...]]:
    return [
        ("TOPPADDING", (0, 0), (-1, -1), above),
        ("BOTTOMPADDING", (0, 0), (-1, -1), above),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
    ]


def _grid_style(right: Sequence[int]) -> list[tuple[object, ...]]:
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(palette.SOFT)),
        ("LINEBELOW", (0, 0), (-1, 0), 1.0, HexColor(palette.PRIMARY_DARK)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(palette.GRID)),
        ("FONT", (0, 1), (-1, -1), TEXT, _SIZE, 10.5),
        ("TEXTCOLOR", (0, 1), (-1, -1), HexColor(palette.INK)),
        *[("ALIGN", (column, 0), (column, -1), "RIGHT") for column in right],
        *_padding(),
    ]
