"""Bringing a document into the case file, chunk by chunk.

A document is written under a name of its own first. The transaction that records it as evidence seals it with its row
in `document`; from then on the triggers keep it. What was not sealed belongs to nothing and is swept away. So a file
that fails halfway leaves nothing behind, and other work goes on between the chunks of a large one.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, TypeVar

from sqlalchemy import Connection, delete, select

from core.casefile.connection import Database
from core.casefile.media_type import SNIFFED_BYTES, media_type
from core.casefile.tables import CHUNK, DOCUMENT
from core.errors import CaseFileError, InputError

CHUNK_BYTES = 512 * 1024
_CHUNKS_IN_A_TRANSACTION = 16

Progress = Callable[[int, int], None]
Kept = TypeVar("Kept")


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A document as it lies in the case file."""

    sha256: str
    size_bytes: int
    media_type: str


Record = Callable[[Connection, Stored], Kept]


def store_file(database: Database, source: Path, record: Record[Kept], *, on_progress: Progress | None = None) -> Kept:
    """Copies the file at `source` into the case file; gives back what `record` makes of it in the sealing transaction.

    The file is read twice: once for its digest, so that content already here is not stored again, and once to copy
    it; both must agree. At most a few chunks are in memory. `on_progress(done, total)` gets bytes, and may raise to
    stop. Raises InputError for a file that is missing, empty, no plain file, unreadable or changed meanwhile, and
    CaseFileError when the case file can't take it.
    """
    try:
        _demand_plain(source, source.stat())  # before it is opened: a pipe would wait for ever
        with source.open("rb") as file:
            size_bytes = os.fstat(file.fileno()).st_size
            kind = media_type(file.read(SNIFFED_BYTES), source.name)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            stored = Stored(sha256=digest, size_bytes=size_bytes, media_type=kind)
            return _store(database, file, stored, source.name, record, on_progress)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {source}.") from error
    except OSError as error:
        raise InputError(f"{source.name} can't be read: {error.strerror or error}.") from error


def store_text(database: Database, text: str, name: str, record: Record[Kept]) -> Kept:
    """Keeps a note that was typed as a document called `name`. Raises InputError when it is empty."""
    data = text.encode()
    if not data.strip():
        raise InputError("The note is empty.")
    return store_bytes(database, data, name, record)


def store_bytes(database: Database, data: bytes, name: str, record: Record[Kept]) -> Kept:
    """Keeps bytes that are in memory as a document called `name`."""
    kind = media_type(data[:SNIFFED_BYTES], name)
    stored = Stored(sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), media_type=kind)
    return _store(database, io.BytesIO(data), stored, name, record, None)


def _demand_plain(source: Path, status: os.stat_result) -> None:
    if not S_ISREG(status.st_mode):
        raise InputError(f"{source.name} is not a file.", "Attach a file; put a folder into an archive first.")
    if status.st_size == 0:
        raise InputError(f"{source.name} is empty.", "Attach a file that has content.")


def _store(
    database: Database,
    file: BinaryIO,
    stored: Stored,
    name: str,
    record: Record[Kept],
    on_progress: Progress | None,
) -> Kept:
    with database.reading() as connection:
        known = _is_stored(connection, stored.sha256)
    upload = secrets.token_hex(16)
    try:
        count = 0 if known else _copy(database, file, upload, stored, name, on_progress)
        with database.writing() as connection:
            if count:
                _seal(connection, upload, count, stored)
            return record(connection, stored)
    except BaseException:
        _discard(database, upload)
        raise


def _is_stored(connection: Connection, sha256: str) -> bool:
    return connection.execute(select(DOCUMENT.c.sha256).where(DOCUMENT.c.sha256 == sha256)).first() is not None


def _copy(
    database: Database, file: BinaryIO, upload: str, stored: Stored, name: str, on_progress: Progress | None
) -> int:
    """Writes the chunks of `file` and gives back how many. Raises InputError when they are not what `stored` says."""
    digest, count, done = hashlib.sha256(), 0, 0
    data = file.read(CHUNK_BYTES)
    while data and done <= stored.size_bytes:  # a file that grows as it is read would have no end
        with database.writing(durable=False) as connection:
            for _ in range(_CHUNKS_IN_A_TRANSACTION):
                digest.update(data)
                connection.execute(CHUNK.insert().values(upload=upload, position=count, data=data))
                count, done = count + 1, done + len(data)
                data = file.read(CHUNK_BYTES)
                if not data:
                    break
        if on_progress is not None:
            on_progress(min(done, stored.size_bytes), stored.size_bytes)
    if digest.hexdigest() != stored.sha256:
        raise InputError(f"{name} changed while it was being read.", "Attach it again once nothing writes to it.")
    return count


def _seal(connection: Connection, upload: str, count: int, stored: Stored) -> None:
    if _is_stored(connection, stored.sha256):  # another thread brought the same content meanwhile
        connection.execute(delete(CHUNK).where(CHUNK.c.upload == upload))
        return
    row = {"sha256": stored.sha256, "upload": upload, "size_bytes": stored.size_bytes, "chunks": count}
    connection.execute(DOCUMENT.insert().values(**row))


def _discard(database: Database, upload: str) -> None:
    try:
        with database.writing() as connection:
            connection.execute(delete(CHUNK).where(CHUNK.c.upload == upload))
    except CaseFileError:
        return  # a disk so full that nothing can be deleted: the next opening sweeps


def sweep(connection: Connection) -> None:
    """Removes the chunks of documents that were never sealed, left by a program that ended halfway."""
    connection.execute(delete(CHUNK).where(CHUNK.c.upload.not_in(select(DOCUMENT.c.upload))))
