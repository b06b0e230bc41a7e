"""One frozen view of a case at one moment: all that the packet and the exchange files are made from.

It is read in one transaction, so that no number in a packet is older or newer than another. Every reading in it has
the id of its row in the log (`ReadingRecord.id`), and `chain_head` names the newest row at that moment: a number in a
packet can be followed back to what the case file holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from core import clock
from core.casefile.store import Store
from core.catalog.model import GuidelinePack
from core.errors import InputError, RefusedError
from core.evaluation.answers import newest
from core.evaluation.progress import Progress, progress
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

LOG_TAIL = 50


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A case at one moment. `answers` holds the newest confirmed answer by item, `all_answers` those before it too.

    `content(evidence_id)` gives the bytes of a piece of evidence, chunk by chunk, as long as the case is open.
    `log_tail` are the newest rows of the log, oldest first.
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


def take_for_packet(
    store: Store, pack: GuidelinePack, *, by: str, on_progress: Callable[[int, int], None] | None = None
) -> Snapshot:
    """A snapshot that a packet may be made of: the log and the documents were checked first.

    `on_progress(done, total)` gets the bytes of documents that are checked, and may raise to stop. Raises RefusedError
    where something is broken, and what `take` raises.
    """
    integrity = store.check(on_progress)
    if not integrity.ok:
        raise RefusedError(integrity.sentence, "No packet is made of it. Restore the case from a backup.")
    return take(store, pack, by=by)


def take(store: Store, pack: GuidelinePack, *, by: str) -> Snapshot:
    """The case in `store` as it is now, seen with `pack`.

    Raises InputError when the deployment is not described or no evaluation was started, and RefusedError when the
    newest evaluation was made with another pack.
    """
    with store.one_moment():
        deployment, evaluation = _described(store, pack)
        answers, approvals, findings, links = store.answers(), store.approvals(), store.findings(), store.links()
        return Snapshot(
            case_id=store.case_id,
            title=store.title,
            taken_at=clock.stamp(),
            taken_by=" ".join(by.split()),
            chain_head=store.chain_head(),
            deployment=deployment,
            evaluation=evaluation,
            pack=pack,
            answers=newest(answers),
            all_answers=answers,
            approvals=approvals,
            evidence=store.evidence(),
            links=links,
            readings=store.readings(),
            findings=findings,
            progress=progress(
                pack,
                evaluation.profile,
                deployment,
                answers=answers,
                approvals=approvals,
                findings=findings,
                drafts=store.drafts().keys(),
                links=links,
            ),
            log_tail=store.log(LOG_TAIL),
            content=store.evidence_chunks,
        )


def _described(store: Store, pack: GuidelinePack) -> tuple[Deployment, Evaluation]:
    deployment, evaluation = store.deployment(), store.evaluation()
    if deployment is None:
        raise InputError("The deployment is not described.", "Describe it on the page Deployment.")
    if evaluation is None:
        raise InputError("No evaluation has been started.", "Start one first.")
    if evaluation.pack_sha256 != pack.sha256:
        raise RefusedError(
            f"The evaluation was made with another pack ({evaluation.pack_id} {evaluation.pack_version}).",
            "Open the case with that pack.",
        )
    return deployment, evaluation
