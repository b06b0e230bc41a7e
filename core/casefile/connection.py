"""The one connection to an open case file: SQLCipher below, SQLAlchemy Core above, one transaction at a time.

Every thread of the process uses the same connection, one after the other. A second one would pay for the key's
derivation again, and SQLite lets only one write in any case.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from core.casefile.drive import is_full
from core.casefile.passphrase import quoted
from core.errors import CaseFileError, PassphraseChangedError, ReadOnlyError

# The key: PBKDF2-HMAC-SHA-512 over a random salt in the file. Pages: AES-256-CBC, each with its HMAC-SHA-512.
KDF_ROUNDS = 256_000
PAGE_BYTES = 4096
_OPERATIONS_A_STEP = 2_000  # of SQLite's virtual machine: a few milliseconds, or some of the largest chunks
_MANNERS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
)
# "look": opened like a writer, so that SQLite tidies up at the end, but every change is refused. "read": the file can't
# be written. "lying": nor is there a log beside it, nor can one be made: the file is read as it lies.
Mode = Literal["write", "look", "read", "lying"]
_QUERY: Mapping[Mode, str] = {"write": "mode=rw", "look": "mode=rw", "read": "mode=ro", "lying": "immutable=1"}


class Database:
    """An open case file. `reading` and `writing` are the only ways to its tables."""

    def __init__(self, path: Path, passphrase: str, *, mode: Mode) -> None:
        """Opens the file at `path`. Raises sqlcipher3's DatabaseError when the key does not open it."""
        self.path = path
        self.writable = mode == "write"
        self.key_lost = False  # whether another window has given the case a new passphrase meanwhile
        self._turn = threading.RLock()
        self._raw = _opened(path, passphrase, mode)
        engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: self._raw, poolclass=StaticPool)
        event.listen(engine, "begin", self._begin)
        self._engine = engine
        self._write_wanted = False
        self._connection: Connection | None = engine.connect()

    def _begin(self, connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if self._write_wanted else "BEGIN")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the case throughout; one inside another shares it.

        Raises CaseFileError when the file can't be read.
        """
        with self._turn, self._transaction(write=False) as connection:
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all. `durable`: on the disk before it ends.

        Raises ReadOnlyError when the case is open for reading only, CaseFileError when it can't be written.
        """
        if not self.writable:
            raise ReadOnlyError("The case is open for reading only.", "Close the other window, then open it again.")
        with self._turn:
            relaxed = not durable and not (self._connection is not None and self._connection.in_transaction())
            if relaxed:
                self.pragma("synchronous = NORMAL")
            try:
                with self._transaction(write=True) as connection:
                    yield connection
            finally:
                if relaxed:
                    self.pragma("synchronous = FULL")

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[Connection]:
        if self._connection is None:
            raise CaseFileError("The case is closed.", "Open it again.")
        try:
            with plain_errors(self.path, rekeyed=not self.writable):
                if self._connection.in_transaction():
                    yield self._connection
                    return
                self._write_wanted = write
                with self._connection.begin():
                    yield self._connection
        except PassphraseChangedError:
            self.key_lost = True
            raise

    def pragma(self, text: str) -> Any:
        """Runs one PRAGMA outside any transaction; gives the first value of its answer, or None."""
        return self.run(f"PRAGMA {text}")

    def run(self, statement: str) -> Any:
        """Runs what no transaction may hold (PRAGMA, VACUUM INTO, ATTACH); gives its first value, or None."""
        with self._turn, plain_errors(self.path):
            row = self._raw.execute(statement).fetchone()
            return row[0] if row else None

    @contextmanager
    def interruptible(self, on_step: Callable[[], None]) -> Iterator[None]:
        """Inside, `on_step` is called often while a long statement runs; what it raises, Ctrl+C too, ends that."""
        raised: list[BaseException] = []

        def step() -> int:
            try:
                on_step()
            except BaseException as error:  # noqa: BLE001 - SQLite would swallow it
                raised.append(error)
            return len(raised)

        self._raw.set_progress_handler(step, _OPERATIONS_A_STEP)
        try:
            yield
        except (CaseFileError, sqlcipher.OperationalError):
            if raised:
                raise raised[0] from None
            raise
        finally:
            self._raw.set_progress_handler(None, _OPERATIONS_A_STEP)

    def close(self) -> None:
        """Ends the connection; SQLCipher wipes the key. A second call does nothing."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
                self._engine.dispose()
                self._raw.close()


@contextmanager
def plain_errors(path: Path, *, rekeyed: bool = False) -> Iterator[None]:
    """Turns what SQLite says about the file or the disk into a CaseFileError that a person can act on.

    `rekeyed`: the file was open and another may write it, so that unreadable pages mean another key, not damage.
    """
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        original = getattr(error, "orig", None) or error
        code = getattr(original, "sqlite_errorcode", None) or 0
        if rekeyed and code & 0xFF == sqlcipher.SQLITE_NOTADB:
            said = f"The passphrase of {path.name} was changed in another window."
            raise PassphraseChangedError(said, "Open it again with the new one.") from error
        full = code & 0xFF == sqlcipher.SQLITE_IOERR and is_full(path)
        sentence = _sentence(path.name, sqlcipher.SQLITE_FULL if full else code)
        if sentence is None:
            raise
        raise CaseFileError(*sentence) from error


def _sentence(name: str, code: int) -> tuple[str, str] | None:
    """(message, hint) for SQLite's result code, or None where the fault is the program's."""
    return {
        sqlcipher.SQLITE_FULL: (f"The disk is full: {name} can't be used.", "Free some space and try again."),
        sqlcipher.SQLITE_BUSY: (f"{name} is in use by another program.", "Close that program and try again."),
        sqlcipher.SQLITE_LOCKED: (f"{name} is in use by another program.", "Close that program and try again."),
        sqlcipher.SQLITE_READONLY: (f"{name} can't be written to.", "Look at the rights of the file and its folder."),
        sqlcipher.SQLITE_IOERR: (f"The drive failed while {name} was in use.", "Check the drive, then open it again."),
        sqlcipher.SQLITE_CANTOPEN: (f"{name} can't be opened.", "Look at the rights of the file and its folder."),
        sqlcipher.SQLITE_CORRUPT: (f"{name} is damaged.", "Restore it from its newest backup."),
        sqlcipher.SQLITE_NOTADB: (f"{name} is damaged.", "Restore it from its newest backup."),
    }.get(code & 0xFF)


def _opened(path: Path, passphrase: str, mode: Mode) -> Any:
    raw = sqlcipher.connect(f"{file_uri(path)}?{_QUERY[mode]}", uri=True, isolation_level=None, check_same_thread=False)
    try:
        for statement in _cipher(passphrase):
            raw.execute(statement)
        _demand_cipher(raw)
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for statement in _MANNERS:
            raw.execute(statement)
        if mode != "write":
            raw.execute("PRAGMA query_only = ON")
    except BaseException:
        raw.close()
        raise
    return raw


def _demand_cipher(raw: Any) -> None:
    # A plain SQLite in SQLCipher's place would ignore the key and write everything as clear text.
    if raw.execute("PRAGMA cipher_version").fetchone() is None:
        raise CaseFileError("This installation can't encrypt case files.", "Install Touchstone again.")


def _cipher(passphrase: str) -> tuple[str, ...]:
    return (
        "PRAGMA cipher_log_level = NONE",  # it would write to the terminal when a passphrase is wrong
        f"PRAGMA key = {quoted(passphrase)}",
        f"PRAGMA cipher_page_size = {PAGE_BYTES}",
        "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512",
        f"PRAGMA kdf_iter = {KDF_ROUNDS}",
        "PRAGMA cipher_hmac_algorithm = HMAC_SHA512",
        "PRAGMA cipher_use_hmac = ON",
    )


def file_uri(path: Path) -> str:
    # SQLite takes a share as file:////server/share; pathlib's own form names the server as a host, which it refuses.
    text = path.as_posix()
    return "file://" + quote(text if text.startswith("/") else f"/{text}", safe="/:")
