"""The life of an open case: made, opened, checked, backed up, given another passphrase, closed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from core.casefile import chain, kinds, opening, upload
from core.casefile.backup import back_up
from core.casefile.check import Integrity, check
from core.casefile.lock import user_name
from core.casefile.open_file import OpenFile
from core.casefile.passphrase import demand_good, quoted
from core.casefile.place import PLACE, note_place, place_of
from core.casefile.tables import META
from core.casefile.upload import Progress
from core.errors import InputError, ReadOnlyError


class OpenCase(OpenFile):
    """An open case file, without what is in it; see `Store`."""

    def __init__(self, opened: opening.Opened) -> None:
        super().__init__(opened)
        meta = self._named("case_id", "title")
        self.case_id: str = meta["case_id"]
        self.title: str = meta["title"]

    @classmethod
    def create(cls, path: Path, passphrase: str, *, title: str, by: str) -> Self:
        """Makes a new case file at `path` (mode 0600) and opens it.

        Raises InputError for a weak passphrase or a missing title or name, CaseFileError when `path` exists.
        """
        if not title.strip() or not by.strip():
            raise InputError("A case needs a title and the name of the person who creates it.")
        said = {"title": title.strip(), "case_id": secrets.token_hex(16)}
        place = place_of(path)

        def fill(connection: Connection) -> None:
            kept = {**said, PLACE: place}
            connection.execute(META.insert(), [{"key": key, "value": value} for key, value in kept.items()])
            chain.begin(connection, by=by)
            chain.append(connection, kind=kinds.CASE, subject="", body=said, by=by)

        return cls(opening.make(path, passphrase, fill))

    @classmethod
    def open(cls, path: Path, passphrase: str, *, read_only: bool = False) -> Self:
        """Opens a case file. Whoever comes second, or can't write the file, gets it read-only with the reason.

        Raises WrongPassphraseError, or CaseFileError when it is missing, damaged or of a newer version.
        """
        opened = opening.open_existing(path, passphrase, read_only=read_only)
        try:
            if opened.database.writable:
                with opened.database.writing() as connection:
                    upload.sweep(connection)
                    note_place(connection, path)
            return cls(opened)
        except BaseException:
            opened.close()
            raise

    @property
    def key_lost(self) -> bool:
        """Whether another window has given the case a new passphrase, so that nothing can be read of it any more."""
        return self._database.key_lost

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Everything that is read inside sees one state of the case; other threads wait meanwhile."""
        with self._database.reading():
            yield

    def check(self, on_progress: Progress | None = None) -> Integrity:
        """Computes the whole log and every document again and names the first row that does not fit.

        `on_progress(done, total)` gets bytes of documents and may raise to stop; other threads get their turns.
        """
        return check(self._database.reading, on_progress=on_progress)

    def chain_head(self) -> str:
        """The digest of the newest row of this copy's chain."""
        with self._database.reading() as connection:
            return chain.head(connection)

    def backup(self, target: Path, on_progress: Progress | None = None) -> None:
        """Writes a consistent copy to `target` (mode 0600, same passphrase), which must not exist.

        `on_progress(done, total)` gets bytes, about, and may raise to stop; Ctrl+C stops it, too. Raises CaseFileError
        when `target` exists or can't be written; nothing is left behind then.
        """
        back_up(self._database, target, on_progress)

    def change_passphrase(self, old: str, new: str, *, by: str = "") -> None:
        """Encrypts the case with another passphrase. `by` defaults to the name that the system knows.

        Raises WrongPassphraseError when `old` does not open it, InputError when `new` is too weak.
        """
        if self.read_only:
            raise ReadOnlyError("The case is open for reading only.", "Close the other window, then open it again.")
        demand_good(new)
        opening.demand_opens(self.path, old)
        self._database.pragma(f"rekey = {quoted(new)}")
        with self._database.writing() as connection:
            chain.append(connection, kind=kinds.PASSPHRASE, subject="", body={"changed": True}, by=by or user_name())
