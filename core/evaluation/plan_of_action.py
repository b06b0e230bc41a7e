"""The plan of action: what is still to be done about findings, by when, and what the plan does not say yet.

Section 4(d)(2)(B) of the Act: with respect to each deployment that is not compliant, report "(i) the status of the
evaluation; (ii) progress made towards compliance; (iii) a clear, specific justification for any delay; and (iv) any
barriers to compliance, including resource constraints".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.evaluation.calendar_days import parse_day
from core.evaluation.finding_acts import is_lower
from core.evaluation.names import same_person
from core.evaluation.records import Finding, Milestone

State = Literal["open", "in the plan", "mitigated", "accepted", "closed"]


@dataclass(frozen=True, kw_only=True)
class PlanGap:
    """What the plan does not say of a finding: the clause that asks for it, and a sentence."""

    clause: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PlanCounts:
    """How far the plan of action is. `planned` are open ones with owner, date and milestone; `overdue` of all open."""

    total: int
    open: int
    planned: int
    overdue: int
    mitigated: int
    accepted: int
    closed: int
    milestones: int
    milestones_done: int

    @property
    def sentence(self) -> str:
        """Progress as section 4(d)(2)(B)(ii) asks for it, in the same words wherever it is reported."""
        return (
            f"Findings: {self.total:,}, of which {self.open:,} open ({self.planned:,} with owner, date and milestones,"
            f" {self.overdue:,} overdue), {self.mitigated:,} mitigated, {self.accepted:,} accepted, {self.closed:,}"
            f" closed. Milestones reached: {self.milestones_done:,} of {self.milestones:,}."
        )


def state(finding: Finding) -> State:
    """The state in one word: an open finding with an owner, a due date and a milestone is in the plan of action."""
    if finding.status != "open":
        return finding.status
    return "in the plan" if finding.owner.strip() and finding.due and finding.milestones else "open"


def days_late(finding: Finding, today: date) -> int:
    """The days by which an open finding is past its due date; 0 when it is not."""
    due = parse_day(finding.due)
    return max(0, (today - due).days) if finding.status == "open" and due is not None else 0


def is_overdue(finding: Finding, today: date) -> bool:
    return days_late(finding, today) > 0


def milestone_is_overdue(milestone: Milestone, today: date) -> bool:
    due = parse_day(milestone.due)
    return not milestone.done and due is not None and due < today


def why_delayed(finding: Finding, today: date) -> str:
    """The delay of an open finding that has to be justified (4(d)(2)(B)(iii)), in words; empty where there is none.

    It is past its date, was put off to a later one, or is behind a milestone.
    """
    if finding.status != "open":
        return ""
    if is_overdue(finding, today):
        return f"overdue since {finding.due}"
    first, now = parse_day(finding.first_due), parse_day(finding.due)
    if first is not None and (now is None or now > first):
        return f"put off from {finding.first_due} to {finding.due or 'no date'}"
    late = any(milestone_is_overdue(one, today) for one in finding.milestones)
    return "behind its milestones" if late else ""


def gaps(finding: Finding, today: date) -> tuple[PlanGap, ...]:
    """What the plan does not say of `finding`, in the order of section 4(d)(2)(B); empty when nothing is missing."""
    if finding.status == "accepted":
        return tuple(_acceptance_gaps(finding))
    if finding.status != "open":
        return ()
    return (*_progress_gaps(finding, today), *_delay_gaps(finding, today), *_barrier_gaps(finding))


def severity_was_lowered(finding: Finding) -> bool:
    return is_lower(finding.severity, finding.original_severity)


def counts(findings: Iterable[Finding], today: date) -> PlanCounts:
    """How many findings are in which state, and how many of the milestones of those not closed are reached."""
    every = tuple(findings)
    states = [state(one) for one in every]
    steps = [step for one in every if one.status != "closed" for step in one.milestones]
    return PlanCounts(
        total=len(every),
        open=states.count("open") + states.count("in the plan"),
        planned=states.count("in the plan"),
        overdue=sum(is_overdue(one, today) for one in every),
        mitigated=states.count("mitigated"),
        accepted=states.count("accepted"),
        closed=states.count("closed"),
        milestones=len(steps),
        milestones_done=sum(bool(step.done) for step in steps),
    )


def _progress_gaps(finding: Finding, today: date) -> Iterable[PlanGap]:
    clause = "4(d)(2)(B)(ii)"
    if finding.lapsed and finding.acceptance:
        ended = f"The acceptance of the risk ended on {finding.acceptance.until}; the finding is open again."
        yield PlanGap(clause=clause, sentence=ended)
    for missing, what in (
        (not finding.owner.strip(), "No owner is named."),
        (not finding.due, "No due date is set."),
        (not finding.milestones, "No milestone is set."),
    ):
        if missing:
            yield PlanGap(clause=clause, sentence=what)
    for one in finding.milestones:
        if milestone_is_overdue(one, today):
            yield PlanGap(clause=clause, sentence=f"The milestone of {one.due} is not reached: {one.text}")


def _delay_gaps(finding: Finding, today: date) -> Iterable[PlanGap]:
    clause = "4(d)(2)(B)(iii)"
    why = why_delayed(finding, today)
    if not why:
        return
    if finding.delay is None:
        yield PlanGap(clause=clause, sentence=f"It is {why}, and the delay is not justified.")
    elif (promised := parse_day(finding.delay.date)) is not None and promised < today:
        said = f"It is {why}; the date that the justification names, {finding.delay.date}, has passed as well."
        yield PlanGap(clause=clause, sentence=said)


def _barrier_gaps(finding: Finding) -> Iterable[PlanGap]:
    for one in finding.barriers:
        if not one.lifted and not one.amount:
            yield PlanGap(clause="4(d)(2)(B)(iv)", sentence=f"The size of a barrier is not stated: {one.text}")


def _acceptance_gaps(finding: Finding) -> Iterable[PlanGap]:
    """What an acceptance of the first form of a case file may lack; a new one can't."""
    held = finding.acceptance
    if held is None or not held.until:
        yield PlanGap(clause="4(d)(2)", sentence="The acceptance of the risk names no day on which it ends.")
    if held is not None and same_person(held.by, finding.opened_by):
        said = f"{held.by} opened the finding and accepted it; the system owner has to accept it."
        yield PlanGap(clause="4(d)(2)", sentence=said)
