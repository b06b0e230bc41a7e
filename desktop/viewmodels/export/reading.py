"""What the case says of its own packet: what is missing, what goes in. Read through the session, at once."""

from __future__ import annotations

from collections.abc import Iterable

from core.evaluation.progress import Missing
from core.evaluation.records import Evidence
from core.sizes import bytes_text
from desktop.session import Session
from desktop.viewmodels.export.states import Contents, EvidenceRow, MissingRow, Standing

INCLUDE_LIMIT_BYTES = 50_000_000


def standing(session: Session) -> Standing:
    """How far the evaluation is, and what is missing."""
    if session.evaluation is None:
        return Standing()
    progress = session.progress
    return Standing(
        complete=progress.complete,
        meets_guidelines=progress.meets_guidelines,
        due=progress.due,
        answered=progress.answered,
        open_findings=progress.open_findings,
        profile=progress.profile,
        missing=tuple(_missing(session, gap) for gap in progress.missing),
        unmet=tuple(_missing(session, gap) for gap in progress.unmet),
        cautions=tuple(_review_cautions(session)),
    )


def _review_cautions(session: Session) -> Iterable[str]:
    """What the review leaves open, which the packet says too, or which stops it from being made."""
    from core.evaluation.review import export_problem

    review = session.review
    if review.state != "accepted" or review.changed:
        yield review.sentence
    if problem := export_problem(review, by=session.person):
        yield problem


def _missing(session: Session, gap: Missing) -> MissingRow:
    item = session.pack.by_id.get(gap.item_id or "")
    if item is None:
        return MissingRow(title="", sentence=gap.sentence, page=gap.page, item_id=gap.item_id or "")
    rest = gap.sentence.removeprefix(f"{item.id} ")
    return MissingRow(
        title=f"{item.id}  {item.title}", sentence=rest[:1].upper() + rest[1:], page=gap.page, item_id=item.id
    )


def contents(session: Session) -> Contents:
    """What goes into the packet, and how it is marked."""
    evidence = session.evidence
    inside = [one for one in evidence if one.include]
    total = sum(one.size_bytes for one in inside)
    proposed, faults = _rolled_up(session, evidence)
    return Contents(
        evidence=tuple(map(_row, evidence)),
        included=f"{len(inside)} of {len(evidence)} included, {bytes_text(total)}",
        facts=tuple(_facts(session, total)),
        banner=session.marking,
        proposed_banner=proposed,
        marking_faults=faults,
        stopped=("", "") if faults else _stopped(session),
    )


def _stopped(session: Session) -> tuple[str, str]:
    """Why the banner lets no packet out, and what to do; empty where it does."""
    if session.marking == "UNCLASSIFIED":  # nothing is lower
        return "", ""
    from core.errors import TouchstoneError
    from core.marking.authority import UNSTATED_HINT, unstated
    from core.marking.compilation import UNDECIDED_HINT, undecided
    from core.marking.training import is_training

    store = session.store
    try:
        if why := undecided(session.marking, store.portions(), store.compilation()):
            return why, UNDECIDED_HINT
        if not is_training(session.title) and (why := unstated(store.authority(), session.marking)):
            return why, UNSTATED_HINT
    except TouchstoneError as error:
        return error.message, error.hint
    return "", ""


def _row(one: Evidence) -> EvidenceRow:
    return EvidenceRow(
        id=one.id,
        title=one.title,
        file_name=one.file_name,
        size=bytes_text(one.size_bytes),
        marking=one.marking,
        include=one.include,
        appendix=one.appendix,
    )


def _facts(session: Session, total: int) -> Iterable[tuple[str, str]]:
    yield "Confirmed answers", f"{len(session.newest_answers):,}"
    yield "Readings", f"{len(session.readings):,}"
    yield "Findings", f"{len(session.findings):,}"
    if total > INCLUDE_LIMIT_BYTES:
        limit = bytes_text(INCLUDE_LIMIT_BYTES)
        yield "Large files", f"What goes beyond {limit} in all lies beside the packet, named by digest."


def _rolled_up(session: Session, evidence: Iterable[Evidence]) -> tuple[str, tuple[str, ...]]:
    """The banner that the portion marks add up to, and what is wrong with marks that break the grammar."""
    from core.errors import TouchstoneError
    from core.marking import check, roll_up

    marks = {one.marking for one in evidence if one.include}
    marks |= {answer.marking for answer in session.newest_answers.values()}
    marks |= {finding.marking for finding in session.findings}
    faults = tuple(f"{mark}: {fault.message}" for mark in sorted(marks) for fault in check(mark, kind="portion"))
    if faults or not marks:
        return "", faults
    try:
        return roll_up(sorted(marks), profile=session.settings.marking_profile), ()
    except TouchstoneError as error:
        return "", (error.message,)
