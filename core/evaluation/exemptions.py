"""Exemptions under section 4(a)(2): their grounds, what each must name, when it is in force, and what it covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from core.catalog.model import GuidelinePack
from core.evaluation.calendar_days import day_problem, days_left, parse_day
from core.evaluation.deployment_record import Exemption
from core.evaluation.marks import mark_problems

BASES: Mapping[str, tuple[str, str]] = {
    "national-security-assessment": ("Existing national security assessment", "4(a)(2)(A)"),
    "edge-case": ("Edge case", "4(a)(2)(B)"),
    "emergency": ("Time-sensitive or emergency case", "4(a)(2)(B)"),
    "director": ("Other use that the Director exempts", "4(a)(2)"),
}
SCOPES = {"use": "The whole use", "cells": "Cells", "items": "Items"}
SOON_DAYS = 60

ExemptionState = Literal["not yet in force", "in force", "expires soon", "expired", "ended"]


def exemption_problems(exemption: Exemption, pack: GuidelinePack) -> tuple[str, ...]:
    """Why an exemption can't be recorded, one sentence each; empty when it can.

    4(a)(2): the Director exempts, so it names who granted it and when. (A): which assessment, its level and its date.
    (B): as determined by the Director, with a last day and, for an emergency, a day for the evaluation afterwards.
    """
    found = []
    if exemption.basis not in BASES:
        found.append(f"'{exemption.basis}' is no ground of section 4(a)(2): choose one of {', '.join(BASES)}.")
    found += _target_problems(exemption, pack)
    if not exemption.authority.strip():
        found.append("Name who granted the exemption (4(a)(2): the Director exempts).")
    if not exemption.granted:
        found.append("Give the day on which it was granted.")
    if not exemption.reason.strip():
        found.append("Say why the use is exempt.")
    if exemption.basis == "national-security-assessment":
        found += _assessment_problems(exemption)
    if exemption.basis in ("edge-case", "emergency") and not exemption.until:
        found.append("An edge or emergency case (4(a)(2)(B)) needs a last day.")
    if exemption.basis == "emergency" and not exemption.after_action_due:
        found.append("An emergency needs a day by which the evaluation afterwards is done.")
    found += _day_problems(exemption)
    found += mark_problems(exemption.marking, "portion")
    return tuple(found)


def _assessment_problems(exemption: Exemption) -> Iterable[str]:
    named = {
        "which assessment covers the use": exemption.assessment,
        "the level of the assessment": exemption.assessment_level,
        "the date of the assessment": exemption.assessment_date,
    }
    return [f"Name {what} (4(a)(2)(A))." for what, value in named.items() if not value.strip()]


def _target_problems(exemption: Exemption, pack: GuidelinePack) -> Iterable[str]:
    known = {"cells": {f"{item.component}-{item.element}" for item in pack.items}, "items": set(pack.by_id)}
    if exemption.scope not in SCOPES:
        return ["An exemption covers the whole use, cells, or items."]
    if exemption.scope == "use":
        return ["An exemption of the whole use names no cells or items."] if exemption.targets else []
    if not exemption.targets:
        return [f"Name the {exemption.scope} that are exempt."]
    unknown = [name for name in exemption.targets if name not in known[exemption.scope]]
    return [f"The pack has no {exemption.scope[:-1]} {name}." for name in unknown]


def _day_problems(exemption: Exemption) -> Iterable[str]:
    days = {
        "The day of the grant": exemption.granted,
        "The last day": exemption.until,
        "The date of the assessment": exemption.assessment_date,
        "The day of the evaluation afterwards": exemption.after_action_due,
    }
    found = [fault for what, value in days.items() if (fault := day_problem(value, what))]
    granted, until, after = (
        parse_day(value) for value in (exemption.granted, exemption.until, exemption.after_action_due)
    )
    if granted and until and until < granted:
        found.append("The last day is before the day of the grant.")
    if granted and after and after < granted:
        found.append("The evaluation afterwards is due before the day of the grant.")
    return found


def renewal_problems(exemption: Exemption, *, until: str, reason: str, today: date) -> tuple[str, ...]:
    """Why an exemption can't be renewed so: it needs a later last day, a reason, and must not have been ended."""
    found = []
    new, old = parse_day(until), parse_day(exemption.until)
    if exemption.ended:
        found.append("The exemption was ended; record a new one.")
    if new is None:
        found.append("Give the new last day as 2026-11-22.")
    elif new < today or (old is not None and new <= old):
        found.append("The new last day must be later than the old one and not in the past.")
    if not reason.strip():
        found.append("A renewal needs a reason, with the authority that grants it.")
    return tuple(found)


def state(exemption: Exemption, today: date) -> ExemptionState:
    """What the exemption counts as on `today`: it holds from the day of the grant to its last day, both included."""
    granted, until = parse_day(exemption.granted), parse_day(exemption.until)
    ended = parse_day(exemption.ended)
    if ended is not None and today >= ended:
        return "ended"
    if granted is None or today < granted:
        return "not yet in force"
    if until is None:
        return "in force"
    left = days_left(until, today)
    return "expired" if left < 0 else "expires soon" if left <= SOON_DAYS else "in force"


def in_force(exemption: Exemption, today: date) -> bool:
    return state(exemption, today) in ("in force", "expires soon")


def after_action(exemption: Exemption, today: date) -> str:
    """How the evaluation after an emergency stands (4(a)(2)(B)): "", "done", "due" or "overdue"."""
    due = parse_day(exemption.after_action_due)
    if due is None:
        return ""
    if exemption.after_action_done:
        return "done"
    return "overdue" if today > due else "due"


def exempt_items(pack: GuidelinePack, exemptions: Iterable[Exemption], today: date) -> Mapping[str, str]:
    """The items that are not due, each with the id of the exemption that covers it on `today` (4(a)(2))."""
    found: dict[str, str] = {}
    for one in exemptions:
        if in_force(one, today):
            for item in pack.items:
                if one.scope == "use" or item.id in one.targets or "-".join(item.cell) in one.targets:
                    found.setdefault(item.id, one.id)
    return found


def covers_words(exemption: Exemption) -> str:
    """What it covers, by whom and until when: "cells MOD-SEC; granted by ... on ...; until ..."."""
    what = "the whole use" if exemption.scope == "use" else f"{exemption.scope} {', '.join(exemption.targets)}"
    until = f"until {exemption.until}" if exemption.until else "no last day"
    return f"{what[0].upper()}{what[1:]}; granted by {exemption.authority} on {exemption.granted}; {until}"
