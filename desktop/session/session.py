"""The open case and the person in front of it: the only way from the window to the case file.

Whoever changes something says so with kinds of `Change`; whoever shows something listens to `changed` and looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import ReadOnlyError, TouchstoneError
from desktop.background import behind
from desktop.session.change import Change
from desktop.session.reading import CaseReading

if TYPE_CHECKING:  # as in reading.py
    from core.casefile.store import Store

Result = TypeVar("Result")


class Session(CaseReading):
    """`locked_path` is the case that waits for its passphrase; None when none does."""

    changed = Signal(object)  # Change
    closing = Signal()  # before the case goes away: write what is not written yet
    page_asked = Signal(str, object)  # page id, what to show there (a mapping) or None
    job_followed = Signal(str, object)  # title, desktop.job_watch.JobWatch

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.locked_path: Path | None = None

    # ---- the case as a whole ----

    def create(self, path: Path, passphrase: str, *, title: str, by: str) -> None:
        """Make a case file and open it. Takes about a second: call it through `behind`. Raises TouchstoneError."""
        from core.casefile.store import Store  # SQLAlchemy only once a case is wanted

        self._adopt(Store.create(path, passphrase, title=title, by=by), by)

    def open(self, path: Path, passphrase: str, *, by: str) -> None:
        """Open a case file. Takes about a second: call it through `behind`. Raises TouchstoneError."""
        from core.casefile.store import Store  # SQLAlchemy only once a case is wanted

        self._adopt(Store.open(path, passphrase), by)

    @staticmethod
    def passphrase_rule() -> str:
        """What a passphrase must be, in one sentence."""
        from core.casefile.passphrase import MINIMUM_LENGTH  # as above

        return f"At least {MINIMUM_LENGTH} characters; a sentence of several words is easy to remember, hard to guess."

    @staticmethod
    def passphrase_problems(passphrase: str) -> tuple[str, ...]:
        """Why a passphrase can't protect a case; empty when it can."""
        from core.casefile.passphrase import passphrase_problems  # as above

        return passphrase_problems(passphrase)

    def _adopt(self, store: Store, by: str) -> None:
        self._let_go()
        self._store, self.person, self.locked_path = store, by, None

    def announce_case(self) -> None:
        """Say that another case is open now (in the window's thread, after `create` or `open`)."""
        self.saved_at = clock.stamp() if self.is_open else ""
        self._say("case", "person")

    def close(self) -> None:
        """Close the case, if one is open."""
        self.closing.emit()
        self._let_go()
        self.locked_path = None
        self.announce_case()

    def lock(self) -> None:
        """Close the case and remember where it was, so that the passphrase opens it again at the same place."""
        if self._store is not None:
            self.closing.emit()
            self.locked_path = self._store.path
            self._let_go()
            self.announce_case()

    def _let_go(self) -> None:
        store, self._store = self._store, None
        self._kept.clear()
        if store is not None:
            store.close()

    # ---- changing ----

    def change(self, action: Callable[[Store], Result], *kinds: str, subject: str = "") -> Result:
        """Do `action` with the case file, then say that `kinds` changed. Raises ReadOnlyError, TouchstoneError."""
        self._demand_writable()
        result = action(self.store)
        self.say_changed(*kinds, subject=subject)
        return result

    def change_behind(
        self,
        action: Callable[[Store], Result],
        *kinds: str,
        done: Callable[[Result], object],
        failed: Callable[[TouchstoneError], object],
    ) -> None:
        """As `change`, in a thread, for what takes longer than a blink; `done` or `failed` follows in this thread."""
        try:
            self._demand_writable()
        except TouchstoneError as error:
            failed(error)
            return
        store = self.store

        def finish(result: Result) -> None:
            if self._store is store:
                self.say_changed(*kinds)
            done(result)

        behind(lambda: action(store), done=finish, failed=failed)

    def say_changed(self, *kinds: str, subject: str = "") -> None:
        """Drop what is kept of `kinds` and tell every page; the moment counts as saved."""
        self.saved_at = clock.stamp()
        self._say(*kinds, subject=subject)

    def _say(self, *kinds: str, subject: str = "") -> None:
        if "case" in kinds:
            self._kept.clear()
        if set(kinds) - {"drafts", "person"}:
            for name in ("progress", "newest", "portion", "evaluations", "held_back", "record"):
                self._kept.pop(name, None)
            for name in [kept for kept in self._kept if kept.startswith(("act ", "registers "))]:
                self._kept.pop(name)
        if "evaluation" in kinds:
            self._kept.pop("pack", None)
        for name in kinds:
            self._kept.pop(name, None)
        self.changed.emit(Change(kinds=frozenset(kinds), subject=subject))

    def _demand_writable(self) -> None:
        if self.why_not_writable:
            raise ReadOnlyError(self.why_not_writable, "Nothing was changed.")

    # ---- the window ----

    def set_person(self, name: str) -> None:
        """Say who is in front of the window."""
        self.person = name
        self._say("person")

    def ask_page(self, page_id: str, target: Mapping[str, Any] | None = None) -> None:
        """Ask the shell to show a page; `target` goes to its `focus_on`, e.g. {"item": "MOD-VAL-1"}."""
        self.page_asked.emit(page_id, target)

    def follow(self, title: str, watch: QObject) -> None:
        """Show a running JobWatch in the status line, with its Cancel."""
        self.job_followed.emit(title, watch)
