"""Charts of answers: by element for the summary, by component within an element."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.catalog.model import Element
from core.chart import Chart, Point, Role, Series
from core.evaluation.progress import CellProgress
from core.packet.contents import Contents

_PARTS: tuple[tuple[str, Role], ...] = (
    ("Yes", "good"),
    ("Partly", "warn"),
    ("No", "bad"),
    ("Not applicable", "muted"),
    ("Open", "open"),
)


def elements_chart(contents: Contents) -> Chart:
    """Answers by element, summed over the components."""
    progress = contents.snapshot.progress
    groups = [
        (element.title, [cell for (_, under), cell in progress.cells.items() if under == element.id])
        for element in contents.snapshot.pack.elements
    ]
    summary = f"{progress.answered} of {progress.due} items due have an answer that stands, shown by element."
    return _stack("Answers by element", summary, "Element", groups)


def components_chart(contents: Contents, element: Element) -> Chart:
    """Answers by component within one element."""
    cells = contents.snapshot.progress.cells
    groups = [
        (component.title, [cells[component.id, element.id]])
        for component in contents.snapshot.pack.components
        if (component.id, element.id) in cells and cells[component.id, element.id].due
    ]
    open_ones = [title for title, (cell,) in groups if cell.answered < cell.due]
    if len(open_ones) == len(groups) > 1:
        said = "Items are open at every component."
    elif open_ones:
        said = f"Items are open at: {', '.join(open_ones)}."
    else:
        said = "Every item due has an answer that stands."
    return _stack(f"{element.title}: answers by component", said, "Component", groups)


def _stack(title: str, summary: str, what: str, groups: Sequence[tuple[str, list[CellProgress]]]) -> Chart:
    counts = [(name, _counts(cells)) for name, cells in groups]
    series = tuple(
        Series(name=part, role=role, points=tuple(Point(label=name, y=count[number]) for name, count in counts))
        for number, (part, role) in enumerate(_PARTS)
    )
    rows = tuple((name, *(f"{number:,}" for number in count), f"{sum(count):,}") for name, count in counts)
    header = (what, *(part for part, _ in _PARTS), "Due")
    return Chart(kind="stack", title=title, summary=summary, series=series, header=header, rows=rows)


def _counts(cells: Iterable[CellProgress]) -> tuple[int, ...]:
    """Yes, partly, no, not applicable, open (unanswered, waiting or refused), summed."""
    each = [(c.yes, c.partly, c.no, c.not_applicable, c.due - c.answered) for c in cells]
    return tuple(map(sum, zip(*each, strict=True))) if each else (0, 0, 0, 0, 0)
