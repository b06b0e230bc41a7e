"""Copies of the case: making one, merging one, and choosing where two say different things."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core import clock
from core.errors import TouchstoneError
from desktop.session import Session
from desktop.viewmodels.casefile.section import EVERYTHING, Section

if TYPE_CHECKING:  # the case file is reached through the session alone
    from core.casefile.conflicts import Side


@dataclass(frozen=True, kw_only=True)
class SideRow:
    """What one person wrote."""

    id: str
    by: str
    at: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ConflictRow:
    """One thing about which two copies say different things. `item_id` is "" where it is not an answer's."""

    id: str
    title: str
    item_id: str
    ours: SideRow
    theirs: SideRow


@dataclass(frozen=True, kw_only=True)
class CopiesState:
    conflicts: tuple[ConflictRow, ...] = ()
    blocked: str = ""


class CopiesModel(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state = self.look()

    def look(self) -> CopiesState:
        if not self._session.is_open:
            self.state = CopiesState(blocked=self.blocked)
            return self.state
        found = tuple(
            ConflictRow(id=one.id, title=one.title, item_id=one.item_id, ours=_side(one.ours), theirs=_side(one.theirs))
            for one in self._session.store.conflicts()
        )
        self.state = CopiesState(conflicts=found, blocked=self.blocked)
        return self.state

    def copy_name(self) -> str:
        """The name that is proposed for a copy, beside the case; empty while no case is open."""
        place = self._session.path
        return str(place.with_name(f"{place.stem}-copy.touchstone")) if place else ""

    def back_up(self, path: str) -> None:
        """Write a copy that another person can work on and that can be merged again."""
        target, store = Path(path), self._session.store
        try:
            store.backup(target)
        except TouchstoneError as error:
            self._failed(error)
            return
        hint = "It opens with the same passphrase. Whoever works on it can have it merged here again."
        self._end(f"A copy is in {target.name}.", hint)

    def merge(self, path: str, passphrase: str) -> None:
        """Take over what another copy has; an empty passphrase is that of the open case."""
        person = self._session.person
        self._start("Another copy is being merged.")
        self._session.change_behind(
            lambda store: store.merge(Path(path), passphrase, by=person),
            *EVERYTHING,
            done=lambda merged: self._merged(merged.sentence, len(merged.conflicts)),
            failed=self._failed,
        )

    def settle(self, conflict_id: str, chosen: str) -> None:
        """Let one of the two hold; the other one stays in the log."""
        person, pack = self._session.person, self._session.pack
        try:
            self._session.change(lambda store: store.settle(conflict_id, chosen, by=person, pack=pack), *EVERYTHING)
        except TouchstoneError as error:
            self._failed(error)
            return
        self._end("Your choice is recorded.", "What the other person wrote stays in the log.")

    def open_item(self, item_id: str) -> None:
        """Go to the item in the checklist."""
        self._session.ask_page("checklist", {"item": item_id})

    def _merged(self, sentence: str, conflicts: int) -> None:
        hint = "Both answers are kept. Choose below which one holds." if conflicts else ""
        self._end(sentence, hint, "warning" if conflicts else "success")


def _side(side: Side) -> SideRow:
    return SideRow(id=side.id, by=side.by, at=clock.shown(side.at), sentence=side.sentence)
