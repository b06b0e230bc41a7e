"""Findings of the case as OSCAL risks, with what was done about each and what is still to be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.evaluation.records import Finding
from core.exchange.oscal.metadata import person
from core.exchange.oscal.observations import answer_uuid, reading_uuid
from core.exchange.oscal.terms import NAMESPACE, Body, day, line, present, prop, props, prose, uid

if TYPE_CHECKING:
    from core.snapshot import Snapshot

STATUS = {"open": "open", "mitigated": "remediating", "accepted": "deviation-approved", "closed": "closed"}


def risks(snapshot: Snapshot) -> list[Body]:
    """A risk for each finding of the case."""
    return [risk(snapshot, finding) for finding in snapshot.findings]


def risk_uuid(snapshot: Snapshot, finding: Finding) -> str:
    """UUID of the risk that a finding is."""
    return uid(snapshot.case_id, "finding", finding.id)


def risk(snapshot: Snapshot, finding: Finding) -> Body:
    """The risk that a finding is: severity now and at first, plan, log."""
    values = {
        "item": finding.item_id or "",
        "cause": finding.cause,
        "owner": finding.owner,
        "due": finding.due,
        "first-due": finding.first_due if finding.first_due != finding.due else "",
        "marking": finding.marking,
    }
    opener = {"type": "party", "actor-uuid": person(snapshot, finding.opened_by)}
    facets: list[Body] = [{"name": "severity", "system": NAMESPACE, "value": finding.severity}]
    if finding.severity_changes:
        facets[0] |= {"props": [{"name": "state", "value": "adjusted"}]}  # OSCAL's words for the two
        first: Body = {"name": "severity", "system": NAMESPACE, "value": finding.original_severity}
        facets.insert(0, {**first, "props": [{"name": "state", "value": "initial"}]})
    return present(
        {
            "uuid": risk_uuid(snapshot, finding),
            "title": line(finding.title),
            "description": prose(finding.detail, "No detail was given."),
            "statement": prose(finding.remark, "What was done about it is not stated yet."),
            "props": props(values),
            "status": STATUS[finding.status],
            "characterizations": [{"origin": {"actors": [opener]}, "facets": facets}],
            "deadline": day(finding.due),
            "remediations": list(_remediations(snapshot, finding)),
            "risk-log": {"entries": _log(snapshot, finding)},
            "related-observations": [{"observation-uuid": one} for one in seen(snapshot, finding)],
        }
    )


def seen(snapshot: Snapshot, finding: Finding) -> list[str]:
    """UUIDs of the observations behind a finding: the answer to its item, and its reading."""
    known = finding.item_id is not None and finding.item_id in snapshot.pack.by_id
    answer = snapshot.answers.get(finding.item_id or "") if known else None
    readings = [reading for reading in snapshot.readings if reading.id == finding.reading_id]
    own = [answer_uuid(snapshot, answer)] if answer else []
    return [*own, *(reading_uuid(snapshot, reading) for reading in readings)]


def _remediations(snapshot: Snapshot, finding: Finding) -> Iterable[Body]:
    """The plan with its milestones, and the acceptance of the risk, as OSCAL's risk responses."""
    if finding.milestones:
        reached = all(one.done for one in finding.milestones)
        yield {
            "uuid": uid(snapshot.case_id, "finding-plan", finding.id),
            "lifecycle": "completed" if reached else "planned",
            "title": "Milestones",
            "description": prose(finding.remark, "The steps are the milestones."),
            "props": [{"name": "type", "value": "mitigate"}],
            "tasks": [_task(snapshot, finding, number) for number in range(len(finding.milestones))],
        }
    if finding.acceptance and finding.status == "accepted":
        held = finding.acceptance
        yield {
            "uuid": uid(snapshot.case_id, "finding-accepted", finding.id, held.at),
            "lifecycle": "completed",
            "title": "Acceptance of the risk",
            "description": prose(held.reason, "No reason was given."),
            "props": [
                {"name": "type", "value": "accept"},
                *props({"accepted-by": held.by, "accepted-at": held.at, "accepted-until": held.until}),
            ],
            "origins": [{"actors": [{"type": "party", "actor-uuid": person(snapshot, held.by)}]}],
        }


def _task(snapshot: Snapshot, finding: Finding, number: int) -> Body:
    step = finding.milestones[number]
    moment = day(step.due)
    return present(
        {
            "uuid": uid(snapshot.case_id, "milestone", finding.id, step.id),
            "type": "milestone",
            "title": line(step.text),
            "props": [prop("reached", step.done or "no")],
            "timing": {"on-date": {"date": moment}} if moment else None,
        }
    )


def _log(snapshot: Snapshot, finding: Finding) -> list[Body]:
    opened = _entry(snapshot, finding, "opened", "Opened", finding.opened_at, finding.opened_by, change="open")
    entries = [opened]
    for number, change in enumerate(finding.severity_changes):
        said = f"From {change.before} to {change.after}. {change.reason or 'No reason was given.'}"
        name = f"severity-{number}"
        entries.append(_entry(snapshot, finding, name, "Severity changed", change.at, change.by, said=said))
    entries += [
        _entry(snapshot, finding, f"note-{note.id}", "Progress", note.at, note.by, said=note.text)
        for note in finding.notes
    ]
    if finding.changed_by and (finding.changed_at, finding.status) != (finding.opened_at, "open"):
        said, last = prose(finding.remark, "No remark was given."), "Last change"
        name, at, by = f"changed-{finding.changed_at}", finding.changed_at, finding.changed_by
        entries.append(_entry(snapshot, finding, name, last, at, by, said=said, change=finding.status))
    return sorted(entries, key=lambda entry: str(entry["start"]))


def _entry(
    snapshot: Snapshot, finding: Finding, name: str, title: str, at: str, by: str, *, said: str = "", change: str = ""
) -> Body:
    body = {
        "uuid": uid(snapshot.case_id, "finding-log", finding.id, name),
        "title": title,
        "description": prose(said) if said else None,
        "start": at,
        "logged-by": [{"party-uuid": person(snapshot, by)}],
        "status-change": STATUS[change] if change else None,
    }
    return present(body)
