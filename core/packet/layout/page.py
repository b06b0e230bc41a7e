"""What stands on every page: the banners, the head line and the page number. All of it is artifact."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import HexColor

from core.chart.measure import fitted
from core.marking import style as marking_style
from core.marking.training import shown_banner
from core.packet.layout.style import BANNER_HEIGHT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from core.packet.pdf import palette
from core.packet.pdf.canvas import FOOTER, HEADER, TaggedCanvas
from core.packet.pdf.fonts import BOLD, TEXT
from core.packet.pdf.text import line

_SMALL = 8.0
_STAMP_WIDTH = 78.0


@dataclass(frozen=True, kw_only=True)
class PageFrame:
    """What stands on every page of one document. `stamp` is a word such as INCOMPLETE; empty where there is none."""

    marking: str
    name: str
    foot: str
    stamp: str = ""
    training: bool = False  # the banners say that it is for learning


def draw_frame(canvas: TaggedCanvas, on: PageFrame, page: int, page_count: int) -> None:
    """The banners and lines of page `page` (from 1)."""
    with canvas.artifact(HEADER):
        _banner(canvas, on, PAGE_HEIGHT - BANNER_HEIGHT)
        if page > 1:
            _head(canvas, on.name)
        if on.stamp:
            _stamp(canvas, on.stamp)
    with canvas.artifact(FOOTER):
        _banner(canvas, on, 0)
        canvas.setFont(TEXT, _SMALL)
        canvas.setFillColor(HexColor(palette.MUTED))
        base = BANNER_HEIGHT + 13
        canvas.drawString(MARGIN, base, line(on.foot))
        canvas.drawRightString(PAGE_WIDTH - MARGIN, base, f"Page {page} of {page_count}")


def _banner(canvas: TaggedCanvas, on: PageFrame, bottom: float) -> None:
    look = marking_style(on.marking)
    canvas.setFillColor(HexColor(look.colour))
    canvas.rect(0, bottom, PAGE_WIDTH, BANNER_HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(HexColor(look.text_colour))
    words = line(shown_banner(on.marking, training=on.training), base=BOLD)
    size = 9.5
    while canvas.stringWidth(words, BOLD, size) > PAGE_WIDTH - 24 and size > 4:
        size -= 0.5
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(PAGE_WIDTH / 2, bottom + (BANNER_HEIGHT - 0.72 * size) / 2, words)


def _head(canvas: TaggedCanvas, name: str) -> None:
    base = PAGE_HEIGHT - BANNER_HEIGHT - 17
    canvas.setFont(TEXT, _SMALL)
    canvas.setFillColor(HexColor(palette.MUTED))
    room = PAGE_WIDTH - 2 * MARGIN - _STAMP_WIDTH - 12
    canvas.drawString(MARGIN, base, fitted(line(name), _SMALL, room))


def _stamp(canvas: TaggedCanvas, word: str) -> None:
    """The word that every page carries, such as that of an unfinished evaluation."""
    right, base = PAGE_WIDTH - MARGIN, PAGE_HEIGHT - BANNER_HEIGHT - 17
    canvas.setFillColor(HexColor(palette.BAD))
    canvas.rect(right - _STAMP_WIDTH, base - 4.5, _STAMP_WIDTH, 14, stroke=0, fill=1)
    canvas.setFillColor(HexColor(palette.SURFACE))
    canvas.setFont(BOLD, 8.5)
    canvas.drawCentredString(right - _STAMP_WIDTH / 2, base - 0.6, word)
