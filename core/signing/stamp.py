"""What a signature looks like on the page: a small page of its own, drawn by ReportLab with embedded fonts.

pyHanko's own text style writes glyph widths that PDF/A validators refuse, so a drawn page is imported instead.
"""

from __future__ import annotations

import binascii
import io
import uuid
from collections.abc import Sequence

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.paths import resources

FONT = "SignatureText"
LARGEST_FONT_PT = 8.0
SMALLEST_FONT_PT = 4.0
LEADING = 1.3  # line height in font sizes
PADDING_PT = 4.0


class DrawnPage(PdfContent):
    """One-page PDF bytes as the content of a stamp."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)), page_ix=0)
        name = b"/Stamp" + binascii.hexlify(uuid.uuid4().bytes[:6])
        self.resources.xobject[name.decode()] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return name + b" Do"


def stamp_style(lines: Sequence[str], *, width_pt: float, height_pt: float) -> StaticStampStyle:
    """The stamp for a field of this size, in points, that shows `lines` as large as fits."""
    no_margins = SimpleBoxLayoutRule(
        AxisAlignment.ALIGN_MID,
        AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.NO_SCALING,
    )
    return StaticStampStyle(
        background=DrawnPage(_draw(lines, width_pt, height_pt)),
        background_opacity=1.0,
        border_width=0,
        background_layout=no_margins,
    )


def _draw(lines: Sequence[str], width_pt: float, height_pt: float) -> bytes:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(resources() / "fonts" / "PublicSans-Regular.ttf")))
    room = width_pt - 2 * PADDING_PT
    size = min(LARGEST_FONT_PT, (height_pt - 2 * PADDING_PT) / (LEADING * max(len(lines), 1)))
    size = max(size, SMALLEST_FONT_PT)
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(width_pt, height_pt), invariant=1, initialFontName=FONT)  # type: ignore[arg-type]
    canvas.setLineWidth(0.5)
    canvas.rect(0.25, 0.25, width_pt - 0.5, height_pt - 0.5)
    canvas.setFont(FONT, size)
    for row, line in enumerate(lines):
        canvas.drawString(PADDING_PT, height_pt - PADDING_PT - size * (1 + LEADING * row), _cut(line, size, room))
    canvas.save()
    return page.getvalue()


def _cut(line: str, size_pt: float, room_pt: float) -> str:
    """`line`, shortened with an ellipsis when it is wider than the field."""
    if pdfmetrics.stringWidth(line, FONT, size_pt) <= room_pt:
        return line
    while line and pdfmetrics.stringWidth(line + "…", FONT, size_pt) > room_pt:
        line = line[:-1]
    return line + "…"
