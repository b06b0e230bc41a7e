"""What the models of these sections share: looking again when the case changes, and recording with a notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from desktop.session import Change, Session

if TYPE_CHECKING:
    from core.casefile.store import Store


class Recorder(QObject):
    """`said` carries (kind of notice, message, hint); `state_changed` what is to be shown."""

    state_changed = Signal(object)
    said = Signal(str, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.state: Any = None
        session.changed.connect(self._follow)

    def refresh(self) -> None:
        """Look at the case again."""
        if self._session.is_open:
            self.state = self._read()
            self.state_changed.emit(self.state)

    def _read(self) -> Any:
        """What is to be shown of the open case."""
        return None

    def _record(self, action: Callable[[Store], object], done: str, *kinds: str) -> bool:
        """Record something and say so; what is refused is said as it is."""
        try:
            self._session.change(action, *(kinds or ("record",)))
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return False
        self.said.emit("success", done, "")
        return True

    def _follow(self, change: Change) -> None:
        if change.kinds - {"drafts", "person"} and self.state is not None:
            self.refresh()
