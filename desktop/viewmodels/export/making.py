"""Making the packet behind the window: what the case holds is read in a thread, the pages are made in a worker.

The thread checks the case, takes the snapshot and hands it over; from then on the case may change or be closed. The
worker lays out the pages, which keeps a processor busy for a minute where there are a thousand of them.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import TouchstoneError
from core.jobs import Job, Limits
from desktop.background import behind
from desktop.job_watch import INTERVAL_MS, JobWatch, TimeLeft
from desktop.session import Session
from desktop.viewmodels.export.handing_over import HandedOver, Stopped, hand_over, take_back

_LIMITS = Limits(memory_bytes=8 << 30, time_s=3600.0)


@dataclass
class _Reading:
    """How far the thread is. It is the thread that writes `told`, and the window that sets `stop`."""

    told: tuple[int, int, str] = (0, 0, "Checking the case")
    stop: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, total: int, text: str) -> None:
        """Raises Stopped when the person has cancelled."""
        if self.stop.is_set():
            raise Stopped
        self.told = (done, total, text)


class Making(QObject):
    """One packet in the making. It ends with exactly one of `made(result)`, `failed(error)` and `cancelled()`.

    `progressed(done, total, text, seconds left or None)` comes about twenty times a second.
    """

    progressed = Signal(int, int, str, object)
    made = Signal(dict)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, session: Session, target: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self._reading = _Reading()
        self._left = TimeLeft()
        self._text = ""
        self._watch: JobWatch | None = None
        self._handed: HandedOver | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tell)
        self._timer.start()
        reading = self._reading
        behind(
            lambda: hand_over(session, target, on_progress=reading.progress),
            done=self._start_worker,
            failed=self._fail,
        )

    def cancel(self) -> None:
        """Stop; `cancelled` follows, unless it was faster."""
        self._reading.stop.set()
        if self._watch is not None:
            self._watch.cancel()

    def _tell(self) -> None:
        done, total, text = self._reading.told
        if text != self._text:
            self._text, self._left = text, TimeLeft()
        self.progressed.emit(done, total, text, self._left.seconds(done, total))

    def _start_worker(self, handed: HandedOver | None) -> None:
        self._timer.stop()
        self._handed = handed
        if handed is None or self._reading.stop.is_set():
            self._give_up()
            self.cancelled.emit()
            return
        task = {
            "carried": str(handed.folder),
            "target": str(self._target),
            "include_limit_bytes": handed.include_limit_bytes,
        }
        self._watch = JobWatch(Job("core.worker.make_packet.work", task, limits=_LIMITS), self)
        self._watch.progressed.connect(self.progressed)
        self._watch.finished.connect(self._on_finished)
        self._watch.failed.connect(self._on_worker_failed)
        self._watch.cancelled.connect(self._on_cancelled)

    def _on_finished(self, result: Mapping[str, Any]) -> None:
        self.made.emit(dict(result))

    def _on_worker_failed(self, reason: str, hint: str, _detail: str) -> None:
        self._fail(TouchstoneError(reason, hint))

    def _on_cancelled(self) -> None:
        self._give_up()
        self.cancelled.emit()

    def _fail(self, error: TouchstoneError) -> None:
        self._timer.stop()
        self._give_up()
        self.failed.emit(error)

    def _give_up(self) -> None:
        if self._handed is not None:
            take_back(self._handed)
            shutil.rmtree(self._handed.folder, ignore_errors=True)
