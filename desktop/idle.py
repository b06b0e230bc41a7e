"""Locks the case when nobody has touched the window for a while, and says so a minute before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

WARN_BEFORE_S = 60
TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel})


class IdleLock(QObject):
    """An event filter for the application.

    `warned(seconds)` comes a minute before `expired`; `touched` takes it back.
    """

    warned = Signal(int)
    touched = Signal()
    expired = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warning = False
        self._until_warning = self._timer(self._warn)
        self._until_lock = self._timer(self.expired.emit)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes; 0 never locks."""
        self.minutes, self._seconds = minutes, minutes * 60
        self.touch()

    def touch(self) -> None:
        """Somebody is there: start the time again."""
        if self._warning:
            self._warning = False
            self.touched.emit()
        self._until_lock.stop()
        if self._seconds:
            self._until_warning.start(max(0, self._seconds - WARN_BEFORE_S) * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        if event.type() in TOUCHES:
            self.touch()
        return False

    def _warn(self) -> None:
        self._warning = True
        left = min(WARN_BEFORE_S, self._seconds)
        self._until_lock.start(left * 1000)
        self.warned.emit(left)

    def _timer(self, then: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.timeout.connect(then)
        return made
