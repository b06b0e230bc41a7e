"""Step 4: the queue, with a bar, the time left and Cancel for each probe."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.probes.states import JobState, RunState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.empty import EmptyState
from desktop.widgets.layout import clear, column
from desktop.widgets.notes import Notes
from desktop.widgets.pill import PillKind
from desktop.widgets.progress import ProgressRow
from desktop.widgets.text import rule

_ENDED: dict[str, tuple[str, PillKind]] = {
    "done": ("Done", "good"),
    "failed": ("Failed", "bad"),
    "cancelled": ("Cancelled", "none"),
}


class RunPart(QWidget):
    """Signals carry the id of a probe; `reading_asked` the id of a reading."""

    cancel_asked = Signal(str)
    cancel_all_asked = Signal()
    again_asked = Signal(str)
    failed_again_asked = Signal()
    reading_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, JobRow] = {}
        self._card = Card("Queue", "One probe runs at a time. You can go on working elsewhere meanwhile.")
        self.cancel_all = Button("Cancel all", "quiet", "close")
        self.cancel_all.clicked.connect(self.cancel_all_asked)
        self.failed_again = Button("Run what failed again", "quiet", "autorenew")
        self.failed_again.clicked.connect(self.failed_again_asked)
        self._card.corner.addWidget(self.failed_again)
        self._card.corner.addWidget(self.cancel_all)
        self._empty = EmptyState("hourglass_empty", "Nothing is running", "Choose probes in step 3, then press Run.")
        outer = column(self, gap=4)
        outer.addWidget(self._empty)
        outer.addWidget(self._card)
        outer.addStretch(1)

    def job_row(self, probe: str) -> JobRow:
        """The row of a probe. Raises KeyError when it is not in the queue."""
        return self._rows[probe]

    def show_state(self, state: RunState) -> None:
        """Show the queue as it is now."""
        self._empty.setVisible(not state.jobs)
        self._card.setVisible(bool(state.jobs))
        self.cancel_all.setVisible(state.busy)
        self.failed_again.setVisible(len([job for job in state.jobs if job.phase == "failed"]) > 1)
        if [job.probe for job in state.jobs] != list(self._rows) or self._restarted(state):
            self._rebuild(state)
        for job in state.jobs:
            self._rows[job.probe].show_job(job)

    def _restarted(self, state: RunState) -> bool:
        return any(job.phase in ("waiting", "running") and self._rows[job.probe].ended for job in state.jobs)

    def _rebuild(self, state: RunState) -> None:
        clear(self._card.body)
        self._rows = {}
        for number, job in enumerate(state.jobs):
            if number:
                self._card.body.addWidget(rule())
            made = JobRow(job)
            made.progress.cancel_chosen.connect(lambda probe=job.probe: self.cancel_asked.emit(probe))
            made.again.clicked.connect(lambda _checked=False, probe=job.probe: self.again_asked.emit(probe))
            made.reading_asked.connect(self.reading_asked)
            self._rows[job.probe] = made
            self._card.body.addWidget(made)


class JobRow(QWidget):
    """One probe of the queue; once it has ended it offers what comes next."""

    reading_asked = Signal(str)

    def __init__(self, job: JobState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.ended = False
        self.progress = ProgressRow(job.title)
        self.notes = Notes()
        self.again = Button("Run again", "secondary", "autorenew")
        self.again.setAccessibleName(f"Run {job.title} again")
        self.read = Button("Read the result", "link", "arrow_forward")
        self.read.setAccessibleName(f"Read the result of {job.title}")
        self.read.clicked.connect(lambda: self.reading_asked.emit(self._job.reading_id))
        self.progress.after.addWidget(self.read)
        for button in (self.read, self.again):
            button.hide()
        outer = column(self, gap=1)
        outer.addWidget(self.progress)
        outer.addWidget(self.notes)
        outer.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    def show_job(self, job: JobState) -> None:
        """Show how far the probe is, or how it ended."""
        self._job = job
        self.notes.show_notes((job.note,) if job.note else ())
        if job.phase == "running":
            self.progress.progress(job.done, job.total, job.said, job.left_s)
        elif job.phase in _ENDED and not self.ended:
            self.ended = True
            word, kind = _ENDED[job.phase]
            self.progress.end(word, kind, job.said)
        self.again.setVisible(job.phase in ("failed", "cancelled"))
        self.read.setVisible(bool(job.reading_id))
