"""What is read of the open case. It is kept until it changes, so that a page can ask for it at every key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from PySide6.QtCore import QObject

from core import clock
from core.errors import CaseFileError
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
from core.settings.kept import Settings

if TYPE_CHECKING:  # the case file brings SQLAlchemy, which is not needed before a case is opened
    from core.casefile.store import Store
    from core.catalog.model import GuidelinePack
    from core.evaluation.deployment_record import DeploymentRecord
    from core.evaluation.progress import Missing, Progress
    from core.evaluation.registers.standing import Registers
    from core.evaluation.review import Review
    from core.evaluation.standing import ActStanding
    from core.snapshot import Snapshot

Result = TypeVar("Result")
NO_CASE = "No case is open."


class CaseReading(QObject):
    """The case as pages read it. `saved_at` is the stamp of the newest thing that was written."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.person = ""
        self.saved_at = ""
        self._store: Store | None = None
        self._kept: dict[str, Any] = {}
        self.settings = Settings()  # those of this machine: whom to trust, the dates of the Act, the marking profile

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
    def why_read_only(self) -> str:
        """Why nothing can be written at all: no case, or read-only with its reason; empty when it can."""
        if self._store is None:
            return NO_CASE
        return self._store.read_only_reason if self._store.read_only else ""

    @property
    def why_not_writable(self) -> str:
        """Why the evaluation can't be changed: as `why_read_only`, or since it is accepted; empty when it can."""
        if self.why_read_only:
            return self.why_read_only
        if not self.is_locked:
            return ""
        from core.evaluation.review import LOCKED

        return f"{LOCKED} Reopen it with a reason on the page Review."

    @property
    def is_locked(self) -> bool:
        """Whether the evaluation is accepted."""
        return self.kept("locked", lambda store: store.is_locked())

    @property
    def review(self) -> Review:
        """Where the review of the evaluation stands, with the digest of the case as it is now."""
        return self.kept("review", lambda store: store.review())

    @property
    def marking(self) -> str:
        """The banner of the open case; UNCLASSIFIED until the deployment says otherwise; empty without a case."""
        if self._store is None:
            return ""
        return self.deployment.marking if self.deployment else "UNCLASSIFIED"

    @property
    def training(self) -> bool:
        """Whether the open case is one for learning."""
        from core.marking.training import is_training  # the grammar of markings is read from files, once it is asked

        return self.is_open and is_training(self.title)

    @property
    def banner(self) -> str:
        """The marking of the open case as the banners show it; empty without a case."""
        if not self.is_open:
            return ""
        from core.marking.training import shown_banner  # as above

        return shown_banner(self.marking, training=self.training)

    @property
    def saved_words(self) -> str:
        """When something was written last, in local time; empty without a case."""
        if not self.is_open:
            return ""
        if self.why_read_only:
            return "Read-only"
        return f"Saved {clock.parse(self.saved_at).astimezone():%H:%M:%S}"

    @property
    def portion(self) -> str:
        """The portion mark that a new remark or document starts with: that of the case."""
        from core.marking import banner_to_portion  # its grammar is read from files, once it is asked

        return self.kept("portion", lambda _: banner_to_portion(self.marking)) if self.is_open else "(U)"

    @property
    def pack(self) -> GuidelinePack:
        """The guideline pack in use. Raises InputError when it can't be read."""
        if self.is_open:
            return self.kept("pack", lambda store: store.pack_in_use())
        from core.catalog.load import builtin_pack  # only once a page shows items

        return builtin_pack()

    @property
    def deployment(self) -> Deployment | None:
        return self.kept("deployment", lambda store: store.deployment())

    @property
    def record(self) -> DeploymentRecord:
        """What is recorded of the deployment beside its description."""
        return self.kept("record", lambda store: store.deployment_record())

    @property
    def act(self) -> ActStanding:
        """Where the deployment stands under the Act today: determinations, clocks, the gate before deployment."""
        from core.evaluation.standing import standing_of  # only once a page shows it

        today = clock.today()
        return self.kept(
            f"act {today}", lambda _: standing_of(self.record, self.deployment, self.progress, self.pack, today)
        )

    @property
    def registers(self) -> Registers:
        """How the registers stand today, and which answers rest on content made by AI (section 3(e))."""
        today = clock.today()
        return self.kept(f"registers {today}", lambda _: self._registers(today))

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

    @property
    def held_back(self) -> Mapping[str, Missing]:
        """What was answered and yet does not stand (items by id, other things by title), and what is to be done."""
        return self.kept("held_back", lambda store: store.held_back())

    def _progress(self) -> Progress:
        from core.evaluation.exemptions import exempt_items
        from core.evaluation.progress import progress  # only once a page shows it

        return progress(
            self.pack,
            self.evaluation.profile if self.evaluation else "full",
            self.deployment,
            answers=self.answers,
            approvals=self.approvals,
            findings=self.findings,
            drafts=tuple(self.drafts),
            links=self.links,
            held_back=self.held_back,
            evaluation_id=self.evaluation.id if self.evaluation else "",
            exempt=exempt_items(self.pack, self.record.exemptions, clock.today()),
        )

    def _registers(self, today: date) -> Registers:
        from core.evaluation.registers.standing import facts_of, registers_standing  # only once a page shows it

        every = tuple(component.id for component in self.pack.components)
        return registers_standing(
            facts_of(
                record=self.record,
                pack=self.pack,
                answers=self.answers,
                approvals=self.approvals,
                held_back=self.held_back,
                evidence=self.evidence,
                links=self.links,
                readings=self.readings,
                present=self.deployment.components if self.deployment else every,
                today=today,
            )
        )

    def kept(self, name: str, read: Callable[[Store], Result]) -> Result:
        """What `read` gives from the case, kept under `name` until a change of that kind. Raises CaseFileError."""
        if name not in self._kept:
            self._kept[name] = read(self.store)
        return cast("Result", self._kept[name])

    def snapshot(self, on_progress: Callable[[int, int], None] | None = None) -> Snapshot:
        """One frozen view of the case, as documents are made of, after a check of the whole case file.

        No evaluation need have been begun.

        `on_progress(done, total)` gets bytes that are checked, and may raise to stop. Raises TouchstoneError.
        """
        from core.snapshot import take_checked  # only what leaves the case needs it

        return take_checked(self.store, self.pack, by=self.person, begun=False, on_progress=on_progress)
