"""Findings of the case as OSCAL risks, with what was done about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.evaluation.records import Finding
from core.exchange.oscal.metadata import person
from core.exchange.oscal.observations import answer_uuid, reading_uuid
from core.exchange.oscal.terms import NAMESPACE, Body, day, line, present, props, prose, uid

if TYPE_CHECKING:
    from core.snapshot import Snapshot

STATUS = {"open": "open", "mitigated": "remediating", "accepted": "deviation-approved", "closed": "closed"}


def risks(snapshot: Snapshot) -> list[Body]:
    """A risk for each finding of the case."""
    return [_risk(snapshot, finding) for finding in snapshot.findings]


def risk_uuid(snapshot: Snapshot, finding: Finding) -> str:
    """UUID of the risk that a finding is."""
    return uid(snapshot.case_id, "finding", finding.id)


def _risk(snapshot: Snapshot, finding: Finding) -> Body:
    values = {
        "item": finding.item_id or "",
        "cause": finding.cause,
        "owner": finding.owner,
        "due": finding.due,
        "marking": finding.marking,
    }
    opener = {"type": "party", "actor-uuid": person(snapshot, finding.opened_by)}
    severity = {"name": "severity", "system": NAMESPACE, "value": finding.severity}
    return present(
        {
            "uuid": risk_uuid(snapshot, finding),
            "title": line(finding.title),
            "description": prose(finding.detail, "No detail was given."),
            "statement": prose(finding.remark, "What was done about it is not stated yet."),
            "props": props(values),
            "status": STATUS[finding.status],
            "characterizations": [{"origin": {"actors": [opener]}, "facets": [severity]}],
            "deadline": day(finding.due),
            "risk-log": {"entries": _log(snapshot, finding)},
            "related-observations": [{"observation-uuid": seen} for seen in _seen(snapshot, finding)],
        }
    )


def _log(snapshot: Snapshot, finding: Finding) -> list[Body]:
    entries = [
        {
            "uuid": uid(snapshot.case_id, "finding-opened", finding.id),
            "title": "Opened",
            "start": finding.opened_at,
            "logged-by": [{"party-uuid": person(snapshot, finding.opened_by)}],
            "status-change": STATUS["open"],
        }
    ]
    if finding.changed_by and (finding.changed_at, finding.status) != (finding.opened_at, "open"):
        change = {
            "uuid": uid(snapshot.case_id, "finding-changed", finding.id, finding.changed_at),
            "title": "Last change",
            "description": prose(finding.remark, "No remark was given."),
            "start": finding.changed_at,
            "logged-by": [{"party-uuid": person(snapshot, finding.changed_by)}],
            "status-change": STATUS[finding.status],
        }
        entries.append(change)
    return entries


def _seen(snapshot: Snapshot, finding: Finding) -> list[str]:
    """The observations behind a finding: the answer to its item, and its reading."""
    known = finding.item_id is not None and finding.item_id in snapshot.pack.by_id
    answer = snapshot.answers.get(finding.item_id or "") if known else None
    readings = [reading for reading in snapshot.readings if reading.id == finding.reading_id]
    own = [answer_uuid(snapshot, answer)] if answer else []
    return [*own, *(reading_uuid(snapshot, reading) for reading in readings)]
