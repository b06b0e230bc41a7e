"""One finding with everything around it: where it came from, its plan, its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from core import clock
from core.evaluation.barriers import KINDS, size_text
from core.evaluation.plan_of_action import gaps, milestone_is_overdue, why_delayed
from core.evaluation.records import Finding
from desktop.session import Session
from desktop.viewmodels.findings.listing import row
from desktop.viewmodels.findings.states import BarrierRow, FindingDetail, MilestoneRow, Origin
from desktop.viewmodels.history import HistoryLine, history_of
from desktop.viewmodels.shown import probe_titles

CAUSES = {
    "no": "an answer no",
    "partly": "an answer partly",
    "threshold": "a reading that failed its threshold",
    "red-team": "a red-team campaign that failed",
    "not-evaluated": "the record that the deployment is not evaluated",
}


def detail(session: Session, finding: Finding, today: date) -> FindingDetail:
    """The finding as the page shows it, without what is typed."""
    closed = ""
    if finding.status == "closed":
        closed = "The finding is closed; a newer answer, reading or red-team campaign opens another one."
    return FindingDetail(
        row=row(finding, today),
        marking=finding.marking,
        detail=finding.detail,
        facts=tuple(_facts(finding)),
        origins=tuple(_origins(session, finding)),
        gaps=tuple(f"Section {gap.clause}: {gap.sentence}" for gap in gaps(finding, today)),
        milestones=tuple(
            MilestoneRow(id=one.id, text=one.text, due=one.due, done=one.done, late=milestone_is_overdue(one, today))
            for one in finding.milestones
        ),
        progress=tuple(
            HistoryLine(at=clock.shown(one.at), by=one.by, sentence=one.text) for one in reversed(finding.notes)
        ),
        delay=tuple(_delay(finding)),
        delay_wanted=_delay_wanted(finding, today),
        barriers=tuple(
            BarrierRow(
                id=one.id,
                kind=KINDS[one.kind].title,
                size=size_text(amount=one.amount, unit=one.unit),
                text=one.text,
                remark=one.remark,
                lifted=one.lifted,
            )
            for one in finding.barriers
        ),
        history=_history(session, finding),
        forms={},
        blocked=session.why_not_writable or closed,
        plan_blocked=session.why_read_only or closed,
    )


def _facts(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "Opened", f"{clock.shown(finding.opened_at)} by {finding.opened_by}, from {CAUSES[finding.cause]}"
    if finding.changed_at != finding.opened_at:
        yield "Last change", f"{clock.shown(finding.changed_at)} by {finding.changed_by}"
    yield "Marking", finding.marking
    if finding.first_due and finding.due != finding.first_due:
        yield "First due", finding.first_due
    for change in finding.severity_changes:
        said = f"{change.before} to {change.after}, {clock.shown(change.at)} by {change.by}"
        yield "Severity", f"{said}. {change.reason or 'No reason was given.'}"
    held = finding.acceptance
    if held is not None:
        ends = f"until {held.until}" if held.until else "no end named"
        word = "Was accepted" if finding.status != "accepted" else "Accepted"
        yield word, f"{ends}, {clock.shown(held.at)} by {held.by}. {held.reason}"


def _origins(session: Session, finding: Finding) -> Iterator[Origin]:
    item = session.pack.by_id.get(finding.item_id or "")
    if item is not None:
        yield Origin(words=f"{item.id}  {item.title}", page="checklist", target={"item": item.id})
    record = next((one for one in session.readings if one.id == finding.reading_id), None)
    if record is not None:
        title = probe_titles().get(record.probe, record.probe)
        words = f"Reading: {title}, {clock.shown(record.at)}"
        yield Origin(words=words, page="probes", target={"reading": record.id})
    entry = next((one for one in session.record.parts if one.id == finding.entry_id), None)
    if entry is not None:
        words = f"Red-team campaign: {entry.title}"
        yield Origin(words=words, page="registers", target={"section": entry.kind})
    if finding.cause == "not-evaluated":
        yield Origin(words="Deployment: begin an evaluation there", page="deployment", target={})


def _delay(finding: Finding) -> Iterator[tuple[str, str]]:
    told = finding.delay
    if told is not None:
        yield "Recorded", f"{clock.shown(told.at)} by {told.by}"


def _delay_wanted(finding: Finding, today: date) -> str:
    if finding.status != "open":
        return "Only an open finding can be late."
    why = why_delayed(finding, today)
    if why:
        return f"This finding is {why}; the delay {'is justified' if finding.delay else 'has to be justified'}."
    return "This finding is not late. A delay that is foreseen can be justified already."


def _history(session: Session, finding: Finding) -> tuple[HistoryLine, ...]:
    """The log of this finding, newest first, without its name in every row."""
    name = f"Finding {finding.title!r}: "
    said = [(one, one.sentence.removeprefix(name)) for one in history_of(session, finding.id)]
    return tuple(replace(one, sentence=sentence[:1].upper() + sentence[1:]) for one, sentence in said)
