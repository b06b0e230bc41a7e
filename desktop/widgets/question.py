"""A question that has to be asked, since what follows can't be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import column, row
from desktop.widgets.text import label

WIDTH_PX = 520


class Question(QDialog):
    """Two ways on. Escape and the safe button close it and change nothing; `agreed` when the other one is pressed."""

    agreed = Signal()

    def __init__(self, title: str, text: str, *, safe: str, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAccessibleDescription(text)
        self.safe, self.other = Button(safe, "primary"), Button(other, "danger")
        outer = column(self, gap=4, margin=6)
        outer.addWidget(label(title, "heading"))
        outer.addWidget(label(text))
        line = row(gap=2)
        line.addStretch(1)
        line.addWidget(self.other)
        line.addWidget(self.safe)
        outer.addLayout(line)
        self.setMinimumWidth(WIDTH_PX)
        self.safe.setDefault(True)
        self.safe.setFocus()
        self.safe.clicked.connect(self.reject)
        self.other.clicked.connect(self._agree)

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()
