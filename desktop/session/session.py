"""The open case and the person in front of it: the only way from the window to the case file.

Whoever changes something says so with kinds of `Change`; whoever shows something listens to `changed` and looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from core import clock
from core.errors import ReadOnlyError, TouchstoneError
from core.settings.kept import Settings
from desktop.background import behind
from desktop.session.agency import AgencyDesk
from desktop.session.change import Change
from desktop.session.reading import CaseReading
from desktop.session.steps import Aside, Steps

if TYPE_CHECKING:  # as in reading.py
    from core.casefile.store import Store
    from core.casefile.undoing import Step

KEY_CHECK_MS = 1000
Result = TypeVar("Result")


class Session(CaseReading):
    """`locked_path` is the case that waits for its passphrase; None when none does."""

    changed = Signal(object)  # Change
    settings_changed = Signal()  # whom to trust, the dates of the Act, the marking profile
    closing = Signal()  # before the case goes away, or a step is undone: write what is not written yet
    stopping = Signal()  # end what is being measured, and what waits to be
    acted = Signal(str, str)  # a sentence about a step, and what is offered with it: "undo", "redo" or nothing
    page_asked = Signal(str, object)  # page id, what to show there (a mapping) or None
    job_followed = Signal(str, object)  # title, desktop.job_watch.JobWatch

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.locked_path: Path | None = None
        self.agency = AgencyDesk(self)
        self.agency.changed.connect(lambda: self._say("agency"))
        self.why_locked = ""
        self._steps = Steps()
        self._renewed: dict[str, Any] = {}  # what is known already of what a change brings
        self._watches: list[tuple[str, Any]] = []
        self._key_check = QTimer(self)
        self._key_check.setInterval(KEY_CHECK_MS)
        self._key_check.timeout.connect(self._look_at_key)

    @property
    def screen_marking(self) -> str:
        """What the window shows has this marking: that of the case and that of the agency file, rolled up."""
        banners = [banner for banner in (self.marking, self.agency.marking) if banner]
        if len(banners) < 2:
            return "".join(banners)
        from core.marking import banner_to_portion, roll_up  # as in reading.py

        return roll_up([banner_to_portion(banner) for banner in banners])

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
        self._store, self.person, self.locked_path, self.why_locked = store, by, None, ""
        self._steps.begin(store)

    def announce_case(self) -> None:
        """Say that another case is open now (in the window's thread, after `create` or `open`)."""
        self.saved_at = clock.stamp() if self.is_open else ""
        if self.is_open and self.store.read_only:
            self._key_check.start()  # only another window can change the passphrase
        else:
            self._key_check.stop()
        self._say("case", "person")

    def close(self) -> None:
        """Close the case, if one is open."""
        self.closing.emit()
        self._let_go()
        self.locked_path = None
        self.announce_case()

    def lock(self) -> None:
        """Close the case and remember where it was, so that the passphrase opens it again at the same place."""
        self.agency.close()
        if self._store is not None:
            self.closing.emit()
            self.locked_path = self._store.path
            self._let_go()
            self.announce_case()

    def _look_at_key(self) -> None:
        """Another window has changed the passphrase: what is kept here still shows, but nothing more can be read."""
        if self._store is not None and self._store.key_lost:
            self.why_locked = "The passphrase of this case was changed in another window. Type the new one."
            self.lock()

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
        step = self._steps.note(self.store, frozenset(kinds)) if set(kinds) != {"drafts"} else None
        self.say_changed(*kinds, subject=subject)
        if step is not None:
            self.acted.emit(step.sentence, "" if step.final else "undo")
        return result

    def discard_draft(self, item_id: str) -> None:
        """Throw away what is typed for an item; undo brings it back. Raises TouchstoneError."""
        draft = self.drafts.get(item_id)
        self.change(lambda store: store.discard_draft(item_id), "drafts", subject=item_id)
        if draft is None:
            return
        aside = Aside(
            sentence=f"Draft of {item_id} discarded",
            back=lambda store: store.save_draft(draft),
            again=lambda store: store.discard_draft(item_id),
        )
        self._steps.note_aside(aside, frozenset({"drafts"}))
        self.acted.emit(aside.sentence, "undo")

    def undo(self) -> None:
        """Take back what the person did last, by a row of the log that says so; `acted` tells of it, or why not."""
        self._turn(self._steps.undo, "Undone", "redo")

    def redo(self) -> None:
        """Do again what was undone last; `acted` tells of it, or why not."""
        self._turn(self._steps.redo, "Done again", "undo")

    def _turn(self, how: Callable[[Store, str], tuple[Step | Aside, frozenset[str]]], said: str, offered: str) -> None:
        if not self.is_open:
            return
        self.closing.emit()
        try:
            self._demand_writable()
            step, kinds = how(self.store, self.person)
        except TouchstoneError as error:
            self.acted.emit(f"{error.message} {error.hint}".strip(), "")
            return
        self.say_changed(*kinds, "drafts", "findings")
        self.acted.emit(f"{said}: {step.sentence}", offered)

    def keep_form(self, name: str, text: str) -> None:
        """Keep what stands unsaved in a form; no page has to look again. Raises TouchstoneError."""
        self._demand_writable()
        self.store.keep_form(name, text)
        self._kept[f"form {name}"] = text

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
                self._steps.note(store, frozenset(kinds))
                self.say_changed(*kinds)
            done(result)

        behind(lambda: action(store), done=finish, failed=failed)

    def change_evidence(self, evidence_id: str, **fields: Any) -> None:
        """Change what is said of one piece; the thousands of others are not read again. Raises TouchstoneError."""
        before, by = self.evidence, self.person

        def act(store: Store) -> None:
            now = store.change_evidence(evidence_id, by=by, **fields)
            self._renewed["evidence"] = tuple(now if one.id == evidence_id else one for one in before)

        self.change(act, "evidence", subject=evidence_id)

    def say_changed(self, *kinds: str, subject: str = "") -> None:
        """Drop what is kept of `kinds` and tell every page; the moment counts as saved."""
        self.saved_at = clock.stamp()
        self._say(*kinds, subject=subject)

    def _say(self, *kinds: str, subject: str = "") -> None:
        if "case" in kinds:
            self._kept.clear()
        if set(kinds) - {"drafts", "person"}:
            for name in ("progress", "newest", "portion", "evaluations", "held_back", "record", "review", "locked"):
                self._kept.pop(name, None)
            for name in [kept for kept in self._kept if kept.startswith(("act ", "registers "))]:
                self._kept.pop(name)
        if "evaluation" in kinds:
            self._kept.pop("pack", None)
        for name in kinds:
            self._kept.pop(name, None)
        self._kept |= self._renewed
        self._renewed = {}
        self.changed.emit(Change(kinds=frozenset(kinds), subject=subject))

    def _demand_writable(self) -> None:
        if self.why_read_only:
            raise ReadOnlyError(self.why_read_only, "Nothing was changed.")

    # ---- the window ----

    def set_person(self, name: str) -> None:
        """Say who is in front of the window."""
        self.person = name
        self._say("person")

    def use_settings(self, settings: Settings) -> None:
        """The settings of this machine have changed; `settings_changed` follows."""
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit()

    def ask_page(self, page_id: str, target: Mapping[str, Any] | None = None) -> None:
        """Ask the shell to show a page; `target` goes to its `focus_on`, e.g. {"item": "MOD-VAL-1"}."""
        self.page_asked.emit(page_id, target)

    def follow(self, title: str, watch: QObject) -> None:
        """Show a running JobWatch in the status line, with its Cancel."""
        self._watches = [*self.running, (title, watch)]
        self.job_followed.emit(title, watch)

    @property
    def running(self) -> tuple[tuple[str, Any], ...]:
        """The jobs that still run: the title and the JobWatch of each."""
        return tuple((title, watch) for title, watch in self._watches if isValid(watch) and watch.running)
