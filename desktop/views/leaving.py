"""Closing the case or the window while something is being measured: nothing is thrown away unasked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.widgets.question import Question

LOOK_MS = 100
PATIENCE_MS = 8000  # a worker that does not stop is ended by its job after six seconds


class Leaving(QObject):
    """Asks what to do with jobs that run, and stops them before it goes on."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.asked: Question | None = None
        self._then: Callable[[], object] = lambda: None
        self._waited_ms = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def may_leave(self, what: str, then: Callable[[], object]) -> bool:
        """Whether nothing runs. Otherwise the person is asked, and `then` follows once everything has stopped."""
        titles = [title for title, _ in self._session.running]
        if not titles:
            return True
        if self.asked is None:
            self._then = then
            self.asked = Question(
                f"{titles[0]} is still running",
                f"Close {what} now, and this measurement ends without a reading. Readings made before are in the case.",
                safe="Keep waiting",
                other=f"Stop it and close {what}",
                parent=self._window,
            )
            self.asked.agreed.connect(self._stop)
            self.asked.finished.connect(self._forget)
            self.asked.open()
        return False

    def _forget(self) -> None:
        if self.asked is not None:
            self.asked.deleteLater()
        self.asked = None

    def _stop(self) -> None:
        self._waited_ms = 0
        self._session.stopping.emit()
        self._timer.start()

    def _look(self) -> None:
        """What waits in a queue may have begun meanwhile: it is stopped too."""
        self._waited_ms += LOOK_MS
        for _, watch in self._session.running:
            watch.cancel()
        if not self._session.running or self._waited_ms >= PATIENCE_MS:
            self._timer.stop()
            self._then()
