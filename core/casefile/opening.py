"""Making and opening a case file: the file and its rights, the lock, the key, the version, the journal."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as sqlcipher

from core.casefile import lock, schema
from core.casefile.connection import PAGE_BYTES, Database, Mode, plain_errors
from core.casefile.drive import network_drive, not_writable_reason
from core.casefile.passphrase import demand_good
from core.casefile.upgrades import demand_readable, upgrade
from core.errors import CaseFileError, WrongPassphraseError

_WAL_FORMAT = "wal"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An open case file. `reason` says why it is read-only ("" when it is not); `journal_note` is "" under WAL."""

    database: Database
    lock: lock.CaseLock | None
    reason: str
    journal_note: str

    def close(self) -> None:
        """Closes the database and lets go of the lock; for whoever opened it and can't go on."""
        self.database.close()
        if self.lock is not None:
            self.lock.release()


def make(path: Path, passphrase: str, fill: Callable[[Connection], None], *, form: schema.Form = schema.CASE) -> Opened:
    """Makes a file of this form and of mode 0600 at `path`, with its schema and what `fill` writes, open for writing.

    Raises InputError for a passphrase that is too weak, CaseFileError when `path` exists or can't be written.
    """
    demand_good(passphrase)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise CaseFileError(f"There already is a file {path.name}.", "Choose another name, or open it.") from error
    except OSError as error:
        raise CaseFileError(f"{path} can't be made: {error.strerror or error}.", "Choose another folder.") from error
    held, database = None, None
    try:
        held = _locked(path)
        database = _keyed(path, passphrase, "write")
        note = _set_journal(database)
        with database.writing() as connection:
            schema.create(connection, form)
            fill(connection)
        return Opened(database=database, lock=held, reason="", journal_note=note)
    except BaseException:
        if database is not None:
            database.close()
        path.unlink(missing_ok=True)
        if held is not None:
            held.release()
        raise


def open_existing(path: Path, passphrase: str, *, read_only: bool, form: schema.Form = schema.CASE) -> Opened:
    """Opens the file of this form at `path`; for reading only when that is asked, or another holds it, or it can't be
    written.

    Raises WrongPassphraseError, or CaseFileError for a file that is missing, damaged, of another kind or newer.
    """
    _demand_file_like(path, form)
    reason = "It was opened for reading only." if read_only else not_writable_reason(path)
    held: lock.CaseLock | None = None
    if not reason:
        taken = _taken(path)
        reason = taken if isinstance(taken, str) else ""
        held = None if isinstance(taken, str) else taken
    try:
        database = _checked(path, passphrase, "write" if held else _reading_mode(path), form)
        if held is not None and form is schema.CASE:
            database = _upgraded(database, path, passphrase)
        note = _set_journal(database) if held is not None else ""
        return Opened(database=database, lock=held, reason=reason, journal_note=note)
    except BaseException:
        if held is not None:
            held.release()
        raise


def demand_opens(path: Path, passphrase: str) -> None:
    """Raises WrongPassphraseError unless `passphrase` opens the file at `path`."""
    _keyed(path, passphrase, "look").close()


def _locked(path: Path) -> lock.CaseLock:
    held = _taken(path)
    if isinstance(held, str):
        raise CaseFileError(held)
    return held


def _taken(path: Path) -> lock.CaseLock | str:
    try:
        return lock.take(path)
    except OSError as error:
        return f"No lock can be made beside {path.name} ({error.strerror or error}), so it is open for reading only."


def _demand_file_like(path: Path, form: schema.Form) -> None:
    """Refuses what can't be such a file whatever the passphrase, so that nobody doubts their passphrase for nothing."""
    try:
        with path.open("rb") as file:
            start, size = file.read(PAGE_BYTES), os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise CaseFileError(f"There is no file {path}.", "Look for it where it was last saved.") from error
    except OSError as error:
        raise CaseFileError(f"{path.name} can't be read: {error.strerror or error}.") from error
    if size == 0:
        raise CaseFileError(f"{path.name} is empty.", "Restore it from its newest backup.")
    if start.startswith((b"SQLite format 3", b"%PDF-", b"PK\x03\x04")) or start.isascii():
        raise CaseFileError(f"{path.name} is not {form.name}.", f"Choose {form.name} that Touchstone made.")
    if size < PAGE_BYTES:
        raise CaseFileError(f"{path.name} is cut short or is not {form.name}.", "Restore it from its newest backup.")


def _reading_mode(path: Path) -> Mode:
    if not not_writable_reason(path):
        return "look"
    return "read" if path.with_name(path.name + "-wal").exists() else "lying"


def _keyed(path: Path, passphrase: str, mode: Mode) -> Database:
    try:
        return Database(path.absolute(), passphrase, mode=mode)
    except sqlcipher.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlcipher.SQLITE_NOTADB:
            with plain_errors(path):
                raise
        if path.stat().st_size % PAGE_BYTES:
            raise CaseFileError(
                f"{path.name} does not open: the passphrase is wrong, or the file is cut short.",
                "Try the passphrase again; if it is right, restore the file from its newest backup.",
            ) from error
        raise WrongPassphraseError(
            f"The passphrase does not open {path.name}.",
            "Check the keyboard layout and capital letters. Nobody can open the file without its passphrase.",
        ) from error


def _checked(path: Path, passphrase: str, mode: Mode, form: schema.Form = schema.CASE) -> Database:
    """The open file, once it is known to be of a form that this program reads; SQLite refuses one that is cut short."""
    database = _keyed(path, passphrase, mode)
    try:
        with database.reading() as connection:
            demand_readable(schema.version_of(connection, form), path.name, form)
    except BaseException:
        database.close()
        raise
    return database


def _upgraded(database: Database, path: Path, passphrase: str) -> Database:
    with database.reading() as connection:
        if schema.version_of(connection) == schema.VERSION:
            return database
    database.close()
    upgrade(path, passphrase)
    return _checked(path, passphrase, "write")


def _set_journal(database: Database) -> str:
    """Chooses the journal for the drive, with full synchronisation; gives the sentence to show, or "" under WAL."""
    kind = network_drive(database.path)
    try:
        got = database.pragma("journal_mode = DELETE" if kind else "journal_mode = WAL")
    finally:
        database.pragma("synchronous = FULL")
    if kind:
        return (
            f"The case is on a network drive ({kind}), where a write-ahead log is not safe;"
            " it uses a rollback journal, which is slower. Let nobody else open it at the same time."
        )
    return "" if got == _WAL_FORMAT else "This drive takes no write-ahead log; the case uses a rollback journal."
