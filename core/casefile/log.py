"""The log as a person reads it, and the packets that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from core.casefile import chain, findings, kinds
from core.evaluation.records import LogEntry, PacketRecord


def log(connection: Connection, limit: int | None = None) -> tuple[LogEntry, ...]:
    """The rows of the log, oldest first; `limit` keeps only the newest so many."""
    return tuple(_line(connection, entry) for entry in chain.entries(connection, newest=limit))


def history(connection: Connection, subject: str) -> tuple[LogEntry, ...]:
    """What happened to one thing, oldest first.

    `subject` is an item's id (its answers, reviews, links and findings), a probe's id, "deployment", or the id of an
    evaluation, answer, piece of evidence, reading or finding.
    """
    found = {entry.row: entry for entry in chain.entries(connection, subject=subject)}
    found |= {entry.row: entry for entry in chain.entries(connection, digest=subject)}
    same = findings.goes_on_in(connection)
    opened = {entry.digest for entry in found.values() if entry.kind == kinds.FINDING}
    for finding in opened | {one for one, other in same.items() if other in opened}:
        found |= {entry.row: entry for entry in chain.entries(connection, subject=finding)}
        found |= {entry.row: entry for entry in chain.entries(connection, digest=finding)}
    digests = {entry.digest for entry in found.values()}
    if subject in digests:
        for entry in chain.entries(connection, kinds.LINK, kinds.UNLINK, kinds.APPROVAL, naming=subject):
            if subject in (entry.body.get("evidence_id"), entry.body.get("answer_id")):
                found[entry.row] = entry
                digests.add(entry.digest)
    for entry in chain.entries(connection, kinds.UNDO, kinds.REDO):
        if digests & set(entry.body["acts"]):
            found[entry.row] = entry
    return tuple(_line(connection, found[row]) for row in sorted(found))


def record_packet(
    connection: Connection, *, sha256: str, file_name: str, roles: Sequence[str], by: str
) -> PacketRecord:
    """Records that a packet was exported, with the digest of its file and the roles that had signed."""
    body = {"sha256": sha256, "file_name": file_name, "roles": list(roles)}
    return _packet(chain.append(connection, kind=kinds.PACKET, subject=sha256, body=body, by=by))


def packets(connection: Connection) -> tuple[PacketRecord, ...]:
    """The packets that were exported, oldest first."""
    return tuple(_packet(entry) for entry in chain.entries(connection, kinds.PACKET))


def _packet(entry: chain.Entry) -> PacketRecord:
    said = {**entry.body, "roles": tuple(entry.body["roles"])}
    return PacketRecord(id=entry.digest, by=entry.by, at=entry.at, **said)


def _line(connection: Connection, entry: chain.Entry) -> LogEntry:
    return LogEntry(
        number=entry.row,
        at=entry.at,
        by=entry.by,
        kind=entry.kind,
        subject=entry.subject,
        sentence=kinds.sentence(entry.kind, entry.subject, _told(connection, entry)),
        digest=entry.digest,
    )


def _told(connection: Connection, entry: chain.Entry) -> Mapping[str, Any]:
    """What a row says, for its sentence. One that undid a step borrows the words of the step while they are here."""
    if entry.kind not in (kinds.UNDO, kinds.REDO) or not entry.body:
        return entry.body
    act = next(chain.entries(connection, digest=entry.body["acts"][0]))
    return {**entry.body, "sentence": kinds.short_sentence(act.kind, act.subject, act.body)} if act.body else entry.body
