"""What a person may take back, and what they have typed into a form and not saved yet."""

from __future__ import annotations

from core.casefile import drafts, undoing
from core.casefile.open_case import OpenCase


class Steps(OpenCase):
    """An open case file with undo and unsaved forms; see `Store`."""

    def last_row(self) -> int:
        """The place of the newest row of the log."""
        with self._database.reading() as connection:
            return undoing.last_row(connection)

    def step_since(self, row: int) -> undoing.Step | None:
        """What a person did after `row`, as one step; None where it was nothing that they did."""
        with self._database.reading() as connection:
            return undoing.step_since(connection, row)

    def undo(self, step: undoing.Step, *, by: str) -> None:
        """Takes a step back by a row that says so. Raises RefusedError when it is final or something rests on it."""
        with self._database.writing() as connection:
            undoing.undo(connection, step, by=by)

    def redo(self, step: undoing.Step, *, by: str) -> None:
        """Does again what was undone. Raises RefusedError when it is not undone."""
        with self._database.writing() as connection:
            undoing.redo(connection, step, by=by)

    def keep_form(self, name: str, text: str) -> None:
        """Keeps what stands unsaved in the form `name`; an empty text forgets it. Does not wait for the disk."""
        with self._database.writing(durable=False) as connection:
            drafts.keep_form(connection, name, text)

    def form(self, name: str) -> str:
        """What stood unsaved in the form `name`; empty when nothing did."""
        with self._database.reading() as connection:
            return drafts.form(connection, name)
