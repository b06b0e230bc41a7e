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

FONTS = {"SignatureText": "PublicSans-Regular.ttf", "SignatureName": "PublicSans-SemiBold.ttf"}
LARGEST_FONT_PT = 8.5
SMALLEST_FONT_PT = 4.0
FIRST_LINE = 1.2  # size of the first line, who signed, in sizes of the others
LEADING = 1.35  # line height in font sizes
PADDING_PT = 6.0


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
    for font, file in FONTS.items():
        if font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font, str(resources() / "fonts" / file)))
    fits = (height_pt - 2 * PADDING_PT) / (LEADING * (len(lines) - 1 + FIRST_LINE))
    size = max(min(LARGEST_FONT_PT, fits), SMALLEST_FONT_PT)
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(width_pt, height_pt), invariant=1, initialFontName="SignatureText")  # type: ignore[arg-type]
    canvas.setLineWidth(0.5)
    canvas.rect(0.25, 0.25, width_pt - 0.5, height_pt - 0.5)
    baseline = height_pt - PADDING_PT
    for row, line in enumerate(lines):
        font, font_size = ("SignatureText", size) if row else ("SignatureName", size * FIRST_LINE)
        canvas.setFont(font, font_size)
        baseline -= font_size if row == 0 else font_size * LEADING
        canvas.drawString(PADDING_PT, baseline, _cut(line, font, font_size, width_pt - 2 * PADDING_PT))
    canvas.save()
    return page.getvalue()


def _cut(line: str, font: str, size_pt: float, room_pt: float) -> str:
    """`line`, shortened with an ellipsis when it is wider than the field."""
    if pdfmetrics.stringWidth(line, font, size_pt) <= room_pt:
        return line
    while line and pdfmetrics.stringWidth(line + "…", font, size_pt) > room_pt:
        line = line[:-1]
    return line + "…"
