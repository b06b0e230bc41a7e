"""The doors of the first page, and the list of cases that were open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.text import Elided, label


class Door(QFrame):
    """One way in: a picture, a title, a sentence, and its buttons."""

    def __init__(
        self, icon_name: str, title: str, text: str, buttons: Sequence[Button], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "door")
        self.setAccessibleName(title)
        outer = column(self, gap=2)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(Glyph(icon_name, "accent", 36), 0, Qt.AlignmentFlag.AlignLeft)
        outer.addSpacing(4)
        outer.addWidget(label(title, "heading"))
        outer.addWidget(label(text, "muted"), 1, Qt.AlignmentFlag.AlignTop)
        outer.addSpacing(8)
        line: QHBoxLayout = row(gap=2)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        outer.addLayout(line)


class Making(Card):
    """How far the demonstration case is: its first making runs real probes."""

    stop_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Making the demonstration case", "Its probes are really run, once. The window stays usable.", parent
        )
        self._step = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("The demonstration case is being made")
        self.stop = Button("Cancel", "secondary", "close")
        self.stop.clicked.connect(self.stop_chosen)
        self.corner.addWidget(self.stop)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._step)
        self.hide()

    def show_step(self, step: str) -> None:
        """Say what is being done; empty hides the card."""
        show_if(self, bool(step))
        self._step.setText(step)
        self.stop.block("It is being stopped." if step.startswith("Stopping") else "")


class RecentCard(Card):
    """Cases that were open on this machine; only their place and title are remembered."""

    case_chosen = Signal(str)
    forgotten = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Recent cases", parent=parent)
        self._list = column(gap=1)
        self.body.addLayout(self._list)

    def show_recent(self, recent: Sequence[tuple[str, str, bool]]) -> None:
        """List (path, title, whether it is there)."""
        clear(self._list)
        show_if(self, bool(recent))
        for path, title, there in recent:
            self._list.addLayout(self._line(path, title, there=there))

    def _line(self, path: str, title: str, *, there: bool) -> QHBoxLayout:
        line = row(gap=3)
        line.addWidget(Glyph("folder", "muted", 20))
        open_case = Button(title, "link")
        open_case.setAccessibleName(f"Open {title}")
        open_case.block("" if there else "The file is not there any more.")
        open_case.clicked.connect(lambda: self.case_chosen.emit(path))
        line.addWidget(open_case)
        place = Elided(leave_out=Qt.TextElideMode.ElideMiddle)  # the folder it begins with and the file's name stay
        place.setProperty("role", "small")
        place.setText(path if there else f"{path} (not found)")
        line.addWidget(place, 1)
        forget = Button(f"Take {title} off this list", "icon", "close")
        forget.clicked.connect(lambda: self.forgotten.emit(path))
        line.addWidget(forget)
        return line
