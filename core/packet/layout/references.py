"""What one pass of the layout leaves to the next: which places exist, on which page, and how many pages there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.packet.pdf.palette import PRIMARY


@dataclass(frozen=True)
class Heading:
    """A heading for the table of contents and the bookmarks; `level` counts from 0."""

    anchor: str
    title: str
    level: int


@dataclass(frozen=True, kw_only=True)
class References:
    """Pages by anchor and the number of pages, as the last pass left them; empty before the first."""

    pages: Mapping[str, int] = field(default_factory=dict)
    page_count: int = 0

    def link(self, anchor: str, markup: str) -> str:
        """`markup` as a link to `anchor`, or plain where there is no such place (and in the first pass)."""
        if anchor not in self.pages:
            return markup
        return f'<a href="#{anchor}" color="{PRIMARY}">{markup}</a>'


def item_anchor(item_id: str) -> str:
    return f"item-{item_id}"


def reading_anchor(reading_id: str) -> str:
    return f"reading-{reading_id}"


def record_anchor(reading_id: str) -> str:
    return f"record-{reading_id}"


def finding_anchor(finding_id: str) -> str:
    return f"finding-{finding_id}"


def plan_anchor(finding_id: str) -> str:
    return f"plan-{finding_id}"


def evidence_anchor(evidence_id: str) -> str:
    return f"evidence-{evidence_id}"
