"""Documents inside the case file: rows of chunks, written and read one at a time.

A document is written under a name of its own first and is sealed by its row in `document` at the end; from then on
the triggers keep it. What was not sealed belongs to nothing and is swept away. So a file that fails halfway leaves
nothing behind, and other work can go on between the chunks of a large one.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from sqlalchemy import Connection, delete, select

from core.casefile.connection import Database
from core.casefile.media_type import SNIFFED_BYTES, media_type
from core.casefile.tables import CHUNK, DOCUMENT
from core.errors import CaseFileError, InputError

CHUNK_BYTES = 512 * 1024
_CHUNKS_IN_A_TRANSACTION = 16

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A document as it lies in the case file."""

    sha256: str
    size_bytes: int
    media_type: str


def store(database: Database, source: Path, *, on_progress: Progress | None = None) -> Stored:
    """Copies the file at `source` into the case file and gives back its digest, size and media type.

    The file is read twice: once for its digest, so that content already here is not stored again, and once to copy
    it; both must agree. At most a few chunks are in memory. `on_progress(done, total)` gets bytes, and may raise to
    stop. Raises InputError for a file that is missing, empty, no plain file, unreadable or changed meanwhile, and
    CaseFileError when the case file can't take it.
    """
    try:
        _demand_plain(source, source.stat())  # before it is opened: a pipe would wait for ever
        with source.open("rb") as file:
            status = os.fstat(file.fileno())
            start = file.read(SNIFFED_BYTES)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            kind = media_type(start, source.name)
            stored = Stored(sha256=digest, size_bytes=status.st_size, media_type=kind)
            if not _is_stored(database, digest):
                file.seek(0)
                _copy(database, file, stored, source.name, on_progress)
            return stored
    except FileNotFoundError as error:
        raise InputError(f"There is no file {source}.") from error
    except OSError as error:
        raise InputError(f"{source.name} can't be read: {error.strerror or error}.") from error


def store_text(database: Database, text: str, name: str) -> Stored:
    """Keeps a note that was typed as a document called `name`. Raises InputError when it is empty."""
    data = text.encode()
    if not data.strip():
        raise InputError("The note is empty.")
    kind = media_type(data[:SNIFFED_BYTES], name)
    stored = Stored(sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), media_type=kind)
    if not _is_stored(database, stored.sha256):
        _copy(database, io.BytesIO(data), stored, name, None)
    return stored


def _demand_plain(source: Path, status: os.stat_result) -> None:
    if not S_ISREG(status.st_mode):
        raise InputError(f"{source.name} is not a file.", "Attach a file; put a folder into an archive first.")
    if status.st_size == 0:
        raise InputError(f"{source.name} is empty.", "Attach a file that has content.")


def _is_stored(database: Database, digest: str) -> bool:
    with database.reading() as connection:
        return connection.execute(select(DOCUMENT.c.sha256).where(DOCUMENT.c.sha256 == digest)).first() is not None


def _copy(database: Database, file: BinaryIO, stored: Stored, name: str, on_progress: Progress | None) -> None:
    upload = secrets.token_hex(16)
    try:
        count, digest = _copy_chunks(database, file, upload, stored.size_bytes, on_progress)
        _demand_same(digest, stored, name)
        with database.writing() as connection:
            row = {"sha256": digest, "upload": upload, "size_bytes": stored.size_bytes, "chunks": count}
            connection.execute(DOCUMENT.insert().values(**row))
    except BaseException:
        _discard(database, upload)
        raise


def _demand_same(digest: str, stored: Stored, name: str) -> None:
    if digest != stored.sha256:
        raise InputError(f"{name} changed while it was being read.", "Attach it again once nothing writes to it.")


def _copy_chunks(
    database: Database, file: BinaryIO, upload: str, size_bytes: int, on_progress: Progress | None
) -> tuple[int, str]:
    digest, position, done = hashlib.sha256(), 0, 0
    more = True
    while more:
        with database.writing(durable=False) as connection:
            for _ in range(_CHUNKS_IN_A_TRANSACTION):
                data = file.read(CHUNK_BYTES)
                more = bool(data)
                if not more:
                    break
                digest.update(data)
                connection.execute(CHUNK.insert().values(upload=upload, position=position, data=data))
                position, done = position + 1, done + len(data)
        if on_progress is not None:
            on_progress(min(done, size_bytes), size_bytes)
    return position, digest.hexdigest()


def _discard(database: Database, upload: str) -> None:
    try:
        with database.writing() as connection:
            connection.execute(delete(CHUNK).where(CHUNK.c.upload == upload))
    except CaseFileError:
        return  # a disk so full that nothing can be deleted: the next opening sweeps


def sweep(connection: Connection) -> None:
    """Removes the chunks of documents that were never sealed, left by a program that ended halfway."""
    connection.execute(delete(CHUNK).where(CHUNK.c.upload.not_in(select(DOCUMENT.c.upload))))


def chunks(database: Database, sha256: str) -> Iterator[bytes]:
    """The content of a document, chunk by chunk. Raises CaseFileError when a part of it is missing."""
    with database.reading() as connection:
        row = connection.execute(select(DOCUMENT).where(DOCUMENT.c.sha256 == sha256)).one_or_none()
    if row is None:
        raise CaseFileError("The case file holds no content for this document.", "Restore the case from a backup.")
    for position in range(row.chunks):
        query = select(CHUNK.c.data).where(CHUNK.c.upload == row.upload, CHUNK.c.position == position)
        with database.reading() as connection:
            data = connection.execute(query).scalar_one_or_none()
        if data is None:
            raise CaseFileError(
                f"Part {position + 1} of {row.chunks} of a document is missing.", "Restore the case from a backup."
            )
        yield data


def write(content: Iterator[bytes], target: Path) -> None:
    """Writes `content` to a new file. Raises InputError when it exists or can't be written; nothing is left then."""
    try:
        with target.open("xb") as file:
            try:
                for data in content:
                    file.write(data)
            except BaseException:
                file.close()
                target.unlink(missing_ok=True)
                raise
    except FileExistsError as error:
        raise InputError(f"There already is a file {target.name}.", "Choose another name.") from error
    except OSError as error:
        raise InputError(f"{target.name} can't be written: {error.strerror or error}.") from error
