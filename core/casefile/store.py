"""What can be done with an open case: one method, one transaction; frozen records out, never rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from core.casefile import (
    answering,
    documents,
    drafts,
    evaluations,
    evidence,
    findings,
    held_back,
    log,
    readings,
    upload,
)
from core.casefile.deployment_case import DeploymentCase
from core.casefile.grading_case import GradingCase
from core.casefile.marking_case import MarkingCase
from core.casefile.pack_case import PackCase
from core.casefile.review_case import ReviewCase
from core.casefile.shared_case import SharedCase
from core.casefile.steps import Steps
from core.casefile.upload import Progress
from core.catalog.model import GuidelinePack, Item
from core.evaluation import records
from core.evaluation.appendix import Appendix
from core.evaluation.finding_acts import Act, Change, Problem
from core.evaluation.progress import Missing
from core.evaluation.records import AnswerDraft, FindingStatus, Profile, Severity, Stage


class Store(DeploymentCase, GradingCase, MarkingCase, PackCase, ReviewCase, SharedCase, Steps):
    """An open case file. It may be used from several threads, which take turns.

    Every method may raise CaseFileError. Those that record something raise ReadOnlyError when the case is open for
    reading only (`read_only`, `read_only_reason`), and InputError when `by` names nobody.
    """

    def held_back(self) -> Mapping[str, Missing]:
        """What was answered and yet does not stand (items by id, other things by title), and what is to be done."""
        with self._database.reading() as connection:
            return held_back.held_back(connection)

    def deployment(self) -> records.Deployment | None:
        """The deployment as last described; None before that."""
        with self._database.reading() as connection:
            return evaluations.deployment(connection)

    def save_deployment(self, deployment: records.Deployment, *, by: str) -> None:
        """Records the deployment as it is now. Raises InputError when agency, system or stage is missing."""
        with self._database.writing() as connection:
            evaluations.describe(connection, deployment, by=by)

    def evaluations(self) -> tuple[records.Evaluation, ...]:
        """The passes, oldest first."""
        with self._database.reading() as connection:
            return evaluations.evaluations(connection)

    def evaluation(self) -> records.Evaluation | None:
        """The newest pass; None before the first."""
        with self._database.reading() as connection:
            return evaluations.newest_evaluation(connection)

    def start_evaluation(
        self, *, title: str, stage: Stage, profile: Profile, pack: GuidelinePack, by: str
    ) -> records.Evaluation:
        """Starts a pass with `pack`; answers of earlier passes go on counting."""
        with self._database.writing() as connection:
            begun = evaluations.start(connection, title=title, stage=stage, profile=profile, pack=pack, by=by)
            findings.close_for_evaluation(connection, by=by)
            return begun

    def answers(self) -> tuple[records.Answer, ...]:
        """Every confirmed answer of every pass, in the order of the log."""
        with self._database.reading() as connection:
            return answering.answers(connection)

    def confirm_answer(self, draft: AnswerDraft, *, item: Item, by: str) -> records.Answer:
        """Records the answer, drops its draft, and opens or closes the item's findings with it.

        Raises InputError with the reason why it can't be confirmed (`core.evaluation.answers.problems`).
        """
        with self._database.writing() as connection:
            return answering.confirm(connection, draft, item=item, by=by)

    def save_draft(self, draft: AnswerDraft) -> None:
        """Keeps what is being typed, outside the chain. Quick enough for every key: it does not wait for the disk."""
        with self._database.writing(durable=False) as connection:
            drafts.save(connection, draft)

    def drafts(self) -> Mapping[str, AnswerDraft]:
        """The drafts by item."""
        with self._database.reading() as connection:
            return drafts.all_drafts(connection)

    def discard_draft(self, item_id: str) -> None:
        """Forgets the item's draft, if there is one."""
        with self._database.writing(durable=False) as connection:
            drafts.discard(connection, item_id)

    def approvals(self) -> tuple[records.Approval, ...]:
        """Every decision of a second reviewer, in the order of the log."""
        with self._database.reading() as connection:
            return answering.approvals(connection)

    def approve(self, answer_id: str, *, approved: bool, remark: str, by: str) -> records.Approval:
        """Records a second reviewer's decision on an answer of not applicable.

        Raises RefusedError when `by` gave the answer or it needs no review, InputError when it is not the newest.
        """
        with self._database.writing() as connection:
            return answering.approve(connection, answer_id, approved=approved, remark=remark, by=by)

    def decide(
        self, items: Sequence[Item], *, reason: str, marking: str = "(U)", by: str
    ) -> tuple[records.Answer, ...]:
        """Answers every one of `items` not applicable as one decision. Raises InputError without items or reason."""
        with self._database.writing() as connection:
            return answering.decide(connection, items, reason=reason, marking=marking, by=by)

    def approve_decision(
        self, decision_id: str, *, approved: bool, remark: str, by: str
    ) -> tuple[records.Approval, ...]:
        """Records a second reviewer's decision on all that waits of one decision. Raises as `approve` does."""
        with self._database.writing() as connection:
            return answering.approve_decision(connection, decision_id, approved=approved, remark=remark, by=by)

    def attach(
        self,
        source: Path,
        *,
        title: str,
        origin: str,
        made_by_ai: bool,
        marking: str,
        by: str,
        include: bool = True,
        media_type: str | None = None,
        items: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> records.Evidence:
        """Copies a file into the case as evidence, linked to `items`; content that is here already is kept once.

        `media_type` overrules what the content shows. `on_progress(done, total)` gets bytes and may raise to stop.
        Raises InputError when the file is missing, empty, unreadable or changes meanwhile; nothing is kept then.
        """
        about = evidence.About(
            title=title,
            file_name=source.name,
            origin=origin,
            made_by_ai=made_by_ai,
            marking=marking,
            include=include,
        )
        evidence.demand_sound(about, by=by)
        record = partial(evidence.attach, about=about, media_type=media_type, by=by, items=items)
        return upload.store_file(self._database, source, record, on_progress=on_progress)

    def attach_note(
        self,
        text: str,
        *,
        title: str,
        made_by_ai: bool,
        marking: str,
        by: str,
        include: bool = True,
        items: Sequence[str] = (),
    ) -> records.Evidence:
        """Keeps a note that `by` typed as evidence, linked to `items`. Raises InputError when it is empty."""
        about = evidence.About(
            title=title, file_name="note.txt", origin=by, made_by_ai=made_by_ai, marking=marking, include=include
        )
        evidence.demand_sound(about, by=by)
        record = partial(evidence.attach, about=about, by=by, items=items)
        return upload.store_text(self._database, text, about.file_name, record)

    def evidence(self) -> tuple[records.Evidence, ...]:
        """Every piece of evidence as it is now, in the order in which it was attached."""
        with self._database.reading() as connection:
            return evidence.evidence(connection)

    def evidence_chunks(self, evidence_id: str) -> Iterator[bytes]:
        """The content of a piece of evidence, chunk by chunk. Raises InputError when there is none of this id."""
        with self._database.reading() as connection:
            sha256 = evidence.one(connection, evidence_id).sha256
        return documents.chunks(self._database, sha256)

    def save_evidence(self, evidence_id: str, target: Path) -> None:
        """Writes the content to `target`, which must not exist. Raises InputError when that can't be done."""
        documents.write(self.evidence_chunks(evidence_id), target)

    def change_evidence(
        self,
        evidence_id: str,
        *,
        by: str,
        include: bool | None = None,
        marking: str | None = None,
        title: str | None = None,
        appendix: Appendix | None = None,
    ) -> records.Evidence:
        """Records what is now said of the evidence (`evidence.change`); None leaves a field as it is."""
        fields: dict[str, Any] = {"include": include, "marking": marking, "title": title, "appendix": appendix}
        with self._database.writing() as connection:
            return evidence.change(connection, evidence_id, by=by, **fields)

    def link(self, evidence_id: str, item_id: str, *, by: str) -> None:
        """Links evidence to an item; a link that is there already stays as it is."""
        with self._database.writing() as connection:
            evidence.link(connection, evidence_id, item_id, by=by)

    def unlink(self, evidence_id: str, item_id: str, *, by: str) -> None:
        """Takes a link away; where there is none, nothing happens."""
        with self._database.writing() as connection:
            evidence.unlink(connection, evidence_id, item_id, by=by)

    def links(self) -> tuple[records.EvidenceLink, ...]:
        """The links that hold now, in the order in which they were made."""
        with self._database.reading() as connection:
            return evidence.links(connection)

    def add_reading(
        self, body: Mapping[str, Any], *, plan_name: str, plan_text: str, by: str, pack: GuidelinePack
    ) -> records.ReadingRecord:
        """Records a reading, linked to the items that its probe supports; a failed threshold opens a finding."""
        with self._database.writing() as connection:
            return readings.add(connection, body, plan_name=plan_name, plan_text=plan_text, by=by, pack=pack)

    def readings(self) -> tuple[records.ReadingRecord, ...]:
        """Every reading, in the order in which they were added."""
        with self._database.reading() as connection:
            return readings.readings(connection)

    def findings(self) -> tuple[records.Finding, ...]:
        """Every finding as it is now, in the order in which they were opened."""
        with self._database.reading() as connection:
            return findings.findings(connection)

    def record_not_evaluated(self, *, marking: str, by: str) -> records.Finding:
        """Opens the finding that nobody has begun to evaluate the deployment (4(d)(2)). Raises InputError."""
        with self._database.writing() as connection:
            return findings.open_for_no_evaluation(connection, marking=marking, by=by)

    def change_finding(
        self,
        finding_id: str,
        *,
        by: str,
        status: FindingStatus | None = None,
        owner: str | None = None,
        due: str | None = None,
        severity: Severity | None = None,
        remark: str | None = None,
    ) -> records.Finding:
        """`act_on_finding` with a `Change` of these fields; None leaves a field as it is."""
        change = Change(status=status, owner=owner, due=due, severity=severity, remark=remark)
        return self.act_on_finding(finding_id, change, by=by)

    def act_on_finding(self, finding_id: str, act: Act, *, by: str) -> records.Finding:
        """Records what a person does with a finding: changes, milestones, progress, barriers, a delay justified.

        Raises InputError with the reasons why not (`core.evaluation.finding_acts.act_problems`).
        """
        with self._database.writing() as connection:
            return findings.act_on(connection, finding_id, act, by=by)

    def finding_problems(self, finding_id: str, act: Act, *, by: str) -> tuple[Problem, ...]:
        """Why `act_on_finding` would refuse, each with the field that it is about; empty when it would not."""
        with self._database.reading() as connection:
            return findings.problems_of(connection, finding_id, act, by=by)

    def record_packet(self, *, sha256: str, file_name: str, roles: Sequence[str], by: str) -> records.PacketRecord:
        """Records that a packet was exported, with the digest of its file and the roles that had signed."""
        with self._database.writing() as connection:
            return log.record_packet(connection, sha256=sha256, file_name=file_name, roles=roles, by=by)

    def packets(self) -> tuple[records.PacketRecord, ...]:
        """The packets that were exported, oldest first."""
        with self._database.reading() as connection:
            return log.packets(connection)

    def history(self, subject: str) -> tuple[records.LogEntry, ...]:
        """What happened to one thing (an item, a probe, a finding ...), oldest first; see `core.casefile.log`."""
        with self._database.reading() as connection:
            return log.history(connection, subject)

    def log(self, limit: int | None = None) -> tuple[records.LogEntry, ...]:
        """The rows of the log, oldest first; `limit` keeps only the newest so many."""
        with self._database.reading() as connection:
            return log.log(connection, limit)
