"""The portfolio: which deployments are shown, and what is known of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from desktop.session import Session
from desktop.viewmodels.agency.facts import Kind, clock_words, facts_of, past_of, trend_words
from desktop.viewmodels.agency.points import points_of

if TYPE_CHECKING:
    from core.agency.portfolio import Standing

EVERY = ""
LISTS = (
    (EVERY, "Every deployment"),
    ("noncompliant", "Noncompliance list, 4(d)(2)"),
    ("not deployed", "Short of it and not in use yet, 4(c)"),
)
KINDS: dict[str, Kind] = {
    "compliant": "good",
    "does not meet": "bad",
    "not verified": "bad",
    "incomplete": "warn",
    "first screen": "warn",
    "not decided": "warn",
    "no duty": "info",
    "use ceased": "none",
}


@dataclass(frozen=True, kw_only=True)
class DeploymentRow:
    """One line of the table. `left` orders the clocks; those without a day come last."""

    case_id: str
    name: str
    agency: str
    marking: str
    state: str
    kind: Kind
    tiers: str
    clock: str
    left: int
    answered: str
    packets: int


@dataclass(frozen=True, kw_only=True)
class DeploymentDetail:
    """One deployment: `history` are (sentence, kind) of its packets, newest first; `changes` what differs between
    them; `trend` says what was measured, before and now.
    """

    row: DeploymentRow
    sentence: str
    cautions: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, str], ...]  # of section 4(d)(2)(B)
    history: tuple[tuple[str, Kind], ...]
    changes: tuple[str, ...]
    trend: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PortfolioState:
    """`lists`, `states`, `tiers` and `clocks` are (key, words with a count) to choose from; `sentence` sums it up."""

    chosen_list: str = EVERY
    state: str = EVERY
    tier: str = EVERY
    clock: str = EVERY
    looked_for: str = ""
    lists: tuple[tuple[str, str], ...] = LISTS
    states: tuple[tuple[str, str], ...] = ((EVERY, "Any state"),)
    tiers: tuple[tuple[str, str], ...] = ((EVERY, "Any tier"),)
    clocks: tuple[tuple[str, str], ...] = ((EVERY, "Any clock"),)
    sentence: str = ""
    empty: bool = True
    rows: tuple[DeploymentRow, ...] = ()
    detail: DeploymentDetail | None = None
    coverage: tuple[tuple[str, ...], ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # (case, words) of the deployments that the chosen one can be joined to
    notice: tuple[str, str, str] = ("", "", "")  # kind, message, hint


class PortfolioModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._desk = session.agency
        self._chosen = ""
        self.state = PortfolioState()
        self._desk.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look at the file again."""
        if not self._desk.is_open:
            self._chosen = ""
            self.state = PortfolioState()
            self.state_changed.emit(self.state)
            return
        from core.agency.coverage import figures
        from core.agency.noncompliance import noncompliance
        from core.agency.portfolio import CLOCKS, STATES, TIERS

        held = self._desk.portfolio
        listed = noncompliance(held)
        counts = {
            EVERY: len(held.standings),
            "noncompliant": len(listed.listed),
            "not deployed": len(listed.not_deployed),
        }
        self._show(
            empty=not held.standings and not held.unread,
            lists=tuple((key, f"{words} ({counts[key]:,})") for key, words in LISTS),
            states=_offered("Any state", STATES, held.by_state),
            tiers=_offered("Any tier", TIERS, held.by_tier),
            clocks=_offered("Any clock", CLOCKS, held.by_clock),
            coverage=tuple((one.title, f"{one.count:,} of {one.of:,}", one.share, one.says) for one in figures(held)),
        )
        self._look()

    def only(self, **chosen: str) -> None:
        """Show only what fits: `chosen_list`, `state`, `tier`, `clock`, `looked_for`; "" is all."""
        self._show(**chosen)
        self._look()

    def choose(self, case_id: str) -> None:
        """Look at one deployment."""
        self._chosen = case_id
        self._show(detail=self._detail(), others=self._others())

    def join(self, to_case_id: str, reason: str) -> None:
        """Say that the chosen deployment is the same as another, with the reason."""
        case_id = self._chosen
        try:
            self._desk.store.join(case_id, to_case_id, reason=reason, by=self._desk.person)
        except TouchstoneError as error:
            self._show(notice=("error", error.message, error.hint))
            return
        self._chosen = to_case_id
        self._show(notice=("success", "They are one deployment from now on.", ""))
        self._desk.announce()

    def _look(self) -> None:
        if not self._desk.is_open:
            return
        held = self._desk.portfolio
        rows = tuple(_row(one) for one in self._listed() if self._fits(one))
        if self._chosen not in {row.case_id for row in rows}:
            self._chosen = rows[0].case_id if rows else ""
        sentence = f"{len(rows):,} of {len(held.standings):,} deployments, clocks read on {held.day}."
        if held.unread:
            sentence += f" Not readable as packets, and not counted: {len(held.unread):,}."
        self._show(rows=rows, sentence=sentence, detail=self._detail(), others=self._others())

    def _listed(self) -> tuple[Standing, ...]:
        from core.agency.noncompliance import noncompliance

        held = self._desk.portfolio
        if self.state.chosen_list == "noncompliant":
            return noncompliance(held).listed
        return noncompliance(held).not_deployed if self.state.chosen_list == "not deployed" else held.standings

    def _fits(self, one: Standing) -> bool:
        now, packet = self.state, one.newest
        words = f"{packet.name} {packet.agency} {packet.file_name} {packet.owner} {one.case_id}".casefold()
        return (
            now.state in (EVERY, one.state)
            and (now.tier == EVERY or now.tier in one.tiers)
            and now.clock in (EVERY, one.clock.word)
            and now.looked_for.casefold().strip() in words
        )

    def _others(self) -> tuple[tuple[str, str], ...]:
        """Deployments of the same name first: they are the likely ones."""
        held = self._desk.portfolio
        one = held.one(self._chosen) if self._chosen else None
        if one is None:
            return ()
        known = [other for other in held.standings if other is not one and other.newest.case_id]
        known.sort(key=lambda other: other.newest.name.casefold() != one.newest.name.casefold())
        return tuple((other.case_id, f"{other.newest.name} ({other.case_id[:8]})") for other in known)

    def _detail(self) -> DeploymentDetail | None:
        from core.agency.trend import steps, trends

        one = self._desk.portfolio.one(self._chosen) if self._chosen and self._desk.is_open else None
        if one is None:
            return None
        return DeploymentDetail(
            row=_row(one),
            sentence=one.sentence,
            cautions=one.cautions,
            facts=tuple(fact for fact in facts_of(one) if fact[1]),
            points=points_of(self._desk.store, one),
            history=tuple(past_of(packet) for packet in reversed(one.history)),
            changes=tuple(
                f"{step.packet.created[:10]}: {sentence}" for step in steps(one) for sentence in step.sentences
            ),
            trend=tuple(trend_words(trend) for trend in trends(one)),
        )

    def _show(self, **changes: object) -> None:
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]
        self.state_changed.emit(self.state)


def _offered(every: str, known: object, counts: object) -> tuple[tuple[str, str], ...]:
    held = dict(counts)  # type: ignore[call-overload]
    return ((EVERY, every), *((key, f"{key.capitalize()} ({held[key]:,})") for key in known))  # type: ignore[attr-defined]


def _row(one: Standing) -> DeploymentRow:
    packet = one.newest
    return DeploymentRow(
        case_id=one.case_id,
        name=packet.name or packet.file_name,
        agency=packet.agency,
        marking=packet.marking or "not known",
        state=one.state,
        kind=KINDS[one.state],
        tiers=", ".join(one.tiers),
        clock=clock_words(one.clock),
        left=10**9 if one.clock.left is None else one.clock.left,
        answered=f"{packet.answered} of {packet.due}" if packet.verified else "",
        packets=len(one.history),
    )
