"""Taking away what rows of the log say, where a record of removal names them: what a spill needs.

The rows themselves stay, so the chain stays whole: their digests cover the digest of what they said, not the words.
The salt goes with the words, so that nobody can try out what they were.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, select

from core.casefile import chain, kinds, schema
from core.casefile.tables import CHUNK, CONTENT, DOCUMENT, ENTRY

_GUARDS = ("content_stays", "chunk_stays", "document_stays")


def erase(connection: Connection, digests: Collection[str]) -> int:
    """Deletes what these rows say, and the documents that no row names any more. Gives the number of rows erased.

    The triggers that refuse deletion are taken off and put back within the same transaction.
    """
    rows = connection.execute(
        select(ENTRY.c.kind, CONTENT.c.sha256, CONTENT.c.body)
        .join(CONTENT, CONTENT.c.sha256 == ENTRY.c.content_sha256)
        .where(ENTRY.c.digest.in_(sorted(digests)))
    ).all()
    with schema.lifted(connection, *_GUARDS):
        connection.execute(delete(CONTENT).where(CONTENT.c.sha256.in_([row.sha256 for row in rows])))
        gone = {json.loads(row.body)["sha256"] for row in rows if row.kind == kinds.EVIDENCE}
        for sha256 in gone - set(named_documents(connection)):
            _erase_document(connection, sha256)
    return len(rows)


def named_documents(connection: Connection) -> Iterable[str]:
    """The digests of the documents that rows name."""
    for entry in chain.entries(connection, kinds.EVIDENCE, kinds.PACK):
        yield entry.body["sha256"]


def follow(connection: Connection, removal_rows: Sequence[str]) -> int:
    """Erases here what these rows of removal name; for those that another copy recorded. Gives the rows erased."""
    named = {
        digest
        for row in removal_rows
        for entry in chain.entries(connection, kinds.REMOVED, digest=row)
        for digest in entry.body["rows"]
    }
    return erase(connection, named) if named else 0


def documents_gone(ours: Connection, theirs: Connection) -> frozenset[str]:
    """The documents of the other copy that belong only to rows whose content was removed here."""
    removed = chain.removed_rows(ours)
    kept: set[str] = set()
    gone: set[str] = set()
    for entry in chain.entries(theirs, kinds.EVIDENCE, kinds.PACK):
        (gone if entry.digest in removed else kept).add(entry.body["sha256"])
    return frozenset(gone - kept)


def _erase_document(connection: Connection, sha256: str) -> None:
    upload = connection.execute(select(DOCUMENT.c.upload).where(DOCUMENT.c.sha256 == sha256)).scalar_one_or_none()
    connection.execute(delete(DOCUMENT).where(DOCUMENT.c.sha256 == sha256))
    connection.execute(delete(CHUNK).where(CHUNK.c.upload == upload))
