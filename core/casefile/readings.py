"""Readings as rows of the log. The row's digest is the reading's id: every number in a packet leads back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from core.casefile import chain, findings, kinds
from core.catalog.model import GuidelinePack
from core.errors import InputError
from core.evaluation.records import ReadingRecord


def readings(connection: Connection) -> tuple[ReadingRecord, ...]:
    """Every reading, in the order in which they were added."""
    return tuple(_from(entry) for entry in chain.entries(connection, kinds.READING))


def add(
    connection: Connection,
    body: Mapping[str, Any],
    *,
    plan_name: str,
    plan_text: str,
    by: str,
    pack: GuidelinePack,
    items: Sequence[str] = (),
) -> ReadingRecord:
    """Records a reading (`core.probe.Reading.as_dict`) with the plan that asked for it.

    It is linked to the items of `pack` that name its probe, and to those of `items` that it has. A failed threshold
    opens a finding in the same transaction. Raises InputError when `body` is no reading.
    """
    probe = body.get("probe")
    if not isinstance(probe, str) or not probe or not isinstance(body.get("metrics"), list | tuple):
        raise InputError("This is no reading: it names no probe or has no metrics.")
    linked = [item.id for item in pack.items if probe in item.probes or item.id in items]
    said = {"plan_name": plan_name, "plan_text": plan_text, "linked_items": linked, "body": body}
    record = _from(chain.append(connection, kind=kinds.READING, subject=probe, body=said, by=by))
    findings.follow_reading(connection, record)
    return record


def _from(entry: chain.Entry) -> ReadingRecord:
    return ReadingRecord(
        id=entry.digest,
        probe=entry.subject,
        plan_name=entry.body["plan_name"],
        plan_text=entry.body["plan_text"],
        body=entry.body["body"],
        by=entry.by,
        at=entry.at,
        linked_items=tuple(entry.body["linked_items"]),
    )
