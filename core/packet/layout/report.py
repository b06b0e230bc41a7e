"""The whole report: the cover, the contents, and the chapters in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable, PageBreak

from core.packet.contents import Contents, short
from core.packet.layout import (
    custody,
    deployment,
    evidence,
    files,
    findings,
    grading,
    how_to_read,
    inventory,
    items,
    plan_of_action,
    protected,
    records,
    registers,
    results,
    signoff,
    sources,
    summary,
    views,
)
from core.packet.layout.breaks import chapter_break
from core.packet.layout.chapter import Chapter
from core.packet.layout.cover import cover
from core.packet.layout.document import Story, lay_out
from core.packet.layout.page import PageFrame
from core.packet.layout.references import References
from core.packet.layout.toc import PLACE, contents_page
from core.packet.pdf.tags import Tags

CHAPTERS: Sequence[Callable[[Contents, References], Chapter | None]] = (  # None: it has nothing to tell
    how_to_read.chapter,
    summary.chapter,
    deployment.chapter,
    inventory.chapter,
    results.chapter,
    grading.chapter,
    protected.chapter,
    items.chapter,
    findings.chapter,
    plan_of_action.chapter,
    evidence.chapter,
    registers.chapter,
    views.chapter,
    records.chapter,
    custody.chapter,
    sources.chapter,
    files.chapter,
    signoff.chapter,
)


def report(contents: Contents, on_share: Callable[[float], None]) -> tuple[bytes, Tags]:
    """The pages of the report and their structure, not yet finished into a file of its own.

    `on_share` hears often how much is done, from 0 to 1, and may raise to stop.
    """
    frame = PageFrame(
        marking=contents.marking,
        name=contents.name,
        foot=f"Touchstone packet {short(contents.packet_id)}",
        stamp="" if contents.snapshot.progress.complete else "INCOMPLETE",
        training=contents.training,
    )
    return lay_out(frame, lambda references: _story(contents, references), on_share)


def _story(contents: Contents, references: References) -> Story:
    front, place = cover(contents)
    told = (tell(contents, references) for tell in CHAPTERS)
    chapters = [chapter for chapter in told if chapter is not None]
    headings = [heading for chapter in chapters for heading in chapter.headings]
    flowables: list[Flowable] = [*front, PageBreak(), *contents_page(headings, references)]
    titles = {place.anchor: place.title, PLACE.anchor: PLACE.title}
    for chapter in chapters:
        flowables += [*chapter_break(), *chapter.flowables]
        titles |= chapter.titles
    return Story(flowables=flowables, headings=[place, PLACE, *headings], titles=titles)
