"""A copy of the open case file: consistent, encrypted with the same key, with a chain of its own to go on with."""

from __future__ import annotations

import os
from pathlib import Path

from core.casefile.chain import BEGIN_CHAIN
from core.casefile.connection import Database, file_uri
from core.casefile.upload import Progress
from core.errors import CaseFileError


def back_up(database: Database, target: Path, on_progress: Progress | None = None) -> None:
    """Writes a copy of the case to `target`, which must not exist; a copy that fails or is stopped is removed.

    `on_progress(done, total)` gets about how many bytes are written, and may raise to stop. Raises CaseFileError when
    `target` exists or can't be written.
    """
    # A case that is open for reading only may be copied too: its connection then writes into the copy alone.
    guarded = database.pragma("query_only")
    _reserve(target)
    try:
        database.pragma("query_only = OFF")
        # VACUUM INTO reads one state of the database, however long it takes, and keeps the key and its salt.
        with database.interruptible(lambda: _tell(database.path, target, on_progress)):
            database.run(f"VACUUM INTO {_literal(str(target.absolute()))}")
        _begin_own_chain(database, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        database.pragma(f"query_only = {guarded}")


def _tell(source: Path, target: Path, on_progress: Progress | None) -> None:
    if on_progress is not None:
        total = source.stat().st_size
        on_progress(min(target.stat().st_size, total), total)


def _begin_own_chain(database: Database, target: Path) -> None:
    """Notes in the copy that its next entry begins a chain of its own."""
    database.run(f"ATTACH DATABASE {_literal(file_uri(target.absolute()) + '?mode=rw')} AS copy")
    try:
        database.run(f"INSERT OR REPLACE INTO copy.meta (key, value) VALUES ('{BEGIN_CHAIN}', 'yes')")  # noqa: S608
    finally:
        database.run("DETACH DATABASE copy")


def _reserve(target: Path) -> None:
    """Makes `target` as an empty file of mode 0600, so that no byte is ever readable by others."""
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise CaseFileError(f"There already is a file {target.name}.", "Choose another name.") from error
    except OSError as error:
        raise CaseFileError(
            f"{target} can't be written: {error.strerror or error}.", "Choose another place."
        ) from error


def _literal(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
