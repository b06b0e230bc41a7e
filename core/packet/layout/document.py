"""The report as ReportLab's pages: two passes, since a table of contents and "page 3 of 80" need the end first."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from core.packet.contents import Contents
from core.packet.layout.page import draw_frame
from core.packet.layout.references import Heading, References
from core.packet.layout.style import FRAME_BOTTOM, FRAME_TOP, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH
from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.fonts import TEXT, register
from core.packet.pdf.tags import Tags
from core.packet.pdf.text import metadata

_MOST_PASSES = 4


@dataclass(frozen=True, kw_only=True)
class Story:
    """The flowables of the report, and its headings in order."""

    flowables: Sequence[Flowable]
    headings: Sequence[Heading]
    titles: dict[str, str]  # what each anchor leads to


def lay_out(contents: Contents, tell: Callable[[References], Story]) -> tuple[bytes, Tags]:
    """The pages and their structure. `tell` makes the story anew for each pass, with the pages of the last one."""
    references = References()
    for _ in range(_MOST_PASSES):
        pages, tags, after = _pass(contents, tell(references), references)
        if after == references:
            break
        references = after
    return pages, tags


def _pass(contents: Contents, story: Story, references: References) -> tuple[bytes, Tags, References]:
    register()
    made: list[TaggedCanvas] = []

    def canvas(*args: Any, **kwargs: Any) -> TaggedCanvas:
        titles = {anchor: metadata(title) for anchor, title in story.titles.items()}
        made.append(TaggedCanvas(*args, titles=titles, **kwargs))
        return made[-1]

    def frame(on: Any, _document: Any) -> None:
        draw_frame(on, contents, on.getPageNumber(), references.page_count)

    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        initialFontName=TEXT,
        lang="en-US",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
    )
    area = Frame(
        MARGIN,
        FRAME_BOTTOM,
        TEXT_WIDTH,
        FRAME_TOP - FRAME_BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    document.addPageTemplates(PageTemplate(frames=[area], onPageEnd=frame))
    document.build(list(story.flowables), canvasmaker=canvas)
    tags = made[0].tags
    return out.getvalue(), tags, References(pages=dict(tags.places), page_count=made[0].getPageNumber() - 1)
