"""What the sections of the case file page have in common: they follow the case, and say what came of an act."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from desktop.session import Change, Session

EVERYTHING = (
    *("deployment", "evaluation", "answers", "drafts", "approvals", "evidence", "links", "readings", "findings"),
    *("packets", "record"),
)


class Section(QObject):
    """`state_changed` brings the section's state; `said` a notice: kind, message, hint."""

    state_changed = Signal(object)
    said = Signal(str, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._busy = ""
        session.changed.connect(self._follow)

    @property
    def blocked(self) -> str:
        """Why nothing can be done now; empty when it can."""
        return self._busy or self._session.why_read_only

    def refresh(self) -> None:
        """Look at the case again, and show what is seen."""
        self.state_changed.emit(self.look())

    def look(self) -> Any:
        """The state of the section as the case is now."""
        return None

    def _follow(self, change: Change) -> None:
        if change.kinds - {"drafts", "person"}:
            self.refresh()

    def _start(self, words: str) -> None:
        self._busy = words
        self.refresh()

    def _end(self, message: str = "", hint: str = "", kind: str = "success") -> None:
        self._busy = ""
        self.refresh()
        if message:
            self.said.emit(kind, message, hint)

    def _failed(self, error: TouchstoneError) -> None:
        self._end(error.message, error.hint, "error")
