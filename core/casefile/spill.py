"""Removing a spill: words or documents that must not be in this case file, wherever they lie in it.

Two named people do it together. The log keeps that something was removed, by whom, what (in words that give nothing
away) and why; the words themselves go, with their salt, from the tables, from free pages and from the write-ahead log.
Copies, backups and packets that were made before are outside of this file: they are named, not reached.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from core.casefile import chain, deployment_kinds, drafts, grading_kinds, kinds, removals, restating
from core.casefile.tables import CHUNK, CONTENT, DOCUMENT, ENTRY
from core.errors import InputError, RefusedError
from core.evaluation.names import same_person

_STAYS = (  # without these rows others would count that do not count, or not count that do
    *(kinds.CASE, chain.CHAIN_STARTED, kinds.REMOVED, kinds.MERGED, kinds.CONFLICT, kinds.SETTLED, kinds.PACK),
    *(kinds.EVALUATION, kinds.REBASED, kinds.UNDO, kinds.REDO),
)
_RESTING = (
    *(kinds.EVIDENCE_CHANGE, kinds.LINK, kinds.UNLINK, kinds.FINDING, kinds.FINDING_CHANGE, kinds.PLAN_PROGRESS),
    *(deployment_kinds.EXEMPTION_CHANGE, deployment_kinds.PART_CHANGE),
    *(grading_kinds.OUTPUTS, grading_kinds.GRADE, grading_kinds.CLOSED),
)
_NAMING = ("evidence_id", "answer_id", "set_id")
_SHORTEST = 3


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A place that holds the text: a row of the log (`row` is its number there, `id` its digest), or a draft (row 0,
    `id` the item). `removable` is False for rows that hold the case together.
    """

    id: str
    row: int
    at: str
    by: str
    sentence: str
    where: str  # "what the row says", "the document", "a draft"
    removable: bool


@dataclass(frozen=True, kw_only=True)
class Removal:
    """What was removed. `outside` names what this file can't reach."""

    rows: int
    drafts: int
    outside: tuple[str, ...]

    @property
    def sentence(self) -> str:
        rows = "1 row" if self.rows == 1 else f"{self.rows} rows"
        also = f" and {self.drafts} drafts" if self.drafts else ""
        return f"What {rows}{also} said is gone from this file; the log says that it was removed, and stays whole."


def find(connection: Connection, words: str) -> tuple[Hit, ...]:
    """Every place that holds `words`, capitals or not: rows, drafts, and the bytes of documents (UTF-8 and UTF-16).

    What is compressed inside a document (PDF, DOCX, ZIP) is not looked through. Raises InputError for fewer than three
    characters. The words are not recorded anywhere.
    """
    wanted = words.strip().casefold()
    if len(wanted) < _SHORTEST:
        raise InputError(f"Give at least {_SHORTEST} characters to look for.")
    return (*_rows_with(connection, wanted), *_drafts_with(connection, wanted))


def closure(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """These rows and those that stand or fall with them.

    With a finding, an exemption or a part go its changes, and the other way round for the latter two: an exemption that
    was ended would else be in force again. All that concerns a document goes with it, a set of outputs with its grades,
    too; the links that a row took away go with that row; what an answer opened goes with the answer, whose words it
    holds.
    """
    wanted = dict.fromkeys(ids)
    for entry in chain.entries(connection, deployment_kinds.EXEMPTION_CHANGE, deployment_kinds.PART_CHANGE):
        if entry.digest in wanted:
            wanted[entry.subject] = None
    documents = {entry.body["sha256"] for one in ids for entry in chain.entries(connection, kinds.EVIDENCE, digest=one)}
    for entry in chain.entries(connection, kinds.EVIDENCE):
        if entry.body["sha256"] in documents:
            wanted[entry.digest] = None
    pairs = {
        (entry.subject, entry.body["evidence_id"])
        for entry in chain.entries(connection, kinds.UNLINK)
        if entry.digest in wanted
    }
    for entry in chain.entries(connection, *_RESTING):
        said = entry.body
        rests = entry.subject in wanted or any(said.get(name) in wanted for name in _NAMING)
        if rests or (entry.kind == kinds.LINK and (entry.subject, said["evidence_id"]) in pairs):
            wanted[entry.digest] = None
    return tuple(wanted)


def remove(
    connection: Connection,
    ids: Sequence[str],
    *,
    draft_items: Sequence[str] = (),
    what: str,
    why: str,
    by: str,
    second: str,
) -> Removal:
    """Erases what these rows say, with the documents that only they name, and the drafts of `draft_items`.

    Raises InputError when nothing is named or a reason is missing, and RefusedError when `second` is nobody or the same
    person as `by`, or when a row holds the case together. The caller then compacts the file.
    """
    _demand_said(ids, draft_items, what=what, why=why, by=by, second=second)
    for one in ids:
        entry = next(chain.entries(connection, digest=one), None)
        if entry is None:
            raise InputError("There is no such row in the log of this case.")
        if entry.kind in _STAYS:
            raise RefusedError(
                f"What row {entry.row} of the log says ({entry.kind}) can't be removed: the case rests on it.",
                "Start a new case and destroy this file as your security officer says.",
            )
    named = closure(connection, ids)
    body = {"rows": list(named), "what": what.strip(), "why": why.strip(), "second": " ".join(second.split())}
    before = restating.seen(connection)
    chain.append(connection, kind=kinds.REMOVED, subject="", body=body, by=by)
    erased = removals.erase(connection, named)
    restating.restate(connection, before, by=by)
    for item_id in draft_items:
        drafts.discard(connection, item_id)
    return Removal(rows=erased, drafts=len(draft_items), outside=tuple(_outside(connection)))


def _demand_said(ids: Sequence[str], draft_items: Sequence[str], *, what: str, why: str, by: str, second: str) -> None:
    if not ids and not draft_items:
        raise InputError("Nothing is chosen to be removed.")
    if not what.strip() or not why.strip():
        raise InputError("A removal needs words on what is removed and why.", "Use words that give nothing away.")
    if not by.strip() or not second.strip():
        raise RefusedError("A removal needs two named people.", "Name the person who is with you.")
    if same_person(by, second):
        raise RefusedError(f"{by} and {second} are taken to be the same person.", "A removal needs two people.")


def _rows_with(connection: Connection, wanted: str) -> Iterator[Hit]:
    holding = set(_documents_with(connection, wanted))
    query = select(ENTRY, CONTENT.c.body).join(CONTENT, CONTENT.c.sha256 == ENTRY.c.content_sha256)
    for row in connection.execute(query.order_by(ENTRY.c.row)).all():
        body = json.loads(row.body)
        in_document = row.kind == kinds.EVIDENCE and body["sha256"] in holding
        in_words = any(wanted in said.casefold() for said in _texts(body)) or wanted in row.subject.casefold()
        if in_document or in_words:
            yield Hit(
                id=row.digest,
                row=row.row,
                at=row.at,
                by=row.by,
                sentence=kinds.sentence(row.kind, row.subject, body),
                where="the document" if in_document else "what the row says",
                removable=row.kind not in _STAYS,
            )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _drafts_with(connection: Connection, wanted: str) -> Iterator[Hit]:
    for item_id, draft in drafts.all_drafts(connection).items():
        if wanted in f"{draft.remark}\n{draft.reason}".casefold():
            yield Hit(
                id=item_id,
                row=0,
                at="",
                by="",
                sentence=f"Draft of the answer to {item_id}.",
                where="a draft",
                removable=True,
            )
    for name, text in drafts.forms(connection).items():
        if wanted in text.casefold():
            yield Hit(
                id=f"{drafts.FORM}{name}",
                row=0,
                at="",
                by="",
                sentence=f"What was typed into the form {name} and is not saved.",
                where="a draft",
                removable=True,
            )


def _documents_with(connection: Connection, wanted: str) -> Iterator[str]:
    forms = [wanted.encode(), wanted.encode("utf-16-le"), wanted.encode("utf-16-be")]
    overlap = max(map(len, forms)) - 1
    for row in connection.execute(select(DOCUMENT)).all():
        tail = b""
        for position in range(row.chunks):
            part = select(CHUNK.c.data).where(CHUNK.c.upload == row.upload, CHUNK.c.position == position)
            data = tail + _lowered(connection.execute(part).scalar_one())
            if any(form in data for form in forms):
                yield row.sha256
                break
            tail = data[-overlap:]


def _lowered(data: bytes) -> bytes:
    """ASCII capitals as small letters, other bytes as they are: any kind of document can be looked through."""
    return data.lower()


def _outside(connection: Connection) -> Iterator[str]:
    yield "Backups and copies of this case file that were made before, and the backups of the machine itself."
    yield "The files that evidence was attached from."
    packets = [entry.body["file_name"] for entry in chain.entries(connection, kinds.PACKET)]
    if packets:
        yield f"Packets that were exported before: {', '.join(dict.fromkeys(packets))}."
    yield "Copies that other evaluators work on: merging this case into them removes it there too."
