"""Where the evaluation stands: the matrix, the figures, what is missing, what happened last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.evaluation.deployment_record import ActDates
from core.evaluation.finding_acts import SEVERITIES
from core.evaluation.progress import CellProgress, Progress
from core.evaluation.records import Finding
from core.evaluation.standing import ActStanding
from core.evaluation.verdict import conclusion
from desktop.session import Change, Session
from desktop.viewmodels.asleep import Asleep
from desktop.viewmodels.record.clocks import PILLS
from desktop.viewmodels.record.passes import changes_of

LOG_ROWS = 8
FINDINGS_SHOWN = 6


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
class ClockLine:
    """A clock of the Act that applies here: its state as a word and a kind of pill, what is due, and how it stands."""

    word: str
    kind: str
    title: str
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
    clocks: tuple[ClockLine, ...] = ()
    clocks_note: str = ""
    changes: tuple[Link, ...] = ()
    since: str = ""


class OverviewModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state = OverviewState()
        self.asleep = Asleep(self.refresh)
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
                missing=_missing(progress, begun=self._session.evaluation is not None),
                unmet=(*_unmet(progress, self._session.findings), *_relied(self._session)),
                happened=self._log(),
                clocks=_clocks(self._session.act),
                clocks_note=_clocks_note(self._session.record.dates),
                changes=_changes(self._session),
                since=_since(self._session),
            )
        )

    def open_cell(self, component: str, element: str) -> None:
        """Go to the checklist, at one cell."""
        self._session.ask_page("checklist", {"component": component, "element": element})

    def open_clocks(self) -> None:
        """Go to the clocks of the deployment."""
        self._session.ask_page("deployment", {"section": "clocks"})

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
            self.asleep.refresh(is_open=self._session.is_open)

    def _show(self, state: OverviewState) -> None:
        self.state = replace(state)
        self.state_changed.emit(self.state)


def _verdict(progress: Progress) -> tuple[str, str, str]:
    if progress.meets_guidelines:
        return "Meets the guidelines", "good", conclusion(progress).sentence
    if not progress.complete:
        return "Incomplete", "info", conclusion(progress).sentence
    if conclusion(progress).word == "exempt":
        return "Exempt", "info", conclusion(progress).sentence
    if conclusion(progress).word == "first screen passed":
        return "First screen passed", "info", conclusion(progress).sentence
    return "Does not meet the guidelines", "bad", conclusion(progress).sentence


def _clocks(act: ActStanding) -> tuple[ClockLine, ...]:
    """The clocks that run or have passed, the next one first, then those that are done."""
    shown = [one for one in act.clocks if one.state in ("passed", "today", "soon", "running", "done")]
    shown.sort(key=lambda one: (one.left is None, one.left or 0))
    return tuple(
        ClockLine(word=PILLS[one.state][0], kind=PILLS[one.state][1], title=one.title, sentence=one.sentence)
        for one in shown
    )


def _clocks_note(dates: ActDates) -> str:
    return "" if dates.released else "The dates of enactment and release are not set, so most clocks count nothing."


def _since(session: Session) -> str:
    evaluations = session.evaluations
    return evaluations[-2].title if len(evaluations) > 1 else ""


def _changes(session: Session) -> tuple[Link, ...]:
    """What changed since the last evaluation, counted by kind; what is carried over comes first."""
    carried = _sum(session.progress, "carried")
    links = []
    if carried:
        said = f"{carried} answer{'' if carried == 1 else 's'} carried over, not confirmed."
        links.append(Link(sentence=said, page="deployment", target={"section": "evaluations"}))
    for about, count in Counter(one.about for one in changes_of(session)).items():
        said = f"{about.capitalize()}: {count} change{'' if count == 1 else 's'}."
        links.append(Link(sentence=said, page="deployment", target={"section": "evaluations"}))
    return tuple(links)


def _figures(progress: Progress) -> tuple[Figure, ...]:
    share = f"{100 * progress.answered // progress.due} %" if progress.due else "–"
    return (
        Figure(value=share, caption=f"{progress.answered} of {progress.due} items answered"),
        Figure(value=f"{progress.cells_answered} / {progress.cells_due}", caption="cells answered in full"),
        Figure(value=str(_sum(progress, "yes")), caption="answered yes"),
        Figure(value=str(progress.open_findings), caption="findings open"),
        Figure(value=str(_sum(progress, "waiting")), caption="wait for a second reviewer"),
        Figure(value=str(_sum(progress, "drafts")), caption="drafts not yet confirmed"),
    )


def _cell(cell: CellProgress) -> Cell:
    return Cell(state=cell.state, due=cell.due, answered=cell.answered, open_findings=cell.open_findings)


def _missing(progress: Progress, *, begun: bool) -> tuple[Link, ...]:
    """What has to be done for a complete packet, with items of one kind drawn together."""
    links = [
        Link(sentence=one.sentence, page=one.page, target={})
        for one in progress.missing
        if one.item_id is None or one.page == "casefile"
    ]
    if not begun:
        links.append(Link(sentence="No evaluation has begun. Begin one.", page="deployment", target={}))
    for count, said, show in (
        (_sum(progress, "unanswered"), "without a confirmed answer", "unanswered"),
        (_sum(progress, "waiting"), "waiting for a second reviewer", "waiting"),
        (_sum(progress, "refused"), "refused as not applicable", "gaps"),
        (_sum(progress, "carried"), "carried over and not confirmed", "earlier"),
    ):
        if count:
            links.append(Link(sentence=f"{_items(count)} {said}.", page="checklist", target={"show": show}))
    return tuple(links)


def _unmet(progress: Progress, findings: tuple[Finding, ...]) -> tuple[Link, ...]:
    """What keeps the deployment from meeting the guidelines: gaps, and open findings, the gravest first."""
    links = []
    for value in ("no", "partly"):
        count = _sum(progress, value)
        if count:
            links.append(Link(sentence=f"{_items(count)} answered {value}.", page="checklist", target={"show": "gaps"}))
    still = sorted(
        (one for one in findings if one.status == "open"), key=lambda one: SEVERITIES.index(one.severity), reverse=True
    )
    for one in still[:FINDINGS_SHOWN]:
        said = f"Finding, {one.severity}: {one.title}"
        links.append(Link(sentence=said, page="findings", target={"finding": one.id}))
    if len(still) > FINDINGS_SHOWN:
        more = f"{len(still) - FINDINGS_SHOWN} more findings are open."
        links.append(Link(sentence=more, page="findings", target={"show": "open"}))
    return tuple(links)


def _relied(session: Session) -> tuple[Link, ...]:
    """Answers that rest on content made by AI; one link where there are several (section 3(e))."""
    found = session.registers.reliances
    items = tuple(dict.fromkeys(one.item_id for one in found))
    if len(found) == 1:
        return (Link(sentence=f"Warning: {found[0].sentence}", page="checklist", target={"item": items[0]}),)
    said = f"Warning: the answers to {len(items)} items rest on content made by AI (3(e))."
    return (Link(sentence=said, page="registers", target={"section": "synthetic-content"}),) if found else ()


def _sum(progress: Progress, name: str) -> int:
    return sum(getattr(cell, name) for cell in progress.cells.values())


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
