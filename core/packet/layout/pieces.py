"""The pieces that chapters are put together from: headings, paragraphs, marked text, lists and callouts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, KeepTogether

from core.clock import parse
from core.packet.layout.references import Heading
from core.packet.layout.style import TEXT_WIDTH, styles
from core.packet.pdf import palette
from core.packet.pdf.flowables import Close, Open
from core.packet.pdf.fonts import MONO
from core.packet.pdf.paragraph import ListItem, TaggedParagraph
from core.packet.pdf.text import markup, metadata, paragraphs

ROLES = ("H2", "H3", "H4")  # of headings by level; H1 is the title on the cover
_STYLES = ("chapter", "section", "part")


def text(words: str, style: str = "body") -> TaggedParagraph:
    """A paragraph of ReportLab mark-up: what people wrote must have gone through `markup` before."""
    return TaggedParagraph(words, styles()[style])


def heading(place: Heading, shown: str = "", *, in_outline: bool = True) -> TaggedParagraph:
    """A heading that is a destination and a bookmark. `shown` is its mark-up, by default the title."""
    outline = (metadata(place.title), place.level) if in_outline else None
    return TaggedParagraph(
        shown or markup(place.title),
        styles()[_STYLES[place.level]],
        role=ROLES[place.level],
        anchor=place.anchor,
        outline=outline,
    )


def marked(portion: str, words: str, style: str = "body") -> list[Flowable]:
    """What a person wrote, each paragraph behind its portion mark."""
    return [text(f"{markup(portion)} {markup(paragraph)}", style) for paragraph in paragraphs(words)]


def bullets(points: Iterable[str]) -> list[Flowable]:
    """A list of mark-up texts."""
    items = [ListItem(point, styles()["point"], bulletText="•") for point in points]
    return [Open("L"), *items, Close()] if items else []


def digest(sha256: str) -> str:
    """A digest as mark-up in the monospace, whole."""
    return f'<font name="{MONO}" size="7.2">{markup(sha256, base=MONO)}</font>'


def identifier(shown: str) -> str:
    """A short id as mark-up in the monospace."""
    return f'<font name="{MONO}">{markup(shown, base=MONO)}</font>'


def moment(stamp: str) -> str:
    """A stored moment as the packet writes it: `2026-11-22 19:02 UTC`, the same wherever it is made."""
    try:
        return f"{parse(stamp):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return markup(stamp)


def together(*flowables: Flowable) -> Flowable:
    """Flowables that stay on one page where they can."""
    kept: Flowable = KeepTogether(list(flowables))
    return kept


class Callout(Flowable):
    """A paragraph on a soft ground with a bar at its left: what must not be missed."""

    _bar, _inset = 4.0, 10.0

    def __init__(self, words: str, *, bar: str = palette.PRIMARY, ground: str = palette.PRIMARY_SOFT) -> None:
        super().__init__()
        self.inner = TaggedParagraph(words, styles()["callout"])
        self.bar, self.ground = bar, ground
        self.spaceBefore, self.spaceAfter = 4, 10

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        self.width = min(available, TEXT_WIDTH)
        _, inner = self.inner.wrap(self.width - self._bar - 2 * self._inset, height)
        self.height = inner + 1.4 * self._inset
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.artifact():
            canvas.setFillColor(HexColor(self.ground))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(HexColor(self.bar))
            canvas.rect(0, 0, self._bar, self.height, stroke=0, fill=1)
        self.inner.drawOn(canvas, self._bar + self._inset, 0.7 * self._inset)
