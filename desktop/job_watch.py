"""A core Job as Qt signals, with an estimate of the time that is left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from core.jobs import Cancelled, Failed, Finished, Job, Progress

INTERVAL_MS = 50


class WorkerFaultError(Exception):
    """An exception that nobody foresaw, in a worker process; its text is the traceback there."""


class TimeLeft:
    """How long a job will still take, from how far it is. Nothing is said in the first second: it would jump."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = clock()

    def seconds(self, done: int, total: int) -> float | None:
        """Seconds left when `done` of `total` is reached, or None while that can't be told."""
        passed = self._clock() - self._began
        if total <= 0 or done <= 0 or passed < 1.0:
            return None
        return passed * max(0, total - done) / done


class JobWatch(QObject):
    """Sends `progressed(done, total, text, seconds_left or None)` and ends with exactly one of the other three:
    `finished(result)`, `failed(reason, hint, detail)`, `cancelled()`.
    """

    progressed = Signal(int, int, str, object)
    finished = Signal(dict)
    failed = Signal(str, str, str)
    cancelled = Signal()

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._left = TimeLeft()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._drain)
        self._timer.start()

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def cancel(self) -> None:
        """Ask the job to stop; `cancelled` follows (or `finished`, when it was faster)."""
        self._job.cancel()

    def _drain(self) -> None:
        for event in self._job.events():
            match event:
                case Progress():
                    left = self._left.seconds(event.done, event.total)
                    self.progressed.emit(event.done, event.total, event.text, left)
                case Finished():
                    self._timer.stop()
                    self.finished.emit(dict(event.result))
                case Failed():
                    self._timer.stop()
                    self.failed.emit(event.reason, event.hint, event.detail)
                    _report(event)
                case Cancelled():
                    self._timer.stop()
                    self.cancelled.emit()


def _report(event: Failed) -> None:
    """Hand a fault of the program on with its traceback, which a notice on a page has no room for."""
    if not event.expected and event.detail.startswith("Traceback"):
        fault = WorkerFaultError(event.detail)
        sys.excepthook(WorkerFaultError, fault, None)
