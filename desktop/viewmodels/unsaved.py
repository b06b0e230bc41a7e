"""What stands in a form and is not saved yet: kept in the case file, so that no lock, close or crash takes it away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from core.errors import TouchstoneError
from desktop.session import Session

KEEP_AFTER_MS = 300


class Unsaved(QObject):
    """The unsaved values of one form, by field. They are written a moment after the last key, and before a close."""

    def __init__(self, session: Session, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._name = session, name
        self._values: Mapping[str, Any] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.write)
        session.closing.connect(self.write)

    def keep(self, values: Mapping[str, Any]) -> None:
        """Take what stands in the form now; empty values forget it. They are written soon."""
        if not self._session.why_not_writable:
            self._values = values
            self._timer.start()

    def read(self) -> Mapping[str, Any]:
        """What was kept last; empty where nothing was, or in a form of another version."""
        if self._values is not None:
            return self._values
        if not self._session.is_open:
            return {}
        name = self._name
        try:
            values = json.loads(self._session.kept(f"form {name}", lambda store: store.form(name)) or "{}")
        except ValueError:
            return {}
        return values if isinstance(values, dict) else {}

    def write(self) -> None:
        """Write what is not written yet."""
        self._timer.stop()
        values, self._values = self._values, None
        if values is None or self._session.why_not_writable:
            return
        text = json.dumps(values) if values else ""
        try:
            self._session.keep_form(self._name, text)
        except TouchstoneError as error:
            self._session.acted.emit(f"{error.message} {error.hint}".strip(), "")
