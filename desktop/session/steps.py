"""What the person did last in this window, to be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import RefusedError

if TYPE_CHECKING:  # the case file brings SQLAlchemy, which is not needed before a case is opened
    from core.casefile.store import Store
    from core.casefile.undoing import Step

MOST = 200  # steps back; more than a person remembers


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A step outside of the log, such as a draft that was thrown away; `back` and `again` do what the names say."""

    sentence: str
    back: Callable[[Store], None]
    again: Callable[[Store], None]


class Steps:
    """Undo is last in, first out. A step that is final stays on top: nothing before it is undone behind it."""

    def __init__(self) -> None:
        self._row = 0
        self._done: list[tuple[Step | Aside, frozenset[str]]] = []
        self._undone: list[tuple[Step | Aside, frozenset[str]]] = []

    def begin(self, store: Store) -> None:
        """Another case: only what is done from now on can be undone."""
        self._done, self._undone, self._row = [], [], store.last_row()

    def note(self, store: Store, kinds: frozenset[str]) -> Step | None:
        """Take what was put into the log since the last look as one step, which changed `kinds`; None for nothing."""
        step = store.step_since(self._row)
        self._row = store.last_row()
        if step is None:
            return None
        self._undone.clear()
        self._done = [*self._done[1 - MOST :], (step, kinds)]
        return step

    def note_aside(self, aside: Aside, kinds: frozenset[str]) -> None:
        """Take a step that is not in the log."""
        self._undone.clear()
        self._done = [*self._done[1 - MOST :], (aside, kinds)]

    def undo(self, store: Store, by: str) -> tuple[Step | Aside, frozenset[str]]:
        """Take the newest step back; it and what changed. Raises RefusedError with why it can't be."""
        if not self._done:
            raise RefusedError("There is nothing to undo.")
        step, kinds = self._done[-1]
        if isinstance(step, Aside):
            step.back(store)
        else:
            store.undo(step, by=by)
        self._undone.append(self._done.pop())
        self._row = store.last_row()
        return step, kinds

    def redo(self, store: Store, by: str) -> tuple[Step | Aside, frozenset[str]]:
        """Do again what was undone last. Raises as `undo` does."""
        if not self._undone:
            raise RefusedError("There is nothing to do again.")
        step, kinds = self._undone[-1]
        if isinstance(step, Aside):
            step.again(store)
        else:
            store.redo(step, by=by)
        self._done.append(self._undone.pop())
        self._row = store.last_row()
        return step, kinds
