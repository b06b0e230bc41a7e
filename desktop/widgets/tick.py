"""A tick box whose words wrap, which Qt's own can't."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QWidget

from desktop.widgets.layout import row
from desktop.widgets.text import label


class Tick(QWidget):
    """`ticked` when the person changes it, by the box or by its words; the keyboard stands on the box."""

    ticked = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words: QLabel = label(text)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = row(self, gap=1)
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self.ticked)

    @property
    def is_ticked(self) -> bool:
        return self.box.isChecked()

    def set(self, *, ticked: bool) -> None:
        """Show it ticked or not without telling anyone."""
        self.box.setChecked(ticked)

    def block(self, reason: str) -> None:
        """Disable it with the reason; an empty reason enables it."""
        self.box.setEnabled(not reason)
        self.setToolTip(reason)

    def click(self) -> None:
        """As a person does."""
        self.box.click()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()) and self.box.isEnabled():
            self.box.click()
        super().mouseReleaseEvent(event)
