"""Step 4 of the Probes page: the queue. One worker runs at a time, the window stays usable meanwhile."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.job_watch import JobWatch
from desktop.viewmodels.probes.states import JobState, Note, RunState


class RunStep(QObject):
    """The queue of probes. `measured` brings (probe id, reading) of each that ends with one."""

    changed = Signal()
    measured = Signal(str, object)
    started = Signal(str, object)  # title, JobWatch

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, JobState] = {}
        self._plan: Any = None
        self._watch: JobWatch | None = None
        self._running = ""
        self._stopping = self._clearing = False
        self._began = 0.0

    @property
    def state(self) -> RunState:
        return RunState(jobs=tuple(self._jobs.values()))

    def start(self, plan: Any, probes: Sequence[tuple[str, str]]) -> None:
        """Queue `probes` (id, title) of a core.plan.Plan. What still runs of an earlier queue goes on first."""
        self._plan = plan
        kept = {name: job for name, job in self._jobs.items() if name == self._running}
        fresh = {name: JobState(probe=name, title=title) for name, title in probes if name not in kept}
        self._jobs = kept | fresh
        self._next()

    def run_again(self, probe: str) -> None:
        """Put a probe that failed or was cancelled back at the end of the queue."""
        job = self._jobs.pop(probe)
        self._jobs[probe] = JobState(probe=probe, title=job.title)
        self._next()

    def run_failed_again(self) -> None:
        """Put everything that failed back at the end of the queue."""
        for job in self.state.jobs:
            if job.phase == "failed":
                self._jobs[job.probe] = JobState(probe=job.probe, title=self._jobs.pop(job.probe).title)
        self._next()

    def cancel(self, probe: str) -> None:
        """Take a waiting probe out of the queue, or ask the running one to stop."""
        if probe == self._running and self._watch is not None:
            self._stopping = True
            self._set(probe, said="Stopping…", left_s=None)
            self._watch.cancel()
        elif self._jobs[probe].phase == "waiting":
            self._set(probe, phase="cancelled")

    def cancel_all(self) -> None:
        for job in self.state.jobs:
            if job.phase in ("waiting", "running"):
                self.cancel(job.probe)

    def clear(self) -> None:
        """Empty the queue; what runs now is asked to stop, and goes when it has."""
        self.cancel_all()
        self._jobs = {name: job for name, job in self._jobs.items() if name == self._running}
        self._clearing = bool(self._jobs)
        self.changed.emit()

    def saved(self, probe: str, reading_id: str) -> None:
        """The reading of `probe` is in the case under `reading_id`."""
        if probe in self._jobs:
            self._set(probe, reading_id=reading_id)

    def _next(self) -> None:
        waiting = [job.probe for job in self._jobs.values() if job.phase == "waiting"]
        if self._running or not waiting:
            self.changed.emit()
            return
        self._running, self._began = waiting[0], time.monotonic()
        self._set(waiting[0], phase="running", said="Starting the worker…")
        self._watch = self._watched(waiting[0])
        self.started.emit(self._jobs[waiting[0]].title, self._watch)

    def _watched(self, probe: str) -> JobWatch:
        from core.runs import run_probe

        watch = JobWatch(run_probe(self._plan, probe), self)
        watch.progressed.connect(self._on_progress)
        watch.finished.connect(self._on_finished)
        watch.failed.connect(self._on_failed)
        watch.cancelled.connect(self._on_cancelled)
        return watch

    def _on_progress(self, done: int, total: int, said: str, left_s: float | None) -> None:
        if not self._stopping:
            self._set(self._running, done=done, total=total, said=said or "Running…", left_s=left_s)

    def _on_finished(self, result: dict[str, Any]) -> None:
        probe, taken = self._running, time.monotonic() - self._began
        reason = str(result.get("reason", ""))
        note = Note(kind="warning", text=reason) if result.get("status") != "ok" and reason else None
        self._set(probe, phase="done", done=1, total=1, said=f"Measured in {_said_time(taken)}", note=note)
        self.measured.emit(probe, result)
        self._end()

    def _on_failed(self, reason: str, hint: str, _detail: str) -> None:
        note = Note(kind="error", text=reason, hint=hint)
        self._set(self._running, phase="failed", said="Failed", note=note)
        self._end()

    def _on_cancelled(self) -> None:
        self._set(self._running, phase="cancelled", said="Cancelled")
        self._end()

    def _end(self) -> None:
        if self._watch is not None:
            self._watch.deleteLater()
        if self._clearing:
            self._jobs.pop(self._running, None)
        self._watch, self._running, self._stopping, self._clearing = None, "", False, False
        self._next()

    def _set(self, probe: str, **values: Any) -> None:
        self._jobs[probe] = replace(self._jobs[probe], **values)
        self.changed.emit()


def _said_time(seconds: float) -> str:
    """A time that was taken: "less than a second", "8 s", "7 min"."""
    if seconds < 1:
        return "less than a second"
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
