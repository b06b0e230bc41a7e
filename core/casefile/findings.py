"""Findings as rows of the log: one that opens each, then one for every change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from core.casefile import chain, kinds
from core.catalog.model import Item
from core.errors import InputError
from core.evaluation.findings import change_problems, opened_by_answer, opened_by_reading, passes_what_failed
from core.evaluation.records import Answer, Finding, FindingStatus, ReadingRecord, Severity

# What a row of kind FINDING_CHANGE may hold besides its sentence.
_CHANGING = ("status", "owner", "due", "severity", "remark", "cause", "title", "detail", "reading_id", "marking")


def findings(connection: Connection) -> tuple[Finding, ...]:
    """Every finding as it is now, in the order in which they were opened."""
    found: dict[str, Finding] = {}
    for entry in chain.entries(connection, kinds.FINDING, kinds.FINDING_CHANGE):
        if entry.kind == kinds.FINDING:
            found[entry.digest] = _opened(entry)
        elif entry.subject in found:
            found[entry.subject] = _changed(found[entry.subject], entry)
    return tuple(found.values())


def open_for_answer(connection: Connection, answer: Answer, item: Item) -> None:
    """Opens the finding of an answer no or partly. One that is still open for the item is carried on instead."""
    fields = opened_by_answer(answer, item)
    if fields is None:
        return
    for finding in findings(connection):
        if finding.item_id == item.id and finding.cause != "threshold" and finding.status == "open":
            carried = {name: fields[name] for name in ("cause", "title", "detail", "marking")}
            _change(connection, finding, carried, f"{item.id} was answered again: {answer.value}.", by=answer.by)
            return
    chain.append(connection, kind=kinds.FINDING, subject=item.id, body=fields, by=answer.by)


def close_for_answer(connection: Connection, answer: Answer, *, by: str) -> None:
    """Closes what earlier answers to the item had opened. Findings of readings stay: a reading closes those."""
    word = "yes" if answer.value == "yes" else "not applicable"
    for finding in findings(connection):
        if finding.item_id == answer.item_id and finding.cause != "threshold" and finding.status != "closed":
            sentence = f"Closed: {answer.item_id} is answered {word} (row {answer.id[:12]})."
            _change(connection, finding, {"status": "closed"}, sentence, by=by)


def follow_reading(connection: Connection, record: ReadingRecord) -> None:
    """Opens the finding of a failed reading, or closes those that it shows to be mended.

    Concerned are findings of earlier readings of the same probe and plan name. A failure that is still open is carried
    on, and then names the newest reading.
    """
    item_id = record.linked_items[0] if record.linked_items else None
    fields = opened_by_reading(record.id, record.body, record.plan_name, item_id)
    for finding, failed in _failed_before(connection, record):
        if fields is not None and finding.status == "open":
            carried = {name: fields[name] for name in ("reading_id", "detail")}
            _change(connection, finding, carried, f"{record.probe} failed again (row {record.id[:12]}).", by=record.by)
            return
        if passes_what_failed(record.body, failed):
            sentence = f"Closed: a newer reading of {record.probe} passes (row {record.id[:12]})."
            _change(connection, finding, {"status": "closed"}, sentence, by=record.by)
    if fields is not None:
        chain.append(connection, kind=kinds.FINDING, subject=item_id or record.probe, body=fields, by=record.by)


def _failed_before(connection: Connection, record: ReadingRecord) -> Iterator[tuple[Finding, Mapping[str, Any]]]:
    """The findings that readings of the same probe and plan opened and that are not closed, each with its reading."""
    for finding in findings(connection):
        if finding.reading_id is None or finding.status == "closed":
            continue
        for entry in chain.entries(connection, kinds.READING, subject=record.probe, digest=finding.reading_id):
            if entry.body["plan_name"] == record.plan_name:
                yield finding, entry.body["body"]


def change(
    connection: Connection,
    finding_id: str,
    *,
    by: str,
    status: FindingStatus | None = None,
    owner: str | None = None,
    due: str | None = None,
    severity: Severity | None = None,
    remark: str | None = None,
) -> Finding:
    """Records what a person decides on a finding; None leaves a field as it is.

    Raises InputError when there is no such finding, or with the reason why it can't be changed so.
    """
    finding = next((one for one in findings(connection) if one.id == finding_id), None)
    if finding is None:
        raise InputError("There is no such finding in this case.")
    found = change_problems(finding, status=status, severity=severity, due=due, remark=remark)
    if found:
        raise InputError(found[0], " ".join(found[1:]))
    wanted = {"status": status, "owner": owner, "due": due, "severity": severity, "remark": remark}
    fields = {name: value for name, value in wanted.items() if value not in (None, getattr(finding, name))}
    if not fields:
        return finding
    said = "; ".join(f"{name}: {value or 'none'}" for name, value in fields.items())
    return _change(connection, finding, fields, f"Finding {finding.title!r} changed. {said.rstrip('.')}.", by=by)


def _change(connection: Connection, finding: Finding, fields: Mapping[str, Any], sentence: str, *, by: str) -> Finding:
    body = {**fields, "sentence": sentence}
    return _changed(finding, chain.append(connection, kind=kinds.FINDING_CHANGE, subject=finding.id, body=body, by=by))


def _opened(entry: chain.Entry) -> Finding:
    return Finding(
        id=entry.digest,
        status="open",
        owner="",
        due="",
        remark="",
        opened_by=entry.by,
        opened_at=entry.at,
        changed_by=entry.by,
        changed_at=entry.at,
        **entry.body,
    )


def _changed(finding: Finding, entry: chain.Entry) -> Finding:
    fields = {name: value for name, value in entry.body.items() if name in _CHANGING}
    return replace(finding, changed_by=entry.by, changed_at=entry.at, **fields)
