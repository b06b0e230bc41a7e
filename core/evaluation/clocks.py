"""The clocks of the Act on one day: what is due, how many days are left, and what was decided about it.

The two dates that they count from are settings without a default: a clock whose date is not set says so and counts
nothing. The Act is a bill; nothing in this program says that it was enacted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from core.evaluation.calendar_days import days_left, parse_day
from core.evaluation.clock_rules import RULES, ClockFacts, Rule
from core.evaluation.deployment_record import ClockDecision
from core.evaluation.marks import mark_problems

SOON_DAYS = 90
ALLOWED: Mapping[str, tuple[str, ...]] = {  # which decisions each clock takes; the others follow from the case alone
    "existing": ("cease", "continue", "withdrawn"),
    **dict.fromkeys(("update", "barriers-report", "label", "noncompliant", "congress"), ("met", "withdrawn")),
}
_WHY = {
    "continue": "Give the reason: 4(d)(2)(B)(iii) asks for a clear, specific justification.",
    "withdrawn": "Say why the decision no longer holds.",
}
ClockState = Literal["does not apply", "no date", "none stated", "running", "soon", "today", "passed", "done"]


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One clock on one day. `left` is negative once `due` has passed; None where there is no day to count to."""

    id: str
    clause: str
    title: str
    who: str
    rule: str  # how the day is found, in words
    state: ClockState
    due: date | None
    left: int | None
    sentence: str
    then: str  # what happens when it passes; empty where the Act names nothing
    decision: ClockDecision | None = None


def clocks(facts: ClockFacts, decisions: Mapping[str, ClockDecision], today: date) -> tuple[Clock, ...]:
    """Every clock as it stands on `today`, in the order of the Act."""
    read = replace(facts, today=today)
    return tuple(_clock(rule, read, decisions.get(rule.id), today) for rule in RULES)


def _clock(rule: Rule, facts: ClockFacts, decision: ClockDecision | None, today: date) -> Clock:
    due = rule.due(facts)
    left = None if due is None else days_left(due, today)
    state, sentence = _standing(rule, facts, decision, due, today)
    return Clock(
        id=rule.id,
        clause=rule.clause,
        title=rule.title,
        who=rule.who,
        rule=rule.words,
        state=state,
        due=None if state == "does not apply" else due,
        left=left if state in ("running", "soon", "today", "passed") else None,
        sentence=sentence,
        then=rule.then,
        decision=decision,
    )


def _standing(
    rule: Rule, facts: ClockFacts, decision: ClockDecision | None, due: date | None, today: date
) -> tuple[ClockState, str]:
    why_not, done = rule.applies(facts), rule.done(facts)
    if why_not:
        return "does not apply", why_not
    if decision is not None and (closed := closed_by(decision, today)):
        return "done", closed
    if done:
        return "done", done
    state, sentence = _counted(rule, due, today)
    return state, f"{sentence}{_going_on(decision)}"


def _counted(rule: Rule, due: date | None, today: date) -> tuple[ClockState, str]:
    if not rule.dated:
        return "none stated", "The Act states no day."
    if due is None and rule.id == "new":
        return "no date", "The planned day of deployment is not recorded."
    if due is None:
        return "no date", f"{rule.words[0].upper()}{rule.words[1:]}: that date is not set."
    left = days_left(due, today)
    if left < 0:
        return "passed", f"Passed {_days(-left)} ago, on {due}."
    if left == 0:
        return "today", f"Due today, {due}."
    return ("soon" if left <= SOON_DAYS else "running"), f"{_days(left)} left, until {due}."


def closed_by(decision: ClockDecision, today: date) -> str:
    """How a decision ends the clock, in words; empty where the clock goes on, as where the use is continued."""
    day = parse_day(decision.day)
    if decision.kind == "met":
        return f"Done on {decision.day}. Owner: {decision.owner}. Proof: {decision.proof}"
    if decision.kind == "cease" and day is not None and day <= today:
        return f"Use ceased on {decision.day}. Owner: {decision.owner}. Proof: {decision.proof}"
    return ""


def _going_on(decision: ClockDecision | None) -> str:
    if decision is not None and decision.kind == "cease":
        return f" Use is to cease on {decision.day}. Owner: {decision.owner}."
    return f" {going_on_words(decision)}" if decision is not None and decision.kind == "continue" else ""


def going_on_words(decision: ClockDecision, *, people: bool = True) -> str:
    """A decision that the use goes on, with its reason; without `people` nobody's authority is named."""
    by = f" by authority of {decision.authority}," if people else ""
    return f"Use goes on{by} since {decision.day}: {decision.reason}"


def decision_problems(decision: ClockDecision, today: date) -> tuple[str, ...]:
    """Why a decision can't be recorded; empty when it can.

    4(b): ceasing the use needs a day, an owner and, once the day has come, proof. Going on needs the authority by which
    it does, and the reason, since 4(d)(2)(B)(iii) asks for a clear, specific justification.
    """
    found = [] if decision.owner.strip() else ["Name the person who answers for it."]
    if decision.kind not in ALLOWED.get(decision.clock_id, ()):
        found.append(_not_allowed(decision))
    day = parse_day(decision.day)
    if day is None:
        found.append("Give the day as 2026-11-22.")
    has_come = day is not None and day <= today
    if decision.kind == "met" and day is not None and not has_come:
        found.append("What is done can't have a day in the future.")
    if decision.kind in ("cease", "met") and has_come and not decision.proof.strip():
        found.append("Say where the proof is: a record, a document, or a piece of evidence of this case.")
    if decision.kind == "continue" and not decision.authority.strip():
        found.append("Name the authority by which the use goes on.")
    if decision.kind in ("continue", "withdrawn") and not decision.reason.strip():
        found.append(_WHY[decision.kind])
    return (*found, *mark_problems(decision.marking, "portion"))


def _not_allowed(decision: ClockDecision) -> str:
    if decision.clock_id not in {rule.id for rule in RULES}:
        return f"There is no clock '{decision.clock_id}'."
    if decision.kind in ("cease", "continue"):
        return "Ceasing or continuing the use is decided on the clock of section 4(b)."
    return "Nothing is decided on this clock: what the case holds says whether it is done."


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"
