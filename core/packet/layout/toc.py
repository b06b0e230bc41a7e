"""The table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from core.chart.measure import fitted
from core.packet.layout.pieces import heading
from core.packet.layout.references import Heading, References
from core.packet.layout.style import TEXT_WIDTH
from core.packet.pdf import palette
from core.packet.pdf.flowables import Close, Open
from core.packet.pdf.fonts import BOLD, TEXT
from core.packet.pdf.tags import Element
from core.packet.pdf.text import line

PLACE = Heading("contents", "Contents", 0)


class _Entry(Flowable):
    """One line: title, dots, page; all of it a link."""

    def __init__(self, place: Heading, references: References) -> None:
        super().__init__()
        self.place = place
        self.page = references.pages.get(place.anchor, 0)
        self.known = place.anchor in references.pages
        self.height = 14.0 if place.level else 19.5

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = min(width, TEXT_WIDTH)
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        if canvas.measuring:
            return
        font, size = (BOLD, 10.5) if self.place.level == 0 else (TEXT, 9.5)
        left = 16.0 * self.place.level
        title = fitted(line(self.place.title, base=font), size, self.width - left - 50)
        number = str(self.page)
        entry = Element("TOCI", canvas.tags.top)
        link = Element("Link", entry)
        canvas.setFillColor(HexColor(palette.INK))
        canvas.setFont(font, size)
        with canvas.content(link):
            canvas.drawString(left, 4, title + " ")
            canvas.drawRightString(self.width, 4, number)
        dots_from = left + canvas.stringWidth(title, font, size) + 6
        dots_to = self.width - canvas.stringWidth(number, font, size) - 6
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(palette.LINE))
            canvas.setLineWidth(0.7)
            canvas.setDash([0.7, 2.6])
            canvas.line(dots_from, 5, dots_to, 5)
            canvas.setDash([])
        if self.known:
            canvas.tags.links.append(link)
            canvas.linkRect("", self.place.anchor, (left, 0, self.width, self.height - 3), relative=1)


def contents_page(headings: Sequence[Heading], references: References) -> list[Flowable]:
    entries = [_Entry(place, references) for place in headings]
    return [Open("Sect", PLACE.title), heading(PLACE), Open("TOC"), *entries, Close(), Close()]
