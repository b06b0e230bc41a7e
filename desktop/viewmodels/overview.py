"""Where the evaluation stands: the matrix, the figures, what is missing, what happened last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.evaluation.progress import CellProgress, Missing, Progress
from desktop.session import Change, Session

LOG_ROWS = 8


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number to see at once, and what it counts."""

    value: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """Something to be done: a sentence, and where to do it."""

    sentence: str
    page: str
    target: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One line of the log."""

    at: str
    by: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    state: str
    due: int
    answered: int
    open_findings: int


@dataclass(frozen=True, kw_only=True)
class OverviewState:
    """`verdict` is (word, kind, sentence). `components` and `elements` are (id, title)."""

    verdict: tuple[str, str, str] = ("", "none", "")
    figures: tuple[Figure, ...] = ()
    components: tuple[tuple[str, str], ...] = ()
    elements: tuple[tuple[str, str], ...] = ()
    cells: Mapping[tuple[str, str], Cell] | None = None
    missing: tuple[Link, ...] = ()
    unmet: tuple[Link, ...] = ()
    happened: tuple[Happened, ...] = ()
    started: bool = False  # whether there is an evaluation


class OverviewModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state = OverviewState()
        session.changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Look at the case again."""
        if not self._session.is_open:
            self._show(OverviewState())
            return
        pack, progress = self._session.pack, self._session.progress
        self._show(
            OverviewState(
                verdict=_verdict(progress),
                figures=_figures(progress),
                components=tuple((one.id, one.title) for one in pack.components),
                elements=tuple((one.id, one.title) for one in pack.elements),
                cells={key: _cell(cell) for key, cell in progress.cells.items()},
                missing=_links(progress.missing, "have no confirmed answer"),
                unmet=_links(progress.unmet, "are answered no or partly"),
                happened=self._log(),
                started=self._session.evaluation is not None,
            )
        )

    def open_cell(self, component: str, element: str) -> None:
        """Go to the checklist, at one cell."""
        self._session.ask_page("checklist", {"component": component, "element": element})

    def follow_link(self, link: Link) -> None:
        """Go where something can be done."""
        self._session.ask_page(link.page, link.target)

    def _log(self) -> tuple[Happened, ...]:
        entries = self._session.store.log(limit=LOG_ROWS)
        return tuple(
            Happened(at=clock.shown(entry.at), by=entry.by, sentence=entry.sentence)
            for entry in sorted(entries, key=lambda entry: -entry.number)
        )

    def _follow(self, change: Change) -> None:
        if change.kinds - {"drafts", "person"}:
            self.refresh()

    def _show(self, state: OverviewState) -> None:
        self.state = replace(state)
        self.state_changed.emit(self.state)


def _verdict(progress: Progress) -> tuple[str, str, str]:
    if progress.meets_guidelines:
        return "Meets the guidelines", "good", "Every item due is yes or an approved not applicable; no finding is open."
    if not progress.complete:
        left = progress.due - progress.answered
        return "Incomplete", "info", f"{left} of {progress.due} items due have no answer that stands."
    if progress.profile == "quick":
        return "Quick screen done", "info", "The quick profile is a first screen: it can't show that guidelines are met."
    return "Does not meet the guidelines", "bad", "Every item due is answered; gaps or open findings remain."


def _figures(progress: Progress) -> tuple[Figure, ...]:
    cells = progress.cells.values()
    answers = Counter({name: sum(getattr(cell, name) for cell in cells) for name in ("yes", "waiting", "drafts")})
    share = f"{100 * progress.answered // progress.due} %" if progress.due else "–"
    return (
        Figure(value=share, caption=f"{progress.answered} of {progress.due} items answered"),
        Figure(value=str(answers["yes"]), caption="answered yes"),
        Figure(value=str(progress.open_findings), caption="findings open"),
        Figure(value=str(answers["waiting"]), caption="wait for a second reviewer"),
        Figure(value=str(answers["drafts"]), caption="drafts not yet confirmed"),
    )


def _cell(cell: CellProgress) -> Cell:
    return Cell(state=cell.state, due=cell.due, answered=cell.answered, open_findings=cell.open_findings)


def _links(found: tuple[Missing, ...], said: str) -> tuple[Link, ...]:
    """Things to do, with the many items of one kind drawn together into one line."""
    items = [one for one in found if one.page == "checklist"]
    others = [one for one in found if one.page == "deployment"]
    links = [Link(sentence=one.sentence, page="deployment", target={}) for one in others]
    if len(items) > 5:
        show = "unanswered" if "no confirmed" in said else "gaps"
        links.append(Link(sentence=f"{len(items)} items {said}.", page="checklist", target={"show": show}))
    else:
        links += [Link(sentence=one.sentence, page="checklist", target={"item": one.item_id}) for one in items]
    findings = [one for one in found if one.page == "findings"]
    for one in findings[:6]:
        target = {"item": one.item_id} if one.item_id else {}
        links.append(Link(sentence=one.sentence, page="checklist" if one.item_id else "probes", target=target))
    if len(findings) > 6:
        links.append(Link(sentence=f"And {len(findings) - 6} more findings.", page="checklist", target={"show": "gaps"}))
    return tuple(links)
