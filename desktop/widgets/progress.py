"""One job as a row: what it does, how far it is, how long it will take, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import column, row
from desktop.widgets.pill import Pill, PillKind
from desktop.widgets.text import label


class ProgressRow(QWidget):
    """Shows a job. `cancel_chosen` is sent once; the row then says that it is stopping."""

    cancel_chosen = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "subheading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Progress of {title}")
        self._said = label("", "small")
        self._left = label("", "small", wrap=False)
        self.pill = Pill("Waiting", "none", "hourglass_empty")
        self.cancel = Button("Cancel", "quiet", "close", hint=f"Stop {title}")
        self.cancel.setAccessibleName(f"Cancel {title}")
        self.cancel.clicked.connect(self._cancel)
        self.after = row(gap=3)  # what comes next once it has ended
        head = row(gap=3)
        head.addWidget(self.title, 1)
        head.addWidget(self.pill)
        head.addWidget(self.cancel)
        foot = row(gap=3)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._left)
        foot.addLayout(self.after)
        for part in (self.bar, self._said, self._left):
            part.hide()  # until there is something to say
        outer = column(self, gap=1)
        outer.addLayout(head)
        outer.addWidget(self.bar)
        outer.addLayout(foot)

    def progress(self, done: int, total: int, text: str = "", seconds_left: float | None = None) -> None:
        """How far the job is; `total` 0 means that nobody knows. `seconds_left` None hides the time."""
        self.bar.show()
        self._left.show()
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        percent = f"{100 * done // total} %" if total > 0 else ""
        self.bar.setAccessibleDescription(f"{percent} {text}")
        self._say(text)
        self._left.setText(" · ".join(part for part in (percent, time_left(seconds_left)) if part))
        self.pill.set("Running", "info", "autorenew")

    def end(self, word: str, kind: PillKind, text: str = "") -> None:
        """The job has ended: say how, and take Cancel away."""
        self.bar.hide()
        self.pill.set(word, kind)
        self._say("" if text == word else text)
        self._left.hide()
        self.cancel.hide()

    def _cancel(self) -> None:
        self.cancel.block("It is being stopped.")
        self._say("Stopping …")
        self.cancel_chosen.emit()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text) or not self.bar.isHidden())  # beside a bar it keeps the time left at the right


def time_left(seconds: float | None) -> str:
    """A time as a person says it: "about 40 s left", "2 min left"; empty for None."""
    if seconds is None:
        return ""
    if seconds < 60:
        return f"about {max(1, round(seconds))} s left"
    if seconds < 3600:
        return f"{round(seconds / 60)} min left"
    return f"{seconds / 3600:.1f} h left"
