"""What several people do with copies of one case, and what two of them do together: merging, removing a spill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.casefile import conflicts, merging, opening, spill
from core.casefile.open_case import OpenCase
from core.catalog.model import GuidelinePack
from core.errors import InputError


class SharedCase(OpenCase):
    """An open case file that can be brought together with its copies; see `Store`."""

    def merge(self, other: Path, passphrase: str, *, by: str) -> merging.Merged:
        """Takes over what the copy at `other` has and this one lacks; `other` is only read. A second time, nothing.

        Raises RefusedError when it is another case or a log is broken, WrongPassphraseError when `passphrase` does not
        open it; nothing is changed then.
        """
        if other.resolve() == self.path.resolve():
            raise InputError("This is the case that is open.", "Choose the other copy of it.")
        opened = opening.open_existing(other, passphrase, read_only=True)
        try:
            with opened.database.reading() as theirs, self._database.writing() as ours:
                merged = merging.merge(ours, theirs, by=by, name=other.name)
        finally:
            opened.database.close()
        if merged.removed:
            self._compact()
        return merged

    def conflicts(self) -> tuple[conflicts.Conflict, ...]:
        """What two copies say differently and nobody has settled, oldest first."""
        with self._database.reading() as connection:
            return conflicts.open_conflicts(connection)

    def settle(self, conflict_id: str, chosen: str, *, by: str, pack: GuidelinePack) -> None:
        """Records which side of a conflict holds (`chosen` is its id); the other one stays in the log."""
        with self._database.writing() as connection:
            conflicts.settle(connection, conflict_id, chosen, by=by, pack=pack)

    def find_words(self, words: str) -> tuple[spill.Hit, ...]:
        """Every place in the case that holds `words`; see `spill.find`. The words are not recorded."""
        with self._database.reading() as connection:
            return spill.find(connection, words)

    def rows_with(self, ids: Sequence[str]) -> tuple[str, ...]:
        """The rows that would be removed with these."""
        with self._database.reading() as connection:
            return spill.closure(connection, ids)

    def remove_spill(
        self, ids: Sequence[str], *, draft_items: Sequence[str] = (), what: str, why: str, by: str, second: str
    ) -> spill.Removal:
        """Erases what these rows say, on record, and rebuilds the file so that no page of it holds the words any more.

        Raises RefusedError unless two different people are named, and what `spill.remove` raises.
        """
        with self._database.writing() as connection:
            done = spill.remove(connection, ids, draft_items=draft_items, what=what, why=why, by=by, second=second)
        self._compact()
        return done

    def _compact(self) -> None:
        """Writes the file anew without free pages, and empties the write-ahead log with its old ones."""
        self._database.run("VACUUM")
        self._database.pragma("wal_checkpoint(TRUNCATE)")
