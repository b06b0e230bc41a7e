"""A chapter of the report while it is told: its flowables, its headings, and what its anchors lead to."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from core.packet.layout.pieces import ROLES, bullets, heading, marked, text
from core.packet.layout.references import Heading, References
from core.packet.layout.style import styles
from core.packet.pdf.flowables import Close, Open
from core.packet.pdf.paragraph import TaggedParagraph
from core.packet.pdf.text import markup


class Chapter:
    """One chapter. `references` are the pages of the last pass; links go through `link`."""

    def __init__(self, anchor: str, title: str, marking: str, references: References) -> None:
        self.references = references
        self.headings: list[Heading] = []
        self.titles: dict[str, str] = {}
        self.flowables: list[Flowable] = [Open("Sect", title)]
        self._heading(Heading(anchor, title, 0))
        self.say(f"Marking of this chapter: {markup(marking)}", "note-kept")

    def section(self, anchor: str, title: str) -> None:
        self._heading(Heading(anchor, title, 1))

    def _heading(self, place: Heading) -> None:
        self.headings.append(place)
        self.titles[place.anchor] = place.title
        self.flowables.append(heading(place))

    def part(self, title: str, *, anchor: str = "") -> None:
        """A small heading (mark-up) without a bookmark, one level under the last one that has one."""
        role = ROLES[self.headings[-1].level + 1]
        self.flowables.append(TaggedParagraph(title, styles()["part"], role=role, anchor=anchor))

    def say(self, words: str, style: str = "body") -> None:
        """A paragraph of mark-up."""
        self.flowables.append(text(words, style))

    def quote(self, portion: str, words: str, style: str = "body") -> None:
        """What a person wrote, behind its portion mark."""
        self.flowables += marked(portion, words, style)

    def points(self, points: Sequence[str]) -> None:
        self.flowables += bullets(points)

    def put(self, *flowables: Flowable) -> None:
        self.flowables += flowables

    def link(self, anchor: str, words: str) -> str:
        return self.references.link(anchor, words)

    def names(self, anchor: str, title: str) -> None:
        """Say what `anchor`, a place without a heading of its own, leads to."""
        self.titles[anchor] = title

    def end(self) -> Chapter:
        self.flowables.append(Close())
        return self
