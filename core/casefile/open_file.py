"""What every open file of ours has, a case as well as an agency's: its database, its lock, and one way to close."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from sqlalchemy import select

from core.casefile.opening import Opened
from core.casefile.tables import META
from core.errors import CaseFileError


class OpenFile:
    """An open file, without what is in it; `with` closes it."""

    def __init__(self, opened: Opened) -> None:
        self._database, self._lock = opened.database, opened.lock
        self.path = opened.database.path
        self.read_only_reason, self.read_only = opened.reason, not opened.database.writable
        self.journal_note = opened.journal_note

    def _named(self, *keys: str) -> Mapping[str, str]:
        """What the file says of itself. Raises CaseFileError when one of `keys` is missing."""
        with self._database.reading() as connection:
            meta = {row.key: row.value for row in connection.execute(select(META))}
        if not set(keys) <= meta.keys():
            raise CaseFileError(f"{self.path.name} is damaged.", "Restore it from its newest backup.")
        return meta

    def close(self) -> None:
        """Closes the file, wipes the key and lets go of the lock; a second call does nothing."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
