"""Where pages end: little of a page stays white, and no heading stands without what it heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.platypus import Flowable, Spacer

from core.packet.layout.breaks import chapter_break
from core.packet.layout.chapter import Chapter
from core.packet.layout.document import Story, lay_out
from core.packet.layout.page import PageFrame
from core.packet.layout.references import References
from core.packet.layout.style import FRAME_BOTTOM, FRAME_TOP
from core.packet.layout.tables import grid

PAGE = FRAME_TOP - FRAME_BOTTOM


def pages(tell: Callable[[], Sequence[Chapter]]) -> dict[str, int]:
    """The page of each place, from 1. `tell` makes the chapters anew: pages are laid out in several passes."""

    def story(_: References) -> Story:
        flowables = [one for made in tell() for one in (*chapter_break(), *made.flowables)]
        return Story(flowables=flowables, headings=[], titles={})

    _, tags = lay_out(PageFrame(marking="UNCLASSIFIED", name="", foot=""), story, lambda _: None)
    return dict(tags.places)


def chapter(anchor: str, *flowables: Flowable) -> Chapter:
    made = Chapter(anchor, anchor.title(), "UNCLASSIFIED", References())
    made.put(*flowables)
    return made.end()


def white(share: float) -> Spacer:
    """What takes this share of a page."""
    return Spacer(1, share * PAGE)


def table(rows: int) -> Sequence[Flowable]:
    return grid(["Name", "Value"], [[f"row {row}", "1"] for row in range(rows)], [200, 200])


def headed(anchor: str, above: float, *under: Flowable) -> Chapter:
    """A chapter with a section below `above` of a page."""
    made = Chapter(anchor, anchor.title(), "UNCLASSIFIED", References())
    if above:
        made.put(white(above))
    made.section("section", "Section")
    made.put(*under)
    return made.end()


@pytest.mark.parametrize(("filled", "page"), [(0.1, 1), (0.55, 1), (0.8, 2)])
def test_a_chapter_begins_under_the_one_before_where_there_is_room_for_a_good_part_of_it(filled, page):
    found = pages(lambda: [chapter("first", white(filled)), chapter("second", white(0.1))])
    assert (found["first"], found["second"]) == (1, page)


@pytest.mark.parametrize(("filled", "rows", "page"), [(0.4, 30, 1), (0.4, 3, 1), (0.75, 30, 2), (0.82, 30, 2)])
def test_a_table_begins_under_its_heading_and_goes_on_over_the_page_unless_little_would_stay_white(filled, rows, page):
    assert pages(lambda: [headed("chapter", filled, *table(rows))])["section"] == page


def test_the_heading_of_a_chapter_goes_with_what_must_stay_together_under_it():
    found = pages(lambda: [chapter("first", white(0.5)), headed("second", 0, white(0.3))])
    assert found["second"] == found["section"] == 2
