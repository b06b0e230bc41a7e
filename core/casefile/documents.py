"""Documents as they lie in the case file: read one chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from core.casefile.connection import Database
from core.casefile.tables import CHUNK, DOCUMENT
from core.errors import CaseFileError, InputError


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
