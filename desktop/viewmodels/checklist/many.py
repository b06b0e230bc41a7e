"""One decision of not applicable over many items: shown item by item before it is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core import clock
from core.catalog.model import Item
from core.errors import TouchstoneError
from core.evaluation.decisions import DecisionLine, decision_lines, listed_reasons
from desktop.session import Change, Session
from desktop.viewmodels.attaching import marking_fault
from desktop.viewmodels.checklist.listing import due, standings
from desktop.viewmodels.checklist.state import DONE_WORDS


@dataclass(frozen=True, kw_only=True)
class ManyRow:
    """One item: how it stands `now`, and what it is `then`; only where it is `ticked` anything happens to it."""

    id: str
    title: str
    now: str
    then: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class ManyState:
    """`scopes` are (key, words) of what can be decided on; `reasons` are listed in the pack for some of the items."""

    open: bool = False
    scopes: tuple[tuple[str, str], ...] = ()
    scope: str = ""
    reasons: tuple[tuple[str, str], ...] = ()  # the reason, and the words that offer it
    reason: str = ""
    marking: str = "(U)"
    rows: tuple[ManyRow, ...] = ()
    summary: str = ""
    count: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)
    blocked: str = ""


class ManyModel(QObject):
    """`decided` when the answers are in the case."""

    changed = Signal(object)  # ManyState
    decided = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._scopes: dict[str, tuple[Item, ...]] = {}
        self._ticks: dict[str, bool] = {}
        self._lines: tuple[DecisionLine, ...] = ()
        self.state = ManyState()
        session.changed.connect(self._follow)

    def begin(self, selected: Sequence[str], current: str) -> None:
        """Ask about the selected items, or about the cell or the component of the current one."""
        pack, asked = self._session.pack, due(self._session)
        at = pack.by_id.get(current)
        chosen = tuple(item for item in asked if item.id in selected)
        self._scopes, words = {}, []
        if len(chosen) > 1:
            self._scopes["selected"] = chosen
            words.append(("selected", f"The {len(chosen)} selected items"))
        if at is not None:
            component = next(one.title for one in pack.components if one.id == at.component)
            element = next(one.title for one in pack.elements if one.id == at.element)
            self._scopes["cell"] = tuple(item for item in asked if item.cell == at.cell)
            self._scopes["component"] = tuple(item for item in asked if item.component == at.component)
            words.append(("cell", f"{component} · {element} ({len(self._scopes['cell'])})"))
            words.append(("component", f"All of {component} ({len(self._scopes['component'])})"))
        self._ticks = {}
        self.state = ManyState(
            open=True,
            scopes=tuple(words),
            scope=next(iter(self._scopes), ""),
            marking=self._session.portion,
            blocked=self._session.why_not_writable,
        )
        self._show()

    def choose(self, scope: str) -> None:
        """Decide on other items."""
        self._ticks = {}
        self._show(scope=scope, errors={})

    def type(self, reason: str, marking: str) -> None:
        """Take the reason and its marking as they stand."""
        self._show(reason=reason, marking=marking, errors={})

    def tick(self, item_id: str, *, ticked: bool) -> None:
        """Let the decision touch an item, or leave it alone."""
        self._ticks[item_id] = ticked
        self._show(errors={})

    def cancel(self) -> None:
        self._show(open=False)

    def confirm(self) -> bool:
        """Take the decision; False, with `errors`, where something is missing."""
        touched = [line.item for line in self._lines if self._ticked(line)]
        errors = {} if self.state.reason.strip() else {"reason": "Say why these questions do not apply here."}
        if not touched:
            errors["rows"] = "No item is ticked."
        fault = marking_fault(self.state.marking)
        if fault:
            errors["marking"] = fault
        self._show(errors=errors)
        if errors:
            return False
        reason, marking, by = self.state.reason, self.state.marking.strip(), self._session.person
        try:
            self._session.change(
                lambda store: store.decide(touched, reason=reason, marking=marking, by=by),
                *("answers", "drafts", "findings"),
            )
        except TouchstoneError as error:
            self._show(errors={"rows": f"{error.message} {error.hint}".strip()})
            return False
        self._show(open=False)
        self.decided.emit()
        return True

    def _ticked(self, line: DecisionLine) -> bool:
        return self._ticks.get(line.item.id, not line.left_alone)

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        if self.state.open and self._session.is_open:
            self._look()
        self.changed.emit(self.state)

    def _look(self) -> None:
        held, items = self._session, self._scopes.get(self.state.scope, ())
        self._lines = decision_lines(items, self.state.reason, answers=held.newest_answers, drafts=held.drafts)
        stands = standings(held)
        rows = tuple(
            ManyRow(
                id=line.item.id,
                title=line.item.title,
                now=_now(line, stands[line.item.id]),
                then=_then(line, ticked=self._ticked(line)),
                ticked=self._ticked(line),
            )
            for line in self._lines
        )
        touched = [line for line in self._lines if self._ticked(line)]
        self.state = replace(
            self.state,
            rows=rows,
            count=len(touched),
            reasons=tuple((text, f"{text} (listed for {_items(many)})") for text, many in listed_reasons(items)),
            summary=self._summary(touched),
        )

    def _summary(self, touched: Sequence[DecisionLine]) -> str:
        review = sum(line.needs_review for line in touched)
        kept = sum(line.left_alone and not self._ticked(line) for line in self._lines)
        said = [
            f"{_items(len(touched))} answered not applicable by {self._session.person}, {clock.shown(clock.stamp())}"
        ]
        if self.state.reason.strip():
            waits = "waits" if review == 1 else "wait"
            said.append(f"{review} of them {waits} for a second reviewer" if review else "no second reviewer is needed")
        if kept:
            said.append(f"{kept} left alone: an answer or a draft is there")
        return "; ".join(said) + "."

    def _follow(self, change: Change) -> None:
        if "case" in change.kinds:
            self.state = ManyState()
            self.changed.emit(self.state)


def _now(line: DecisionLine, stands: str) -> str:
    if line.answered is not None:
        return f"{DONE_WORDS[stands][0]}, {line.answered.by}"
    return "Draft" if line.drafted else "Unanswered"


def _then(line: DecisionLine, *, ticked: bool) -> str:
    if not ticked:
        return "Stays"
    return "In review" if line.needs_review else "Not applicable"


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
