"""Roles of a deployment: who holds which (sections 2(2), 2(3), 4(e)), and what is wrong with a designation."""

from __future__ import annotations

from collections.abc import Mapping

from core.evaluation.calendar_days import day_problem
from core.evaluation.deployment_record import RoleHolder

ROLES: Mapping[str, tuple[str, str]] = {
    "director": ("Director (NIST)", "2(2)"),
    "caio": ("Chief AI Officer", "4(e)"),
    "owner": ("System owner", "4(b)"),
    "evaluator": ("Evaluator", "3(f)"),
    "second-reviewer": ("Second reviewer", "3(d)"),
    "board": ("Chair of the review board", "M-24-10 3(a)(ii)"),
    "classifier": ("Classifier", "4(d)(1)"),
}


def role_problems(holder: RoleHolder) -> tuple[str, ...]:
    """Why it can't be recorded who holds a role; empty when it can. A Chief AI Officer is designated on a day."""
    found = []
    if holder.role not in ROLES:
        found.append(f"There is no role '{holder.role}'.")
    if not holder.name.strip():
        found.append("Name the person.")
    if holder.role == "caio" and not holder.designated:
        found.append("Give the day of the designation (4(e)(1)).")
    fault = day_problem(holder.designated, "The day of the designation")
    return (*found, fault) if fault else tuple(found)


def designation_cautions(holder: RoleHolder | None) -> tuple[str, ...]:
    """What a reader of the designation would ask (sections 4(e)(2) and (3))."""
    if holder is None:
        return ("No Chief AI Officer is recorded (4(e)(1)).",)
    found = []
    if holder.full_time == "no" and not holder.practicability.strip():
        found.append("Not a full-time employee: say why that was not practicable (4(e)(2)).")
    if not holder.full_time:
        found.append("Whether the officer is a full-time employee is not recorded (4(e)(2)).")
    if holder.senior == "no":
        found.append("Not in a position above GS-15, as 4(e)(3) asks of agencies of 31 U.S.C. 901(b).")
    if not holder.senior:
        found.append("Whether the position is above GS-15 is not recorded (4(e)(3)).")
    if not holder.record.strip():
        found.append("The document that designates is not named.")
    return tuple(found)
