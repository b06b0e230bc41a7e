"""Evidence and its links to items, as rows of the log; the content is in documents.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection

from core.casefile import chain, kinds, undoing
from core.casefile.upload import Stored
from core.errors import InputError
from core.evaluation.appendix import Appendix
from core.evaluation.marks import mark_problems
from core.evaluation.records import Evidence, EvidenceLink


@dataclass(frozen=True, kw_only=True)
class About:
    """What the person says of a piece of evidence when it is attached."""

    title: str
    file_name: str
    origin: str
    made_by_ai: bool
    marking: str
    include: bool


def demand_sound(about: About, *, by: str) -> None:
    """Raises InputError for what would be refused after a large file has been copied."""
    _demand_said(about.title, about.marking)
    if not by.strip():
        raise InputError("Nobody is named for this entry.", "Give your name.")


def attach(
    connection: Connection,
    stored: Stored,
    *,
    about: About,
    by: str,
    media_type: str | None = None,
    items: Sequence[str] = (),
) -> Evidence:
    """Records a stored document as evidence, linked to `items`. `media_type` overrules what its content shows."""
    demand_sound(about, by=by)
    body = {**asdict(about), **asdict(stored), "media_type": media_type or stored.media_type}
    attached = _from(chain.append(connection, kind=kinds.EVIDENCE, subject="", body=body, by=by))
    for item_id in items:
        link(connection, attached.id, item_id, by=by)
    return attached


def evidence(connection: Connection) -> tuple[Evidence, ...]:
    """Every piece of evidence as it is now, in the order in which it was attached."""
    found: dict[str, Evidence] = {}
    for entry in undoing.standing(connection, kinds.EVIDENCE, kinds.EVIDENCE_CHANGE):
        if entry.kind == kinds.EVIDENCE:
            found[entry.digest] = _from(entry)
        elif entry.subject in found:
            found[entry.subject] = _changed(found[entry.subject], entry)
    return tuple(found.values())


def one(connection: Connection, evidence_id: str) -> Evidence:
    """The piece of evidence with this id. Raises InputError when there is none."""
    entry = next(chain.entries(connection, kinds.EVIDENCE, digest=evidence_id), None)
    if entry is None:
        raise InputError("There is no such evidence in this case.")
    found = _from(entry)
    for later in undoing.standing(connection, kinds.EVIDENCE_CHANGE, subject=evidence_id):
        found = _changed(found, later)
    return found


def change(
    connection: Connection,
    evidence_id: str,
    *,
    by: str,
    include: bool | None = None,
    marking: str | None = None,
    title: str | None = None,
    appendix: Appendix | None = None,
) -> Evidence:
    """Records what is now said of the evidence; None leaves a field as it is. Its content never changes.

    What is kept in the appendix is withheld from the packet, and what is put into the packet is in no appendix.
    """
    current = one(connection, evidence_id)
    if appendix:
        include = False
    elif include:
        appendix = ""
    wanted: dict[str, Any] = {"include": include, "marking": marking, "title": title, "appendix": appendix}
    fields = {name: value for name, value in wanted.items() if value is not None and value != getattr(current, name)}
    _demand_said(fields.get("title", current.title), fields.get("marking", current.marking))
    if fields:
        body = {**fields, "name": current.title}
        chain.append(connection, kind=kinds.EVIDENCE_CHANGE, subject=evidence_id, body=body, by=by)
    return replace(current, **fields)


def links(connection: Connection) -> tuple[EvidenceLink, ...]:
    """The links that hold now, in the order in which they were made."""
    found: dict[tuple[str, str], EvidenceLink] = {}
    for entry in _linking(undoing.standing(connection, kinds.LINK, kinds.UNLINK)):
        key = (entry.body["evidence_id"], entry.subject)
        found.setdefault(key, EvidenceLink(evidence_id=key[0], item_id=key[1], by=entry.by, at=entry.at))
    return tuple(found.values())


def link(connection: Connection, evidence_id: str, item_id: str, *, by: str) -> None:
    """Links the evidence to an item; a link that is there already stays as it is."""
    if not _linked(connection, evidence_id, item_id):
        _record(connection, kinds.LINK, evidence_id, item_id, by=by)


def unlink(connection: Connection, evidence_id: str, item_id: str, *, by: str) -> None:
    """Takes the link away; where there is none, nothing happens."""
    held = _linked(connection, evidence_id, item_id)
    if held:
        _record(connection, kinds.UNLINK, evidence_id, item_id, by=by, takes=[entry.digest for entry in held])


def _demand_said(title: str, marking: str) -> None:
    if not title.strip():
        raise InputError("The evidence needs a title.")
    faults = mark_problems(marking, "portion")
    if faults:
        raise InputError(faults[0])


def _linked(connection: Connection, evidence_id: str, item_id: str) -> list[chain.Entry]:
    """The rows by which the evidence is linked to the item now."""
    of_item = undoing.standing(connection, kinds.LINK, kinds.UNLINK, subject=item_id)
    return _linking(entry for entry in of_item if entry.body["evidence_id"] == evidence_id)


def _linking(entries: Iterable[chain.Entry]) -> list[chain.Entry]:
    """The rows of links that hold, of rows that link and unlink.

    A row that unlinks takes away the links that it names: not one that was made in another copy meanwhile. Where it
    names none (rows of older programs), it takes those before it.
    """
    found: dict[str, chain.Entry] = {}
    for entry in entries:
        if entry.kind == kinds.LINK:
            found[entry.digest] = entry
            continue
        for one in entry.body["takes"] if "takes" in entry.body else _of_pair(found, entry):
            found.pop(one, None)
    return list(found.values())


def _of_pair(found: Mapping[str, chain.Entry], entry: chain.Entry) -> list[str]:
    pair = (entry.subject, entry.body["evidence_id"])
    return [one for one, row in found.items() if (row.subject, row.body["evidence_id"]) == pair]


def _record(
    connection: Connection, kind: str, evidence_id: str, item_id: str, *, by: str, takes: Sequence[str] = ()
) -> None:
    body: dict[str, Any] = {"evidence_id": evidence_id, "name": one(connection, evidence_id).title}
    if takes:
        body["takes"] = list(takes)
    chain.append(connection, kind=kind, subject=item_id, body=body, by=by)


def _changed(evidence: Evidence, entry: chain.Entry) -> Evidence:
    said = {name: value for name, value in entry.body.items() if name != "name"}
    if said.get("appendix"):  # a row of another copy may say one thing alone: what is in the appendix is in no packet
        said["include"] = False
    elif said.get("include"):
        said["appendix"] = ""
    return replace(evidence, **said)


def _from(entry: chain.Entry) -> Evidence:
    return Evidence(id=entry.digest, by=entry.by, at=entry.at, **entry.body)
