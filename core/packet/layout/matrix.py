"""The matrix: a column for each component, a row for each element, a word, a shape and a count in each cell."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, TableStyle

from core.evaluation.progress import CellProgress
from core.packet.contents import Contents
from core.packet.layout.style import TEXT_WIDTH, styles
from core.packet.layout.words import cell_look
from core.packet.pdf import palette
from core.packet.pdf.fonts import FALLBACK, TEXT
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.table import TaggedTable
from core.packet.pdf.text import markup

_LABEL_WIDTH = 80.0


def matrix(contents: Contents) -> Flowable:
    pack, cells = contents.snapshot.pack, contents.snapshot.progress.cells
    head = [_head("Element"), *(_head(component.title) for component in pack.components)]
    data: list[list[TaggedParagraph | str]] = [list(head)]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("FONT", (0, 0), (-1, -1), TEXT, 6.6, 8.2),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("INNERGRID", (0, 1), (-1, -1), 2, HexColor(palette.SURFACE)),
        ("BOX", (1, 1), (-1, -1), 0.5, HexColor(palette.LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    for row, element in enumerate(pack.elements, start=1):
        line: list[TaggedParagraph | str] = [_head(element.title)]
        for column, component in enumerate(pack.components, start=1):
            cell = cells.get((component.id, element.id))
            line.append(_cell(cell) if cell else "")
            if cell:
                style.append(("BACKGROUND", (column, row), (column, row), HexColor(cell_look(cell.state)[2])))
        data.append(line)
    width = (TEXT_WIDTH - _LABEL_WIDTH) / max(len(pack.components), 1)
    return TaggedTable(
        data,
        colWidths=[_LABEL_WIDTH, *([width] * len(pack.components))],
        header_columns=1,
        repeatRows=1,
        style=TableStyle(style),
        hAlign="LEFT",
        spaceAfter=10,
    )


def _head(words: str) -> TaggedParagraph:
    return TaggedParagraph(markup(words), styles()["matrix-head"])


def _cell(cell: CellProgress) -> TaggedParagraph:
    shape, colour, _ = cell_look(cell.state)
    word = "not present" if cell.state == "component not present" else cell.state
    count = f"<br/>{cell.answered} of {cell.due}" if cell.due else ""
    shown = f'<font color="{colour}"><font name="{FALLBACK}">{shape}</font> <b>{word}</b></font>{count}'
    return TaggedParagraph(shown, styles()["matrix"])
