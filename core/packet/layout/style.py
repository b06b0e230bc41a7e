"""Sizes and paragraph styles of the report."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle

from core.packet.pdf import palette
from core.packet.pdf.fonts import BOLD, MEDIUM, MONO, TEXT, register

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0  # US Letter, in points
MARGIN = 60.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
BANNER_HEIGHT = 17.0
FRAME_BOTTOM, FRAME_TOP = 50.0, 742.0


@cache
def styles() -> dict[str, ParagraphStyle]:
    """The styles by name. Line heights follow USWDS: 1.4 for running text, 1.2 for headings."""
    register()
    body = ParagraphStyle(
        "body",
        fontName=TEXT,
        fontSize=9.5,
        leading=13.5,
        spaceAfter=6,
        textColor=HexColor(palette.INK),
        bulletFontName=TEXT,
        linkUnderline=False,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )
    heads: dict[str, Any] = {"fontName": BOLD, "textColor": HexColor(palette.PRIMARY_DARK), "keepWithNext": 1}
    made = [
        body,
        ParagraphStyle("lead", body, fontSize=11.5, leading=16.5, spaceAfter=10),
        ParagraphStyle("chapter", body, **heads, fontSize=22, leading=27, spaceAfter=4),
        ParagraphStyle("section", body, **heads, fontSize=14, leading=18, spaceBefore=14, spaceAfter=5),
        ParagraphStyle("part", body, **heads, fontSize=10.5, leading=14, spaceBefore=10, spaceAfter=3),
        ParagraphStyle("note", body, fontSize=8, leading=11, textColor=HexColor(palette.MUTED), spaceAfter=5),
        ParagraphStyle("note-kept", body, fontSize=8, leading=11, textColor=HexColor(palette.MUTED), keepWithNext=1),
        ParagraphStyle("table-title", body, fontName=MEDIUM, fontSize=9, leading=12, spaceBefore=6, spaceAfter=3),
        ParagraphStyle("point", body, leftIndent=14, bulletIndent=3, spaceAfter=3),
        ParagraphStyle("quiet", body, textColor=HexColor(palette.MUTED), spaceAfter=3),
        ParagraphStyle("quiet-kept", body, textColor=HexColor(palette.MUTED), spaceAfter=3, keepWithNext=1),
        ParagraphStyle("close", body, spaceAfter=2),
        ParagraphStyle("close-kept", body, spaceAfter=3, keepWithNext=1),
        ParagraphStyle("question", body, spaceAfter=2, keepWithNext=1),
        ParagraphStyle("remark", body, leftIndent=12, borderPadding=0, spaceAfter=4),
        ParagraphStyle(
            "caption", body, fontName=MEDIUM, fontSize=9, leading=12, spaceBefore=6, spaceAfter=3, keepWithNext=1
        ),
        *_cells(body),
        ParagraphStyle("code", body, fontName=MONO, fontSize=7.2, leading=9.8, spaceAfter=6, leftIndent=8),
        ParagraphStyle("callout", body, fontSize=9.5, leading=13.5, spaceAfter=0),
    ]
    return {style.name: style for style in made}


def _cells(body: ParagraphStyle) -> list[ParagraphStyle]:
    """The styles of what stands in tables."""
    return [
        ParagraphStyle("cell", body, fontSize=8, leading=10.5, spaceAfter=0),
        ParagraphStyle("cell-right", body, fontSize=8, leading=10.5, spaceAfter=0, alignment=2),
        ParagraphStyle("cell-head", body, fontName=MEDIUM, fontSize=8, leading=10.5, spaceAfter=0),
        ParagraphStyle("cell-head-right", body, fontName=MEDIUM, fontSize=8, leading=10.5, spaceAfter=0, alignment=2),
        ParagraphStyle("cell-large", body, fontSize=9.5, leading=13, spaceAfter=0),
        ParagraphStyle("cell-head-large", body, fontName=MEDIUM, fontSize=9.5, leading=13, spaceAfter=0),
        ParagraphStyle("cell-mono", body, fontName=MONO, fontSize=6.8, leading=9.2, spaceAfter=0),
        ParagraphStyle("matrix", body, fontSize=6.6, leading=8.2, spaceAfter=0),
        ParagraphStyle("matrix-head", body, fontName=MEDIUM, fontSize=6.2, leading=7.8, spaceAfter=0),
    ]
