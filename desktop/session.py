"""The open case and the person in front of it: the only way from the window to the case file.

Whoever changes something says so with kinds of `Change`; whoever shows something listens to `changed` and looks
again. What is read is kept until a change of that kind drops it, so a page can ask for it at every key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from core import clock
from core.errors import CaseFileError, ReadOnlyError, TouchstoneError
from core.evaluation.records import (
    Answer,
    AnswerDraft,
    Approval,
    Deployment,
    Evaluation,
    Evidence,
    EvidenceLink,
    Finding,
    ReadingRecord,
)
from desktop.background import behind

if TYPE_CHECKING:  # the case file brings SQLAlchemy, which is not needed before a case is opened
    from core.casefile.store import Store
    from core.catalog.model import GuidelinePack
    from core.evaluation.progress import Progress
    from core.snapshot import Snapshot

Result = TypeVar("Result")
NO_CASE = "No case is open."


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed. Kinds: case, person, deployment, evaluation, answers, drafts, approvals, evidence, links,
    readings, findings, packets. `case` (opened, closed, locked) means everything. `subject` is an item or evidence id.
    """

    kinds: frozenset[str]
    subject: str = ""

    def touches(self, *kinds: str) -> bool:
        """Whether any of `kinds`, or the whole case, changed."""
        return "case" in self.kinds or bool(self.kinds & set(kinds))


class Session(QObject):
    changed = Signal(object)  # Change
    closing = Signal()  # before the case goes away: write what is not written yet
    page_asked = Signal(str, object)  # page id, what to show there (a mapping) or None
    job_followed = Signal(str, object)  # title, desktop.job_watch.JobWatch

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.person = ""
        self.saved_at = ""  # stamp of the newest thing that was written
        self.locked_path: Path | None = None
        self._store: Store | None = None
        self._pack: GuidelinePack | None = None
        self._kept: dict[str, Any] = {}

    # ---- the case as a whole ----

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def store(self) -> Store:
        """The open case file. Raises CaseFileError when none is open."""
        if self._store is None:
            raise CaseFileError(NO_CASE, "Open a case on the Welcome page.")
        return self._store

    @property
    def title(self) -> str:
        return self._store.title if self._store else ""

    @property
    def path(self) -> Path | None:
        return self._store.path if self._store else None

    @property
    def why_not_writable(self) -> str:
        """Why nothing can be changed: no case, or read-only with its reason; empty when it can."""
        if self._store is None:
            return NO_CASE
        return self._store.read_only_reason if self._store.read_only else ""

    @property
    def marking(self) -> str:
        """The banner of the open case; UNCLASSIFIED until the deployment says otherwise; empty without a case."""
        if self._store is None:
            return ""
        return self.deployment.marking if self.deployment else "UNCLASSIFIED"

    @property
    def portion(self) -> str:
        """The portion mark that a new remark or document starts with: that of the case."""
        from core.marking import banner_to_portion  # noqa: PLC0415 - its grammar is read from files, once it is asked

        return self.kept("portion", lambda _: banner_to_portion(self.marking)) if self.is_open else "(U)"

    def create(self, path: Path, passphrase: str, *, title: str, by: str) -> None:
        """Make a case file and open it. Takes about a second: call it through `behind`. Raises TouchstoneError."""
        from core.casefile.store import Store  # noqa: PLC0415 - SQLAlchemy only once a case is wanted

        self._adopt(Store.create(path, passphrase, title=title, by=by), by)

    def open(self, path: Path, passphrase: str, *, by: str) -> None:
        """Open a case file. Takes about a second: call it through `behind`. Raises TouchstoneError."""
        from core.casefile.store import Store  # noqa: PLC0415 - SQLAlchemy only once a case is wanted

        self._adopt(Store.open(path, passphrase), by)

    @staticmethod
    def passphrase_problems(passphrase: str) -> tuple[str, ...]:
        """Why a passphrase can't protect a case; empty when it can."""
        from core.casefile.passphrase import passphrase_problems  # noqa: PLC0415 - as above

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

    # ---- reading ----

    @property
    def pack(self) -> GuidelinePack:
        """The guideline pack in use. Raises InputError when it can't be read."""
        if self._pack is None:
            from core.catalog.load import builtin_pack  # noqa: PLC0415 - only once a page shows items

            self._pack = builtin_pack()
        return self._pack

    @property
    def deployment(self) -> Deployment | None:
        return self.kept("deployment", lambda store: store.deployment())

    @property
    def evaluation(self) -> Evaluation | None:
        return self.kept("evaluation", lambda store: store.evaluation())

    @property
    def evaluations(self) -> tuple[Evaluation, ...]:
        """Every pass, oldest first."""
        return self.kept("evaluations", lambda store: store.evaluations())

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every confirmed answer of every pass, oldest first."""
        return self.kept("answers", lambda store: store.answers())

    @property
    def drafts(self) -> Mapping[str, AnswerDraft]:
        return self.kept("drafts", lambda store: store.drafts())

    @property
    def approvals(self) -> tuple[Approval, ...]:
        return self.kept("approvals", lambda store: store.approvals())

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.kept("evidence", lambda store: store.evidence())

    @property
    def links(self) -> tuple[EvidenceLink, ...]:
        return self.kept("links", lambda store: store.links())

    @property
    def readings(self) -> tuple[ReadingRecord, ...]:
        return self.kept("readings", lambda store: store.readings())

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.kept("findings", lambda store: store.findings())

    @property
    def progress(self) -> Progress:
        """How far the evaluation is, by cell, and what is missing."""
        return self.kept("progress", lambda _: self._progress())

    @property
    def newest_answers(self) -> Mapping[str, Answer]:
        """The newest confirmed answer to each item, by item id."""
        return self.kept("newest", lambda _: {answer.item_id: answer for answer in self.answers})

    def _progress(self) -> Progress:
        from core.evaluation.progress import progress  # noqa: PLC0415 - only once a page shows it

        return progress(
            self.pack,
            self.evaluation.profile if self.evaluation else "full",
            self.deployment,
            answers=self.answers,
            approvals=self.approvals,
            findings=self.findings,
            drafts=tuple(self.drafts),
            links=self.links,
        )

    def kept(self, name: str, read: Callable[[Store], Result]) -> Result:
        """What `read` gives from the case, kept under `name` until a change of that kind. Raises CaseFileError."""
        if name not in self._kept:
            self._kept[name] = read(self.store)
        return cast("Result", self._kept[name])

    def snapshot(self) -> Snapshot:
        """One frozen view of the case, as packets are made of. Raises TouchstoneError."""
        from core.snapshot import take  # noqa: PLC0415 - only an export needs it

        return take(self.store, self.pack, by=self.person)

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
            for name in ("progress", "newest", "portion", "evaluations"):
                self._kept.pop(name, None)
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
