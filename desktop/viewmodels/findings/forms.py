"""The forms of a finding: their fields as recorded, and the act that each one asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from core.evaluation.finding_acts import Act, Change, JustifyDelay, NoteProgress, SetBarrier, SetMilestone
from core.evaluation.records import Finding, FindingStatus, Severity

Fields = Mapping[str, str]
BLANK: Mapping[str, Fields] = {
    "milestone": {"id": "", "text": "", "due": "", "done": ""},
    "note": {"text": ""},
    "barrier": {"id": "", "kind": "", "text": "", "amount": "", "unit": "", "remark": "", "lifted": ""},
}


def recorded(finding: Finding, system_owner: str) -> dict[str, Fields]:
    """The fields of every form as the case has them."""
    held, told = finding.acceptance, finding.delay
    decision = {
        "status": finding.status,
        "owner": finding.owner,
        "due": finding.due,
        "severity": finding.severity,
        "reason": "",
        "remark": finding.remark,
        "until": held.until if held and finding.status == "accepted" else "",
        "by": held.by if held and finding.status == "accepted" else system_owner,
    }
    delay = {"cause": told.cause, "action": told.action, "date": told.date} if told else {}
    return {"decision": decision, "delay": {"cause": "", "action": "", "date": "", **delay}, **BLANK}


def act_of(form: str, fields: Fields, finding: Finding) -> Act:
    """What is to be done when `form` is recorded with these fields."""
    if form == "decision":
        return _decision(fields, finding)
    if form == "milestone":
        return milestone_of(fields)
    if form == "barrier":
        return barrier_of(fields)
    if form == "delay":
        return JustifyDelay(cause=fields["cause"], action=fields["action"], date=fields["date"])
    return NoteProgress(text=fields["text"])


def milestone_of(fields: Fields) -> SetMilestone:
    """The milestone that the fields describe."""
    return SetMilestone(id=fields["id"], text=fields["text"], due=fields["due"], done=fields["done"])


def barrier_of(fields: Fields) -> SetBarrier:
    """The barrier that the fields describe."""
    return SetBarrier(
        id=fields["id"],
        kind=fields["kind"],
        text=fields["text"],
        amount=fields["amount"],
        unit=fields["unit"],
        remark=fields["remark"],
        lifted=fields["lifted"],
    )


def accepts(fields: Fields, finding: Finding) -> bool:
    """Whether recording the decision is an acceptance of the risk, which the owner gives by name."""
    held = finding.acceptance
    is_new = finding.status != "accepted" or held is None or held.until != fields["until"].strip()
    return fields["status"] == "accepted" and is_new


def _decision(fields: Fields, finding: Finding) -> Change:
    """Only what differs is asked for: what stands needs no reason again."""
    accepted = accepts(fields, finding)
    return Change(
        status=cast("FindingStatus", fields["status"]) if accepted or fields["status"] != finding.status else None,
        owner=fields["owner"],
        due=fields["due"],
        severity=cast("Severity", fields["severity"]),
        remark=fields["remark"],
        reason=fields["reason"] if fields["severity"] != finding.severity else None,
        until=fields["until"] if accepted else None,
    )
