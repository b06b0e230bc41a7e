"""The integrity check: everything is computed again, and the first row that does not fit is named.

For each chain, in order of arrival: the number follows on, `previous` is the digest of the row before, the digest is
that of the row's own columns, and what the row says has the digest that the row names. At the end the newest row must
be the head that the case keeps, so that rows cut off the end are missed. A row that starts a chain names the heads of
the chains before it, which must be there. What a row says may be gone only where a row of removal names it. The
documents follow: each chunk in its place, the digest over all of them that of the document, and a document for each
piece of evidence. They can be gigabytes, so other work goes on between their chunks; what is sealed never changes. The
triggers that refuse changes come last: they must be the ones that a new case gets.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from core.casefile import chain, kinds, schema
from core.casefile.tables import CHAIN, CHUNK, CONTENT, DOCUMENT, ENTRY, META, METADATA
from core.casefile.upload import Progress
from core.errors import CaseFileError

_AT_ONCE = 500
_KEPT_KB = 65_536  # of pages: what rows say lies all over the file, and a page that is read again is decrypted again

Reading = Callable[[], AbstractContextManager[Connection]]


@dataclass(frozen=True, kw_only=True)
class Integrity:
    """What the check found. `rows` counts the rows of the log that were read before it ended.

    `first_broken` is the number of a row as the log shows it; None when all is well, or no row is to blame.
    """

    ok: bool
    rows: int
    first_broken: int | None
    sentence: str


class _BrokenError(Exception):
    def __init__(self, number: int | None, sentence: str) -> None:
        super().__init__(sentence)
        self.number = number
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class _Last:
    """The newest row seen so far of a chain: its number in the chain, its digest, its place in the log."""

    number: int = 0
    digest: str = chain.ORIGIN
    row: int = 0


@dataclass(frozen=True, kw_only=True)
class _Named:
    """The row that names a document, and the title it gives it."""

    row: int | None = None
    title: str = "that no row names"


def check(reading: Reading, *, on_progress: Progress | None = None) -> Integrity:
    """Checks the whole case, holding a few hundred rows or one chunk at a time.

    `reading` opens a transaction: one for the log, then one for each chunk. `on_progress(done, total)` gets bytes of
    documents and may raise to stop.
    """
    attached: dict[str, _Named] = {}
    rows = [0]
    try:
        with reading() as connection:
            with _many_pages_kept(connection):
                gone = _check_log(connection, attached, rows)
            documents = _documents(connection, attached)
            removals = _removals(connection, gone)
        _check_documents(reading, documents, on_progress)
        with reading() as connection:
            _check_triggers(connection)
    except _BrokenError as broken:
        return Integrity(ok=False, rows=rows[0], first_broken=broken.number, sentence=broken.sentence)
    sentence = f"The log ({rows[0]} rows) and the documents ({len(documents)}) are as they were recorded.{removals}"
    return Integrity(ok=True, rows=rows[0], first_broken=None, sentence=sentence)


def check_within(connection: Connection) -> Integrity:
    """As `check`, in a transaction that is open already: nothing else goes on meanwhile."""
    return check(lambda: nullcontext(connection))


@contextmanager
def _many_pages_kept(connection: Connection) -> Iterator[None]:
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_KEPT_KB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def _check_log(connection: Connection, attached: dict[str, _Named], rows: list[int]) -> int:
    """The log from its first row; `attached` gets the documents that it names, `rows` counts what was read.

    Gives how many rows had what they said removed on record.
    """
    seen: dict[str, _Last] = {}
    gone = 0
    _check_pages(connection)
    removed = chain.removed_rows(connection)
    for row in _rows(connection):
        rows[0] += 1
        is_gone = row["body"] is None and row["digest"] in removed
        _check_row(connection, row, seen, is_gone=is_gone)
        gone += is_gone
        if row["kind"] == kinds.CASE:
            _check_case(connection, row)
        if row["kind"] in (kinds.EVIDENCE, kinds.PACK) and not is_gone:
            body = json.loads(row["body"])
            attached.setdefault(body["sha256"], _Named(row=row["row"], title=body["title"]))
    _check_heads(connection, seen)
    return gone


def _check_pages(connection: Connection) -> None:
    for table in METADATA.sorted_tables:
        if table is CHUNK:
            continue  # the largest by far, and read whole when the documents are checked
        damage = connection.exec_driver_sql(f"PRAGMA quick_check('{table.name}')").scalars().first()
        if damage != "ok":
            raise _BrokenError(None, f"The file itself is damaged: {damage}.")


def _check_triggers(connection: Connection) -> None:
    query = text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    if set(connection.execute(query).scalars()) != set(schema.trigger_statements()):
        raise _BrokenError(
            None, "The triggers that keep what is recorded from being changed are not as they were made."
        )


def _rows(connection: Connection) -> Iterator[Mapping[str, Any]]:
    query = select(ENTRY, CONTENT.c.salt, CONTENT.c.body).outerjoin(CONTENT, CONTENT.c.sha256 == ENTRY.c.content_sha256)
    after = None
    while True:
        part = query if after is None else query.where(ENTRY.c.row > after)
        found = connection.execute(part.order_by(ENTRY.c.row).limit(_AT_ONCE)).all()
        yield from (row._asdict() for row in found)
        if len(found) < _AT_ONCE:
            return
        after = found[-1].row


def _removals(connection: Connection, gone: int) -> str:
    """A sentence on what was removed on record, by whom and when; "" where nothing was."""
    if not gone:
        return ""
    acts = [
        f"{entry.by} and {entry.body['second']} on {entry.at[:10]}"
        for entry in chain.entries(connection, kinds.REMOVED)
    ]
    rows = "1 row" if gone == 1 else f"{gone} rows"
    return f" Content of {rows} was removed on record by {'; by '.join(acts)}."


def _check_row(connection: Connection, row: Mapping[str, Any], seen: dict[str, _Last], *, is_gone: bool) -> None:
    place, kind = row["row"], row["kind"]
    last = seen.get(row["chain_id"], _Last())
    if row["number"] > last.number + 1:
        raise _BrokenError(last.row + 1, f"Row {last.row + 1} of the log is missing.")
    if row["number"] <= last.number:
        raise _BrokenError(place, f"Row {place} of the log ({kind}) is out of order.")
    if row["digest"] != chain.entry_digest(row):
        raise _BrokenError(place, f"Row {place} of the log ({kind}) was changed after it was recorded.")
    if row["previous"] != last.digest:
        raise _BrokenError(place, f"Row {place} of the log ({kind}) does not follow from the row before it.")
    if row["body"] is None and not is_gone:
        raise _BrokenError(place, f"What row {place} of the log ({kind}) says is missing.")
    if not is_gone and row["content_sha256"] != chain.content_digest(row["salt"], row["body"]):
        raise _BrokenError(place, f"What row {place} of the log ({kind}) says was changed.")
    if kind in (chain.CHAIN_STARTED, kinds.MERGED):
        _check_follows(connection, place, json.loads(row["body"]).get("follows", {}), seen)
    seen[row["chain_id"]] = _Last(number=row["number"], digest=row["digest"], row=place)


def _check_case(connection: Connection, row: Mapping[str, Any]) -> None:
    meta = {kept.key: kept.value for kept in connection.execute(select(META))}
    if any(meta.get(key) != value for key, value in json.loads(row["body"]).items()):
        raise _BrokenError(row["row"], f"The title or id of the case is not what row {row['row']} of the log says.")


def _check_follows(connection: Connection, place: int, follows: Mapping[str, Any], seen: Mapping[str, _Last]) -> None:
    """The rows that a new chain or a merge names came before it; those chains may have gone on since."""
    for earlier, (number, digest) in follows.items():
        last = seen.get(earlier, _Last())
        named = select(ENTRY.c.digest).where(ENTRY.c.chain_id == earlier, ENTRY.c.number == number)
        if last.number < number or connection.execute(named).scalar_one_or_none() != digest:
            raise _BrokenError(
                last.row + 1, f"Row {last.row + 1} of the log is missing or moved: row {place} follows another one."
            )


def _check_heads(connection: Connection, seen: Mapping[str, _Last]) -> None:
    for head in connection.execute(select(CHAIN)):
        last = seen.get(head.chain_id, _Last())
        if head.head_number > last.number:
            raise _BrokenError(last.row + 1, f"Row {last.row + 1} of the log, and all after it, is missing.")
        if (head.head_number, head.head_digest) != (last.number, last.digest):
            raise _BrokenError(last.row, f"Row {last.row} of the log is not the newest one that the case knows.")
    known = {head.chain_id for head in connection.execute(select(CHAIN))}
    for chain_id, last in seen.items():
        if chain_id not in known:
            raise _BrokenError(last.row, f"Row {last.row} of the log belongs to a chain that the case does not know.")
    if chain.own_chain(connection) not in seen:
        raise _BrokenError(1, "Row 1 of the log, and all after it, is missing.")


def _documents(connection: Connection, attached: Mapping[str, _Named]) -> list[tuple[Any, _Named]]:
    """Every document with the row that names it, those of the log first."""
    documents = {row.sha256: row for row in connection.execute(select(DOCUMENT))}
    found = []
    for sha256, named in attached.items():
        if sha256 not in documents:
            raise _BrokenError(named.row, f"The content of {_evidence(named)} is missing.")
        found.append((documents.pop(sha256), named))
    return [*found, *((row, _Named()) for row in documents.values())]


def _check_documents(reading: Reading, documents: Sequence[tuple[Any, _Named]], on_progress: Progress | None) -> None:
    done, total = 0, sum(row.size_bytes for row, _ in documents)
    for row, named in documents:
        digest, size_bytes = hashlib.sha256(), 0
        for position in range(row.chunks):
            data = _chunk(reading, row, position, named)
            digest.update(data)
            size_bytes += len(data)
            if on_progress is not None:
                on_progress(min(done + size_bytes, total), total)
        done += size_bytes
        _demand_same(row, named, digest.hexdigest(), size_bytes)


def _chunk(reading: Reading, row: Any, position: int, named: _Named) -> bytes:
    query = select(CHUNK.c.data).where(CHUNK.c.upload == row.upload, CHUNK.c.position == position)
    try:
        with reading() as connection:
            data = connection.execute(query).scalar_one_or_none()
    except CaseFileError as error:
        if error.__cause__ is None:
            raise  # the case was closed meanwhile
        said = f"Part {position + 1} of {_evidence(named)} can't be read: {error.message}"
        raise _BrokenError(named.row, said) from error
    if data is None:
        raise _BrokenError(named.row, f"Part {position + 1} of {_evidence(named)} is missing.")
    return bytes(data)


def _demand_same(row: Any, named: _Named, sha256: str, size_bytes: int) -> None:
    if sha256 != row.sha256 or size_bytes != row.size_bytes:
        raise _BrokenError(named.row, f"The content of {_evidence(named)} was changed.")


def _evidence(named: _Named) -> str:
    return f"the evidence {named.title!r} (row {named.row} of the log)" if named.row else f"a document {named.title}"
