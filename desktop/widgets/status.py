"""The line at the bottom: when it was saved, that nothing goes out, and the job that runs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from desktop.widgets.button import Button
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import row, show_if
from desktop.widgets.notice import announce
from desktop.widgets.progress import time_left
from desktop.widgets.step_notice import StepNotice
from desktop.widgets.text import label


class StatusLine(QFrame):
    cancel_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAccessibleName("Status")
        self._watch: Any = None
        self._title = ""
        self._saved = label("", wrap=False)
        self._marking = label("", wrap=False)
        self._said = label("", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName("Progress of the running job")
        self.cancel = Button("Cancel", "link")
        self.cancel.clicked.connect(self._cancel)
        line = row(self, gap=2)
        line.setContentsMargins(20, 3, 20, 3)
        self._when = QWidget()
        when = row(self._when, gap=2)
        when.setContentsMargins(0, 0, 16, 0)
        when.addWidget(Glyph("check", "good", 16))
        when.addWidget(self._saved)
        line.addWidget(self._when)
        line.addWidget(Glyph("lock", "muted", 14))
        line.addWidget(label("No network (blocked)", wrap=False))
        self.step = StepNotice()
        line.addSpacing(16)
        line.addWidget(self.step, 1)
        for widget in (self._said, self._bar, self.cancel):
            line.addWidget(widget)
        line.addSpacing(16)
        line.addWidget(self._marking)
        self.show_saved("")
        self._show_job(shown=False)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "cancel"):
            self._fit()

    def _fit(self) -> None:
        """As high as with a job, so that the page does not move when one begins."""
        self.setMinimumHeight(self.cancel.sizeHint().height() + 6)

    def show_saved(self, text: str) -> None:
        """Say when the case was saved last; empty where there is no case."""
        self._saved.setText(text)
        show_if(self._when, bool(text))

    def show_marking(self, marking: str) -> None:
        self._marking.setText(marking)

    def follow(self, title: str, watch: Any) -> None:
        """Show a job: an object with the signals progressed, finished, failed, cancelled, and `cancel()`."""
        self._watch, self._title = watch, title
        self._said.setText(title)
        self._bar.setRange(0, 0)
        self.cancel.block("")
        self._show_job(shown=True)
        watch.progressed.connect(self._progress)
        watch.finished.connect(lambda *_: self._end(watch, "finished"))
        watch.failed.connect(lambda *_: self._end(watch, "failed"))
        watch.cancelled.connect(lambda *_: self._end(watch, "cancelled"))

    def _progress(self, done: int, total: int, text: str, seconds_left: float | None) -> None:
        if self.sender() is not None and self.sender() is not self._watch:
            return
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        percent = f"{100 * done // total} %" if total > 0 else ""
        self._said.setText(" · ".join(part for part in (self._title, percent, time_left(seconds_left)) if part))
        self._said.setToolTip(text)

    def _end(self, watch: Any, word: str) -> None:
        announce(self, f"{self._title}: {word}")
        if watch is self._watch:
            self._watch = None
            self._show_job(shown=False)

    def _cancel(self) -> None:
        if self._watch is not None:
            self.cancel.block("It is being stopped.")
            self._watch.cancel()

    def _show_job(self, *, shown: bool) -> None:
        for widget in (self._said, self._bar, self.cancel):
            show_if(widget, shown)
