"""The log as a chain: each row holds the digest of the row before it.

digest = SHA-256 of the canonical JSON list [form, chain_id, number, at, by, kind, subject, content_sha256, previous]
content_sha256 = SHA-256 of 32 random bytes followed by the body's canonical JSON

The salt keeps a digest from giving a short body away once the body has been erased. Each copy of a case has a chain
of its own, so that two copies can later be brought together by taking the other's rows over whole.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from core import clock
from core.casefile.review_kinds import demand_unlocked
from core.casefile.tables import CHAIN, CONTENT, ENTRY, META
from core.errors import CaseFileError, InputError
from core.hashing import canonical_json, sha256

FORM = "touchstone-entry-1"
ORIGIN = "0" * 64  # what the first row of a chain names as the row before it
CHAIN_STARTED = "chain-started"
REMOVED = "content-removed"  # kinds.REMOVED; a row of this kind names rows whose content is gone
BEGIN_CHAIN = "begin-chain"  # a key of `meta` in a copy: whoever first writes to it starts a chain for it
_RESTORE = "Restore the case from its newest backup."
SALT_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of the log with what it says. `row` is its place in this copy, `number` its place in its chain."""

    row: int
    chain_id: str
    number: int
    at: str
    by: str
    kind: str
    subject: str
    digest: str
    body: Mapping[str, Any]


def entry_digest(values: Mapping[str, Any]) -> str:
    """The digest of a row whose columns are `values`."""
    fields = ("chain_id", "number", "at", "by", "kind", "subject", "content_sha256", "previous")
    return sha256(canonical_json([FORM, *(values[name] for name in fields)]))


def content_digest(salt: bytes, body: str) -> str:
    """The digest of what a row says."""
    return sha256(salt + body.encode())


def own_chain(connection: Connection) -> str:
    """The id of the chain that this copy of the case writes."""
    return str(connection.execute(select(META.c.value).where(META.c.key == "chain_id")).scalar_one())


def head(connection: Connection) -> str:
    """The digest of the newest row of this copy's chain."""
    query = select(CHAIN.c.head_digest).where(CHAIN.c.chain_id == own_chain(connection))
    return str(connection.execute(query).scalar_one())


def append(
    connection: Connection, *, kind: str, subject: str, body: Mapping[str, Any], by: str, locked_too: bool = False
) -> Entry:
    """Adds one row to this copy's chain, in the open transaction. `body` must be JSON-ready.

    Raises InputError when `by` names nobody or `body` holds a number that is not finite, and RefusedError where the row
    would change an evaluation that is accepted, unless it is added to a locked one, too.
    """
    name = " ".join(by.split())
    if not name:
        raise InputError("Nobody is named for this entry.", "Give your name.")
    if not locked_too:
        demand_unlocked(connection, kind)
    if connection.execute(select(META.c.key).where(META.c.key == BEGIN_CHAIN)).first():
        begin(connection, by=name)
    text = _body_text(body)
    salt = secrets.token_bytes(SALT_BYTES)
    own = connection.execute(select(CHAIN).where(CHAIN.c.chain_id == own_chain(connection))).one()
    values: dict[str, Any] = {
        "chain_id": own.chain_id,
        "number": own.head_number + 1,
        "at": clock.stamp(),
        "by": name,
        "kind": kind,
        "subject": subject,
        "content_sha256": content_digest(salt, text),
        "previous": own.head_digest,
    }
    values["digest"] = entry_digest(values)
    connection.execute(CONTENT.insert().values(sha256=values["content_sha256"], salt=salt, body=text))
    row = connection.execute(ENTRY.insert().values(**values)).inserted_primary_key
    connection.execute(
        update(CHAIN)
        .where(CHAIN.c.chain_id == own.chain_id)
        .values(head_number=values["number"], head_digest=values["digest"])
    )
    kept = {name: values[name] for name in Entry.__dataclass_fields__ if name in values}
    return Entry(row=row[0] if row else 0, body=json.loads(text), **kept)


def entries(
    connection: Connection,
    *kinds: str,
    subject: str | None = None,
    digest: str | None = None,
    newest: int | None = None,
    after: int = 0,
    naming: str = "",
) -> Iterator[Entry]:
    """The rows of these kinds (none: of every kind), oldest first; `newest` keeps only the last so many.

    `subject`, `digest`, `after` (a row) and `naming` (a text in what they say) narrow them further. A row whose content
    was removed on record has an empty body where every kind is asked for, and is left out where kinds are named. Raises
    CaseFileError when what a row says can't be read, or is missing without such a record.
    """
    query = select(ENTRY, CONTENT.c.body).outerjoin(CONTENT, CONTENT.c.sha256 == ENTRY.c.content_sha256)
    if kinds:
        query = query.where(ENTRY.c.kind.in_(kinds))
    if subject is not None:
        query = query.where(ENTRY.c.subject == subject)
    if digest is not None:
        query = query.where(ENTRY.c.digest == digest)
    if after:
        query = query.where(ENTRY.c.row > after)
    if naming:
        query = query.where(CONTENT.c.body.contains(naming, autoescape=True))
    if newest and kinds:  # a removed row is no newest one
        query = query.where(CONTENT.c.body.is_not(None) | ENTRY.c.digest.not_in(sorted(removed_rows(connection))))
    found = connection.execute(query.order_by(ENTRY.c.row.desc() if newest else ENTRY.c.row).limit(newest)).all()
    if kinds:
        found = _saying(connection, found)
    for row in reversed(found) if newest else found:
        yield Entry(
            row=row.row,
            chain_id=row.chain_id,
            number=row.number,
            at=row.at,
            by=row.by,
            kind=row.kind,
            subject=row.subject,
            digest=row.digest,
            body=_parsed(row.body, row.number),
        )


def _saying(connection: Connection, found: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The rows whose content is here. Raises CaseFileError where another one's was not removed on record."""
    bare = [row for row in found if row.body is None]
    removed = removed_rows(connection) if bare else frozenset()
    missing = next((row for row in bare if row.digest not in removed), None)
    if missing is not None:
        raise CaseFileError(f"What row {missing.row} of the log says is missing.", _RESTORE)
    return [row for row in found if row.body is not None]


def removed_rows(connection: Connection) -> frozenset[str]:
    """The digests of rows whose content was removed on record (a spill); see `core.casefile.spill`."""
    query = select(CONTENT.c.body).join(ENTRY, ENTRY.c.content_sha256 == CONTENT.c.sha256)
    bodies = connection.execute(query.where(ENTRY.c.kind == REMOVED)).scalars()
    return frozenset(digest for body in bodies for digest in _parsed(body, 0).get("rows", ()))


def begin(connection: Connection, *, by: str) -> str:
    """Starts a chain of this copy's own, whose first row names the heads that it follows. Returns the chain's id."""
    follows = {row.chain_id: [row.head_number, row.head_digest] for row in connection.execute(select(CHAIN))}
    connection.execute(delete(META).where(META.c.key == BEGIN_CHAIN))
    chain_id = secrets.token_hex(16)
    connection.execute(CHAIN.insert().values(chain_id=chain_id, head_number=0, head_digest=ORIGIN))
    connection.execute(META.insert().prefix_with("OR REPLACE").values(key="chain_id", value=chain_id))
    append(connection, kind=CHAIN_STARTED, subject="", body={"follows": follows}, by=by)
    return chain_id


def _body_text(body: Mapping[str, Any]) -> str:
    try:
        return canonical_json(body).decode()
    except ValueError as error:
        raise InputError(f"The entry holds a value that can't be kept: {error}.") from error


def _parsed(body: str | None, number: int) -> Mapping[str, Any]:
    if body is None:
        return {}
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise CaseFileError(f"Row {number} of the log can't be read.", _RESTORE) from error
    return parsed if isinstance(parsed, dict) else {}
