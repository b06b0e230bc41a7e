"""One frozen view of a case at one moment: all that the packet and the exchange files are made from.

It is read in one transaction, so that no number in a packet is older or newer than another. Every reading in it has
the id of its row in the log (`ReadingRecord.id`), and `chain_head` names the newest row at that moment: a number in a
packet can be followed back to what the case file holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core import clock
from core.casefile import kinds
from core.casefile.custody import Custody
from core.casefile.store import Store
from core.catalog.model import GuidelinePack
from core.errors import InputError, RefusedError
from core.evaluation.answers import newest
from core.evaluation.appendix import (
    as_told,
    findings_as_told,
    gradings_as_told,
    in_appendix,
    log_as_told,
    readings_as_told,
    renamed_plans,
)
from core.evaluation.deployment_record import DeploymentRecord
from core.evaluation.exemptions import exempt_items
from core.evaluation.grading.records import Graded
from core.evaluation.progress import Missing, Progress, progress
from core.evaluation.records import (
    Answer,
    Approval,
    Deployment,
    Evaluation,
    Evidence,
    EvidenceLink,
    Finding,
    LogEntry,
    ReadingRecord,
)
from core.evaluation.registers.standing import Registers, facts_of, registers_standing
from core.evaluation.review import Review, export_problem
from core.evaluation.standing import ActStanding, standing_of

LOG_TAIL = 50


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A case at one moment. `answers` holds the newest confirmed answer by item, `all_answers` those before it too.

    `content(evidence_id)` gives the bytes of a piece of evidence, chunk by chunk, as long as the case is open.
    `log_tail` are the newest rows of the log, oldest first. `record` is what is recorded of the deployment beside its
    description, `today` the day on which its clocks are read, where the packet is made. `held_back` is what was
    answered and
    yet does not stand (items by id, other things by title); such answers are in `all_answers` alone. `custody` says how
    the case was looked after. `gradings`: the sets of outputs with the grades of those that are closed.
    `appendix` is sensitive test content as it is; in `evidence` it stands as it may be told.
    """

    case_id: str
    title: str
    taken_at: str
    taken_by: str
    chain_head: str
    deployment: Deployment
    evaluation: Evaluation
    pack: GuidelinePack
    answers: Mapping[str, Answer]
    all_answers: tuple[Answer, ...]
    approvals: tuple[Approval, ...]
    evidence: tuple[Evidence, ...]
    links: tuple[EvidenceLink, ...]
    readings: tuple[ReadingRecord, ...]
    findings: tuple[Finding, ...]
    progress: Progress
    log_tail: tuple[LogEntry, ...]
    content: Callable[[str], Iterator[bytes]]
    record: DeploymentRecord = field(default_factory=DeploymentRecord)
    today: date | None = None
    held_back: Mapping[str, Missing] = field(default_factory=dict)
    custody: Custody = field(default_factory=Custody)
    review: Review = field(default_factory=Review)
    gradings: tuple[Graded, ...] = ()
    appendix: tuple[Evidence, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether an evaluation was begun; else nothing is answered and `evaluation` has no id."""
        return bool(self.evaluation.id)

    @cached_property
    def act(self) -> ActStanding:
        """Where the deployment stands under the Act on the day of the snapshot."""
        day = self.today or clock.parse(self.taken_at).date()
        return standing_of(self.record, self.deployment, self.progress, self.pack, day)

    @cached_property
    def registers(self) -> Registers:
        """How the registers stand on the day of the snapshot, and which answers rest on content made by AI (3(e))."""
        return registers_standing(
            facts_of(
                record=self.record,
                pack=self.pack,
                answers=self.answers.values(),
                approvals=self.approvals,
                evidence=self.evidence,
                links=self.links,
                readings=self.readings,
                present=self.deployment.components,
                today=self.act.day,
            )
        )


def take_for_packet(
    store: Store, pack: GuidelinePack, *, by: str, on_progress: Callable[[int, int], None] | None = None
) -> Snapshot:
    """A snapshot that a packet may be made of: the log and the documents were checked first.

    `on_progress(done, total)` gets the bytes of documents that are checked, and may raise to stop. Raises RefusedError
    where something is broken, or a second person has not released the packet, and what `take` raises.
    """
    store.demand_released(by=by)
    taken = take_checked(store, pack, by=by, on_progress=on_progress)
    if problem := export_problem(taken.review, by=by):  # the case may have changed while it was checked
        raise RefusedError(problem, "Release the packet anew.")
    return taken


def take_checked(
    store: Store,
    pack: GuidelinePack,
    *,
    by: str,
    begun: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
) -> Snapshot:
    """As `take`, after a check of the log and the documents. Raises RefusedError where something is broken, too."""
    integrity = store.check(on_progress)
    if not integrity.ok:
        raise RefusedError(integrity.sentence, "Nothing is made of it. Restore the case from a backup.")
    return take(store, pack, by=by, begun=begun)


def take(store: Store, pack: GuidelinePack, *, by: str, begun: bool = True) -> Snapshot:
    """The case in `store` as it is now, seen with `pack`.

    Raises InputError when the deployment is not described or no evaluation was started, and RefusedError when the
    newest evaluation was made with another pack. With `begun` False a case without an evaluation is taken, too: section
    4(d)(2) asks for documents of a deployment that "is not evaluated".
    """
    with store.one_moment():
        return _seen(store, pack, by=by, begun=begun)


def _seen(store: Store, pack: GuidelinePack, *, by: str, begun: bool) -> Snapshot:
    deployment, evaluation = _described(store, pack, begun=begun)
    answers, approvals, findings, links = store.answers(), store.approvals(), store.findings(), store.links()
    record, today, held_back = store.deployment_record(), clock.today(), store.held_back()
    evidence, gradings, readings = store.evidence(), store.gradings(), store.readings()
    plans = renamed_plans(readings, told := readings_as_told(readings, gradings, evidence))
    return Snapshot(
        case_id=store.case_id,
        title=store.title,
        taken_at=clock.stamp(),
        taken_by=" ".join(by.split()),
        chain_head=store.chain_head(),
        deployment=deployment,
        evaluation=evaluation,
        pack=pack,
        answers={item: one for item, one in newest(answers).items() if item not in held_back},
        all_answers=answers,
        approvals=approvals,
        evidence=as_told(evidence),
        links=links,
        readings=told,
        findings=findings_as_told(findings, plans),
        progress=progress(
            pack,
            evaluation.profile,
            deployment,
            answers=answers,
            approvals=approvals,
            findings=findings,
            drafts=store.drafts().keys(),
            links=links,
            held_back=held_back,
            evaluation_id=evaluation.id,
            exempt=exempt_items(pack, record.exemptions, today),
        ),
        log_tail=log_as_told(store.log(LOG_TAIL), evidence, kinds.EVIDENCE_PLAINLY, plans),
        content=store.evidence_chunks,
        record=record,
        today=today,
        held_back=held_back,
        custody=store.custody(),
        review=store.review(),
        gradings=gradings_as_told(gradings, evidence),
        appendix=in_appendix(evidence),
    )


def _described(store: Store, pack: GuidelinePack, *, begun: bool) -> tuple[Deployment, Evaluation]:
    deployment, evaluation = store.deployment(), store.evaluation()
    if deployment is None:
        raise InputError("The deployment is not described.", "Describe it on the page Deployment.")
    if evaluation is None and not begun:
        return deployment, Evaluation(
            id="",
            title="",
            stage=deployment.stage,
            profile="full",
            pack_id=pack.id,
            pack_version=pack.version,
            pack_sha256=pack.sha256,
            opened_at="",
            opened_by="",
        )
    if evaluation is None:
        raise InputError("No evaluation has been started.", "Start one first.")
    if evaluation.pack_sha256 != pack.sha256:
        raise RefusedError(
            f"The evaluation was made with another pack ({evaluation.pack_id} {evaluation.pack_version}).",
            "Open the case with that pack.",
        )
    return deployment, evaluation
