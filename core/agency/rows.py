"""The rows of an agency file's log as records: the newest row on a packet or a deployment counts."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection

from core.agency import kinds
from core.agency.records import AgencyDates, Detail, Due, Joined, Reported, Root, TakenIn
from core.casefile import chain
from core.evaluation.stated import stated_from_dict

_OF_ROW = ("by", "at")


def packets(connection: Connection) -> tuple[TakenIn, ...]:
    """Every packet once, as it was taken in last, in the order in which they first came."""
    found: dict[str, TakenIn] = {}
    for entry in chain.entries(connection, kinds.TAKEN_IN):
        found[entry.subject] = _packet(entry)
    return tuple(found.values())


def detail(connection: Connection, sha256: str) -> Detail | None:
    """All that was found in a packet when it was taken in last; None where it never was."""
    entries = list(chain.entries(connection, kinds.DETAIL, subject=sha256, newest=1))
    if not entries:
        return None
    stated = entries[0].body["stated"]
    return Detail(
        verification=entries[0].body["verification"], stated=None if stated is None else stated_from_dict(stated)
    )


def roots(connection: Connection) -> tuple[Root, ...]:
    """Every root that was ever trusted, in the order in which they were first; `ended` is not empty where it no longer
    is.
    """
    found: dict[str, Root] = {}
    for entry in chain.entries(connection, kinds.ROOT, kinds.ROOT_ENDED):
        if entry.kind == kinds.ROOT:
            found[entry.subject] = Root(**entry.body, by=entry.by, at=entry.at)
        elif entry.subject in found:
            found[entry.subject] = replace(found[entry.subject], ended=entry.body["reason"])
    return tuple(found.values())


def joins(connection: Connection) -> tuple[Joined, ...]:
    """The newest word on each case that was joined to another; an empty `to_case_id` parts them again."""
    found = {
        entry.subject: Joined(case_id=entry.subject, **entry.body, by=entry.by, at=entry.at)
        for entry in chain.entries(connection, kinds.JOINED)
    }
    return tuple(found.values())


def dates(connection: Connection) -> AgencyDates:
    """The dates that were set last; empty ones before that."""
    entries = list(chain.entries(connection, kinds.DATES, newest=1))
    return AgencyDates(**entries[0].body) if entries else AgencyDates()


def reports(connection: Connection) -> tuple[Reported, ...]:
    """The reports that were made, oldest first."""
    return tuple(
        Reported(**{**entry.body, "packets": tuple(entry.body["packets"])}, by=entry.by, at=entry.at)
        for entry in chain.entries(connection, kinds.REPORT)
    )


def body_of(said: Any, *leave_out: str) -> dict[str, Any]:
    """A record as the body of its row: without what the row itself holds."""
    return {name: value for name, value in asdict(said).items() if name not in (*_OF_ROW, *leave_out)}


def _packet(entry: chain.Entry) -> TakenIn:
    body = dict(entry.body)
    body["clocks"] = tuple(Due(**one) for one in body["clocks"])
    body["measured"] = tuple(body["measured"])
    body["roots"] = tuple(body["roots"])
    return TakenIn(sha256=entry.subject, **body, by=entry.by, at=entry.at)
