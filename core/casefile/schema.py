"""Making the schema of a new case file, and reading which version of it a file has.

The triggers refuse every change to what is recorded. Inserting over an existing row is refused too, since SQLite's
INSERT OR REPLACE would otherwise delete without asking the DELETE trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, text

from core.casefile.tables import METADATA

VERSION = 2  # what changed from one to the next: see core/casefile/upgrades
APPLICATION_ID = 0x54534331  # "TSC1": says in the file's header what made it


@dataclass(frozen=True, kw_only=True)
class Form:
    """A kind of file with these tables, whose log holds rows of its own. `name` has its article: "a case file"."""

    name: str
    application_id: int
    version: int


CASE = Form(name="a case file", application_id=APPLICATION_ID, version=VERSION)

_SEALED = "EXISTS (SELECT 1 FROM document WHERE upload = {row}.upload)"
_SAME_ENTRY = (
    "EXISTS (SELECT 1 FROM entry WHERE row = NEW.row OR digest = NEW.digest"
    " OR content_sha256 = NEW.content_sha256 OR (chain_id = NEW.chain_id AND number = NEW.number))"
)
_REFUSALS = {
    # name: (event, table, condition, what the person reads)
    "entry_kept": ("UPDATE", "entry", "", "a row of the log can't be changed"),
    "entry_stays": ("DELETE", "entry", "", "a row of the log can't be deleted"),
    "entry_once": (
        "INSERT",
        "entry",
        _SAME_ENTRY,
        "a row of the log can't be replaced",
    ),
    "content_kept": ("UPDATE", "content", "", "what a row says can't be changed"),
    "content_stays": ("DELETE", "content", "", "what a row says can't be deleted"),
    "content_once": (
        "INSERT",
        "content",
        "EXISTS (SELECT 1 FROM content WHERE sha256 = NEW.sha256)",
        "what a row says can't be replaced",
    ),
    "document_kept": ("UPDATE", "document", "", "a document can't be changed"),
    "document_stays": ("DELETE", "document", "", "a document can't be deleted"),
    "document_once": (
        "INSERT",
        "document",
        "EXISTS (SELECT 1 FROM document WHERE sha256 = NEW.sha256 OR upload = NEW.upload)",
        "a document can't be replaced",
    ),
    "chunk_kept": ("UPDATE", "chunk", "", "a part of a document can't be changed"),
    "chunk_stays": ("DELETE", "chunk", _SEALED.format(row="OLD"), "a part of a document can't be deleted"),
    "chunk_closed": ("INSERT", "chunk", _SEALED.format(row="NEW"), "nothing can be added to a document"),
}


@contextmanager
def lifted(connection: Connection, *names: str) -> Iterator[None]:
    """Takes these triggers off within the open transaction, and puts them back."""
    for name in names:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for statement in trigger_statements():
        if statement.split()[2] in names:
            connection.execute(text(statement))


def trigger_statements() -> tuple[str, ...]:
    """The CREATE TRIGGER statements that make the recorded tables append-only."""
    return tuple(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        + (f"WHEN {condition} " if condition else "")
        + f"BEGIN SELECT RAISE(ABORT, '{sentence.replace(chr(39), chr(39) * 2)}'); END"
        for name, (event, table, condition, sentence) in _REFUSALS.items()
    )


def create(connection: Connection, form: Form = CASE) -> None:
    """Makes the tables, indices and triggers of a file of this form in an empty database, in the open transaction."""
    METADATA.create_all(connection)
    for statement in trigger_statements():
        connection.execute(text(statement))
    connection.execute(text(f"PRAGMA application_id = {form.application_id}"))
    connection.execute(text(f"PRAGMA user_version = {form.version}"))


def version_of(connection: Connection, form: Form = CASE) -> int:
    """The schema version that the open file says it has; 0 for a database that is no file of this form."""
    if connection.execute(text("PRAGMA application_id")).scalar_one() != form.application_id:
        return 0
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def described(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    """(type, name, SQL) of every object in the schema, sorted: what an upgraded and a new file must agree on."""
    rows = connection.execute(
        text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    )
    return tuple((str(kind), str(name), " ".join(str(sql).split())) for kind, name, sql in rows)
