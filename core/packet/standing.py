"""`standing.json`: where the deployment stands under the Act, for those who take in many packets.

It says what the report says, in fields: the conclusion, determinations, clocks, exemptions in force, findings by state,
headline numbers of the readings, and what section 4(d)(2)(B) asks to be reported. Each text that a person wrote has its
portion mark; what follows from the case as a whole has that of the case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from core.evaluation.barriers import KINDS, size_text
from core.evaluation.clocks import Clock, going_on_words
from core.evaluation.determinations import value_of
from core.evaluation.exemptions import BASES, covers_words, in_force
from core.evaluation.plan_of_action import counts, gaps
from core.evaluation.records import Finding
from core.evaluation.stated import (
    MOST_CHARACTERS,
    MOST_ENTRIES,
    Stated,
    StatedClock,
    StatedExemption,
    StatedMeasure,
    StatedPoint,
)
from core.evaluation.verdict import conclusion
from core.marking import banner_to_portion
from core.packet.contents import ShownReading
from core.packet.layout.numbers import slice_text
from core.probes import wording
from core.snapshot import Snapshot

STATUS, PROGRESS, JUSTIFICATION, BARRIERS = (f"4(d)(2)(B)({number})" for number in ("i", "ii", "iii", "iv"))
_MOST_NOTES = 5  # of one finding, the newest


def standing(snapshot: Snapshot, readings: Sequence[ShownReading]) -> Stated:
    """What the packet of `snapshot` states; nothing in it is newer than the snapshot."""
    act, record = snapshot.act, snapshot.record
    concluded = conclusion(snapshot.progress)
    return Stated(
        day=act.day.isoformat(),
        word=concluded.word,
        sentence=concluded.sentence,
        in_use=value_of(record.answers, "in-use"),
        in_use_since=value_of(record.answers, "in-use-since"),
        planned_for=value_of(record.answers, "planned-for"),
        enacted=record.dates.enacted,
        released=record.dates.released,
        determinations={one.id: one.word for one in act.determinations},
        findings=dict(Counter(f"{one.status} {one.severity}" for one in snapshot.findings)),
        people={role: _cut(holder.name) for role, holder in record.roles.items()},
        clocks=tuple(_clock(one) for one in act.clocks),
        exemptions=tuple(_exemptions(snapshot, act.day)),
        points=tuple(points(snapshot))[:MOST_ENTRIES],
        measures=tuple(_measure(one) for one in readings)[-MOST_ENTRIES:],
    )


def points(snapshot: Snapshot) -> Iterator[StatedPoint]:
    """What section 4(d)(2)(B) asks to be reported of a deployment that is not compliant, in the order of the clause."""
    of_case, today = banner_to_portion(snapshot.deployment.marking), snapshot.act.day
    yield StatedPoint(clause=STATUS, text=conclusion(snapshot.progress).sentence, marking=of_case)
    yield StatedPoint(clause=PROGRESS, text=_progress(snapshot, today), marking=of_case)
    for finding in snapshot.findings:
        for note in finding.notes[-_MOST_NOTES:]:
            words = f"{finding.title}: {note.text} ({note.at[:10]})"
            yield StatedPoint(clause=PROGRESS, text=_cut(words), marking=finding.marking)
    decision = snapshot.record.decisions.get("existing")
    if decision is not None and decision.kind == "continue":
        yield StatedPoint(clause=JUSTIFICATION, text=_cut(going_on_words(decision)), marking=decision.marking)
    for finding in snapshot.findings:
        yield from _delay(finding, today)
    for finding in snapshot.findings:
        yield from _barriers(finding)


def _progress(snapshot: Snapshot, today: date) -> str:
    done = snapshot.progress
    return f"{done.answered} of {done.due} items due are answered. {counts(snapshot.findings, today).sentence}"


def _delay(finding: Finding, today: date) -> Iterable[StatedPoint]:
    if finding.status == "open" and finding.delay is not None:
        said = finding.delay
        words = f"{finding.title}: {said.cause} Action: {said.action} Until: {said.date}."
        yield StatedPoint(clause=JUSTIFICATION, text=_cut(words), marking=finding.marking)
    for gap in gaps(finding, today):
        if gap.clause == JUSTIFICATION:
            words = f"{finding.title}: {gap.sentence}"
            yield StatedPoint(clause=JUSTIFICATION, text=_cut(words), marking=finding.marking)


def _barriers(finding: Finding) -> Iterable[StatedPoint]:
    for one in finding.barriers:
        if not one.lifted:
            words = f"{KINDS[one.kind].title}: {one.text} ({size_text(amount=one.amount, unit=one.unit)})"
            yield StatedPoint(clause=BARRIERS, text=_cut(words), marking=finding.marking)


def _clock(one: Clock) -> StatedClock:
    decision = one.decision if one.decision is not None and one.decision.kind != "withdrawn" else None
    return StatedClock(
        id=one.id,
        clause=one.clause,
        title=one.title,
        state=one.state,
        due=one.due.isoformat() if one.due else "",
        sentence=_cut(one.sentence),
        decision=decision.kind if decision else "",
        decision_day=decision.day if decision else "",
        marking=decision.marking if decision else "(U)",
    )


def _exemptions(snapshot: Snapshot, today: date) -> Iterator[StatedExemption]:
    for one in snapshot.record.exemptions[:MOST_ENTRIES]:
        if in_force(one, today):
            yield StatedExemption(
                covers=_cut(covers_words(one)),
                whole_use=one.scope == "use",
                until=one.until,
                clause=BASES[one.basis][1],
                marking=one.marking,
            )


def _measure(shown: ShownReading) -> StatedMeasure:
    reading = shown.reading
    metric = shown.explanation.headline if shown.explanation else None
    metric = metric or next(iter(reading.metrics), None)
    return StatedMeasure(
        probe=shown.record.probe,
        title=_cut(shown.title),
        name=_cut(wording.title_of(metric.name)) if metric else "",
        estimate=metric.estimate if metric else None,
        low=metric.low if metric else None,
        high=metric.high if metric else None,
        unit=metric.unit if metric else "",
        about=_cut(slice_text(metric)) if metric else "",
        verdict=reading.verdict or "",
        status=reading.status,
        started=reading.started,
        model_sha256=reading.model_sha256 or "",
    )


def _cut(words: str) -> str:
    return words if len(words) <= MOST_CHARACTERS else f"{words[: MOST_CHARACTERS - 1]}…"
