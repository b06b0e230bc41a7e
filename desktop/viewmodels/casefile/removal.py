"""Removing a spill: find where the words are, tick what goes, two people, and what can't be reached from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import clock
from core.errors import TouchstoneError
from desktop.background import behind
from desktop.session import Session
from desktop.viewmodels.casefile.section import EVERYTHING, Section

if TYPE_CHECKING:  # the case file is reached through the session alone
    from core.casefile.spill import Hit


@dataclass(frozen=True, kw_only=True)
class HitRow:
    """A place that holds the words. `id` is a row's digest, or for a draft (`row` 0) the item."""

    id: str
    row: int
    where: str
    sentence: str
    by: str
    why_not: str


@dataclass(frozen=True, kw_only=True)
class RemovalState:
    """`searched` is True once something was looked for. `outside` is what the removal did not reach."""

    searched: bool = False
    hits: tuple[HitRow, ...] = ()
    outside: tuple[str, ...] = ()
    person: str = ""
    blocked: str = ""


class RemovalModel(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._hits: tuple[HitRow, ...] = ()
        self._searched = False
        self._outside: tuple[str, ...] = ()
        self.state = self.look()

    def look(self) -> RemovalState:
        if not self._session.is_open:
            self._hits, self._outside, self._searched = (), (), False
        self.state = RemovalState(
            searched=self._searched,
            hits=self._hits,
            outside=self._outside,
            person=self._session.person,
            blocked=self.blocked,
        )
        return self.state

    def search(self, words: str) -> None:
        """Look for the words in every row, draft and document."""
        store = self._session.store
        self._start("The case is being searched.")
        behind(lambda: store.find_words(words), done=self._found, failed=self._failed)

    def remove(self, ids: tuple[str, ...], *, what: str, why: str, second: str) -> None:
        """Erase what these places say, on record."""
        drafts = {hit.id for hit in self._hits if not hit.row}
        rows = [one for one in ids if one not in drafts]
        person = self._session.person
        self._start("The content is being removed.")
        self._session.change_behind(
            lambda store: store.remove_spill(
                rows,
                draft_items=[one for one in ids if one in drafts],
                what=what,
                why=why,
                by=person,
                second=second,
            ),
            *EVERYTHING,
            done=lambda done: self._removed(done.sentence, done.outside),
            failed=self._failed,
        )

    def _found(self, hits: tuple[Hit, ...]) -> None:
        self._hits = tuple(_row(hit) for hit in hits)
        self._searched, self._outside = True, ()
        self._end()

    def _removed(self, sentence: str, outside: tuple[str, ...]) -> None:
        self._hits, self._searched, self._outside = (), False, outside
        self._end(sentence, "What is outside of this file is listed below.")

    def _failed(self, error: TouchstoneError) -> None:
        self._outside = ()
        super()._failed(error)


def _row(hit: Hit) -> HitRow:
    stays = "" if hit.removable else "It can't be removed: the case rests on it."
    by = f"{hit.by}, {clock.shown(hit.at)}" if hit.at else ""
    return HitRow(id=hit.id, row=hit.row, where=hit.where, sentence=hit.sentence, by=by, why_not=stays)
