"""What an empty page says: what it is for, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.button import Button
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import column, show_if
from desktop.widgets.text import label


class EmptyState(QWidget):
    action_chosen = Signal()

    def __init__(self, icon_name: str, title: str, text: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "heading")
        self._text = label(text, "muted")
        self.action = Button(action, "primary")
        show_if(self.action, bool(action))
        self.action.clicked.connect(self.action_chosen)
        outer = column(self, gap=2, margin=6)
        outer.addStretch(2)
        outer.addWidget(Glyph(icon_name, "muted", 44), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self.title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            outer.addWidget(words)
        outer.addSpacing(8)
        outer.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def set_text(self, title: str, text: str, action: str = "") -> None:
        self.title.setText(title)
        self._text.setText(text)
        self.action.set_label(action)
        show_if(self.action, bool(action))
