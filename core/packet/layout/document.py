"""A document as ReportLab's pages: two passes, since a table of contents and "page 3 of 80" need the end first."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab import rl_config
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from core.packet.layout.breaks import KeptWithNext
from core.packet.layout.page import PageFrame, draw_frame
from core.packet.layout.references import Heading, References
from core.packet.layout.style import FRAME_BOTTOM, FRAME_TOP, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH
from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.fonts import TEXT, register
from core.packet.pdf.tags import Tags
from core.packet.pdf.text import metadata

_MOST_PASSES = 4
_MEASURED = 0.35  # of the time that the passes take


@dataclass(frozen=True, kw_only=True)
class Story:
    """The flowables of the document, and its headings in order."""

    flowables: Sequence[Flowable]
    headings: Sequence[Heading]
    titles: dict[str, str]  # what each anchor leads to


def lay_out(
    frame: PageFrame, tell: Callable[[References], Story], on_share: Callable[[float], None]
) -> tuple[bytes, Tags]:
    """The pages and their structure. `tell` makes the story anew for each pass, with the pages of the last one.

    `on_share` hears often how much is done, from 0 to 1, and may raise to stop.
    """
    references, on_share = References(), _rising(on_share)
    for number in range(_MOST_PASSES):
        on_part = partial(_share, on_share, *((0.0, _MEASURED) if number == 0 else (_MEASURED, 1.0)))
        pages, tags, after = _pass(frame, tell, references, measuring=number == 0, on_part=on_part)
        if after == references:
            break
        references = after
    return pages, tags


def _rising(on_share: Callable[[float], None]) -> Callable[[float], None]:
    """`on_share` that never hears less than before: a table that is parted over pages adds to what is to be done."""
    highest = 0.0

    def told(share: float) -> None:
        nonlocal highest
        highest = max(highest, share)
        on_share(highest)

    return told


def _share(on_share: Callable[[float], None], begin: float, end: float, part: float) -> None:
    on_share(begin + (end - begin) * part)


def _pass(
    frame: PageFrame,
    tell: Callable[[References], Story],
    references: References,
    *,
    measuring: bool,
    on_part: Callable[[float], None],
) -> tuple[bytes, Tags, References]:
    """One pass. The first is `measuring`: only where each place comes to lie is kept of it, so nothing is drawn."""
    register()
    rl_config.useA85 = 0  # compressed pages as they are, not written out in letters: the finished file takes them over
    story = tell(references)
    flowables, titles = list(story.flowables), {anchor: metadata(title) for anchor, title in story.titles.items()}
    del story  # so that each flowable goes as soon as it is drawn: together they are a third of what is held
    made: list[TaggedCanvas] = []

    def canvas(*args: Any, **kwargs: Any) -> TaggedCanvas:
        made.append(TaggedCanvas(*args, titles=titles, measuring=measuring, **kwargs))
        return made[-1]

    def on_page_end(on: Any, _document: Any) -> None:
        draw_frame(on, frame, on.getPageNumber(), references.page_count)

    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=0 if measuring else 1,
        initialFontName=TEXT,
        lang="en-US",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
    )
    document.keepTogetherClass = KeptWithNext
    document.addPageTemplates(PageTemplate(frames=[_area()], onPageEnd=on_page_end))
    count = max(len(flowables), 1)
    document.setProgressCallBack(lambda what, value: on_part(value / count) if what == "PROGRESS" else None)
    document.build(flowables, canvasmaker=canvas)
    tags = made[0].tags
    return out.getvalue(), tags, References(pages=dict(tags.places), page_count=made[0].getPageNumber() - 1)


def _area() -> Frame:
    """Where text may stand on a page."""
    return Frame(
        MARGIN,
        FRAME_BOTTOM,
        TEXT_WIDTH,
        FRAME_TOP - FRAME_BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
