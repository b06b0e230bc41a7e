"""What was done last, in one line, with the way back beside it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import row, show_if
from desktop.widgets.notice import announce
from desktop.widgets.text import Elided

SHOWN_MS = 20_000
WORDS = {"undo": ("Undo", "Take this back (Ctrl+Z)"), "redo": ("Redo", "Do this again (Ctrl+Shift+Z)")}


class StepNotice(QWidget):
    """`turned` carries "undo" or "redo" when the person wants that."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = ""
        self._words = Elided()
        self._words.setMinimumWidth(1)
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.turn = Button("", "link")
        self.turn.clicked.connect(lambda: self.turned.emit(self._offered))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.clear)
        line = row(self, gap=2)
        line.addWidget(self._words)
        line.addWidget(self.turn)
        line.addStretch(1)
        self.clear()

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, sentence: str, offered: str) -> None:
        """Show a step for a while; `offered` is "undo", "redo" or nothing."""
        self._offered = offered
        self._words.setText(sentence)
        word, hint = WORDS.get(offered, ("", ""))
        self.turn.set_label(word)
        self.turn.setToolTip(hint)
        self.turn.setAccessibleDescription(hint)
        show_if(self.turn, bool(offered))
        self._timer.start()
        announce(self, f"{sentence}. {hint}")

    def clear(self) -> None:
        self._words.setText("")
        self.turn.hide()
