"""The rules of the clocks: what each counts from, to whom it applies, what is done, and what follows when it passes.

E is the date of enactment, R the day on which the guidelines are released, which is the effective date of section 4
(4(f)). The rules are those of the bill's text; it has gaps, which the cautions of `coverage.timing` name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.evaluation.calendar_days import days_after, parse_day, years_after
from core.evaluation.deployment_record import ActDates, RoleHolder


@dataclass(frozen=True, kw_only=True)
class ClockFacts:
    """All that a clock looks at. `timing`, `duties`: words of those determinations. `meets`, `complete`: of the newest
    evaluation; `planned`: the day of deployment of a new system; `pack_date`: the last update of the guidelines;
    `today`: the day on which the clocks are read.
    """

    dates: ActDates
    timing: str
    duties: str
    meets: bool
    complete: bool
    planned: str = ""
    pack_date: str = ""
    caio: RoleHolder | None = None
    today: date | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How one clock is found. `due` gives None where a date is missing; `applies` gives the reason where it does not;
    `done` says what has been done, or nothing.
    """

    id: str
    clause: str
    title: str
    who: str
    words: str
    due: Callable[[ClockFacts], date | None]
    then: str = ""
    dated: bool = True
    applies: Callable[[ClockFacts], str] = lambda _: ""
    done: Callable[[ClockFacts], str] = lambda _: ""


def _from_enactment(years: int) -> Callable[[ClockFacts], date | None]:
    return lambda facts: None if facts.dates.enacted_on is None else years_after(facts.dates.enacted_on, years)


def _from_release(years: int) -> Callable[[ClockFacts], date | None]:
    return lambda facts: None if facts.dates.released_on is None else years_after(facts.dates.released_on, years)


def _update(facts: ClockFacts) -> date | None:
    """Section 3(a)(3): "not less frequently than annually"; counted from the date of the pack in use."""
    day = parse_day(facts.pack_date)
    return None if day is None else years_after(day, 1)


def _caio(facts: ClockFacts) -> date | None:
    """Section 4(e)(1): "not later than 120 days after the effective date"."""
    return None if facts.dates.released_on is None else days_after(facts.dates.released_on, 120)


def _before_deployment(facts: ClockFacts) -> date | None:
    """Section 4(c): "prior to deployment": the last day is the one before."""
    day = parse_day(facts.planned)
    return None if day is None else days_after(day, -1)


def _released(facts: ClockFacts) -> str:
    day, due = facts.dates.released_on, _from_enactment(1)(facts)
    if day is None or _is_to_come(day, facts):
        return ""
    late = " That was late." if due is not None and day > due else ""
    return f"The guidelines were released on {day}.{late}"


def _is_to_come(day: date, facts: ClockFacts) -> bool:
    """Whether a day that was set lies ahead: planned, and not done."""
    return facts.today is not None and day > facts.today


def _designated(facts: ClockFacts) -> str:
    held = facts.caio
    day = parse_day(held.designated) if held else None
    if held is None or day is None or _is_to_come(day, facts):
        return ""
    due = _caio(facts)
    late = " That was late." if due is not None and day > due else ""
    return f"{held.name} was designated on {day}.{late}"


def _duties(facts: ClockFacts) -> str:
    return "Section 4 does not apply to this use." if facts.duties == "do not apply" else ""


def _existing(facts: ClockFacts) -> str:
    return _duties(facts) or ("" if facts.timing in ("existing", "gap") else "The deployment is new.")


def _new(facts: ClockFacts) -> str:
    return _duties(facts) or ("" if facts.timing == "new" else "The deployment is not new.")


def _meets(facts: ClockFacts) -> str:
    return _duties(facts) or ("" if facts.meets else "The deployment does not meet the guidelines, or not yet.")


def _not_meets(facts: ClockFacts) -> str:
    return _duties(facts) or ("The deployment meets the guidelines." if facts.meets else "")


def _met(facts: ClockFacts) -> str:
    return "The evaluation is complete and the deployment meets the guidelines." if facts.meets else ""


RULES: tuple[Rule, ...] = (
    Rule(
        id="guidelines", clause="3(a)(1)", title="Guidelines are released", who="Director of NIST",
        words="1 year after enactment", due=_from_enactment(1), done=_released,
    ),
    Rule(
        id="update", clause="3(a)(3)", title="Guidelines are updated", who="Director of NIST",
        words="1 year after the last update, at most", due=_update,
        then="Ask whether a newer pack is out; answers are carried over to it and shown as carried.",
    ),
    Rule(
        id="barriers-report", clause="3(h)(1)", title="Report to Congress on barriers", who="Director of NIST",
        words="no day is stated", due=lambda _: None, dated=False,
    ),
    Rule(
        id="caio", clause="4(e)(1)", title="Chief AI Officer is designated", who="Agency head",
        words="120 days after release", due=_caio, done=_designated,
        then="Record the designation, late or not.",
    ),
    Rule(
        id="existing", clause="4(b)", title="Existing system: guidelines met, or use ends", who="Agency",
        words="2 years after release", due=_from_release(2), applies=_existing, done=_met,
        then="The use ceases (4(b)): record the day, the owner and the proof. Where it goes on, record by whose"
        " authority; it is then a noncompliant deployment that 4(d)(2) and 4(d)(3) want reported.",
    ),
    Rule(
        id="new", clause="4(c)", title="New system: guidelines met before use", who="Agency head",
        words="the day before deployment", due=_before_deployment, applies=_new, done=_met,
        then="It is not deployed until it meets the guidelines; in use without that, it breaks section 4(c).",
    ),
    Rule(
        id="label", clause="4(d)(1)", title="Compliance label and public record",
        who="Agency head", words="no day is stated", due=lambda _: None, dated=False, applies=_meets,
    ),
    Rule(
        id="noncompliant", clause="4(d)(2)", title="Noncompliance record and report",
        who="Agency head", words="2 years after release", due=_from_release(2), applies=_not_meets,
        then="Publish the documentation, and report status, progress, justification for the delay and barriers.",
    ),
    Rule(
        id="congress", clause="4(d)(3)(A)", title="Report to Congress on noncompliance", who="Agency head",
        words="3 years after release", due=_from_release(3), applies=_not_meets,
        then="The report is submitted in unclassified form, with a classified appendix where one is needed.",
    ),
)  # fmt: skip
