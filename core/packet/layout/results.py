"""Results by element: how the answers stand, and the readings that support them."""

from __future__ import annotations

from collections.abc import Sequence

from core.catalog.model import Element
from core.packet.contents import Contents, ShownReading, short
from core.packet.layout.chapter import Chapter
from core.packet.layout.charts import chart_figure
from core.packet.layout.element_chart import components_chart
from core.packet.layout.pieces import identifier
from core.packet.layout.reading_card import card
from core.packet.layout.references import References, reading_anchor
from core.packet.layout.words import counted
from core.packet.pdf.text import markup

ANCHOR = "results"


def chapter(contents: Contents, references: References) -> Chapter:
    """Each reading stands in full under the first element that it supports; the others lead there."""
    out = Chapter(ANCHOR, "Results by element", contents.marking, references)
    left = list(contents.readings)
    for element in contents.snapshot.pack.elements:
        mine = [shown for shown in contents.readings if element.id in _elements(contents, shown)]
        out.section(f"element-{element.id}", element.title)
        _standing(out, contents, element, supported=bool(mine))
        here = [shown for shown in mine if shown in left]
        _elsewhere(out, [shown for shown in mine if shown not in left])
        for shown in here:
            left.remove(shown)
            card(out, contents, shown)
    if left:
        out.section("element-none", "Readings that support no item of the pack")
        for shown in left:
            card(out, contents, shown)
    return out.end()


def _elements(contents: Contents, shown: ShownReading) -> set[str]:
    items = contents.snapshot.pack.by_id
    return {items[item_id].element for item_id in shown.record.linked_items if item_id in items}


def _standing(out: Chapter, contents: Contents, element: Element, *, supported: bool) -> None:
    cells = [cell for (_, under), cell in contents.snapshot.progress.cells.items() if under == element.id]
    due, answered = sum(cell.due for cell in cells), sum(cell.answered for cell in cells)
    if not due:
        out.say(f"The Act, section {markup(element.act)}. No item is due here.")
        return
    found = sum(cell.open_findings for cell in cells)
    out.say(
        f"The Act, section {markup(element.act)}. {answered} of {counted(due, 'item')} due have an answer that stands;"
        f" {counted(found, 'finding')} open."
        f"{'' if supported else ' No reading supports this element.'}",
        "question",
    )
    out.put(*chart_figure(components_chart(contents, element)))


def _elsewhere(out: Chapter, readings: Sequence[ShownReading]) -> None:
    if readings:
        links = [
            out.link(reading_anchor(shown.record.id), f"{markup(shown.title)} {identifier(short(shown.record.id))}")
            for shown in readings
        ]
        out.say(f"Also supported by readings shown above: {'; '.join(links)}.")
