"""A notice inside the page: what happened, and what to do about it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.widgets.button import Button
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label, restyle

Kind = Literal["info", "success", "warning", "error"]
SHAPE = {
    "info": ("info", "info", "Information"),
    "success": ("check_circle", "good", "Done"),
    "warning": ("warning", "warn", "Warning"),
    "error": ("error", "bad", "Problem"),
}


class Notice(QFrame):
    """Hidden until something is said. An announcement goes to the screen reader too."""

    dismissed = Signal()
    action_chosen = Signal()

    def __init__(self, parent: QWidget | None = None, *, dismissable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._glyph = Glyph("info", "info", 22)
        self._text = label("", "label", selectable=True)
        self._hint = label("", "", selectable=True)
        self.action = Button("", "link")
        self.action.clicked.connect(self.action_chosen)
        self._close = Button("Dismiss", "icon", "close")
        show_if(self._close, dismissable)
        self._close.clicked.connect(self.clear)
        words = column(gap=0)
        words.addWidget(self._text)
        words.addWidget(self._hint)
        words.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        line = row(self, gap=3)
        line.setContentsMargins(14, 10, 8, 10)
        line.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What the notice says now; empty when it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def say(self, text: str, hint: str = "", kind: Kind = "info", action: str = "") -> None:
        """Show a sentence, a hint under it, and an action where there is one."""
        icon_name, role, word = SHAPE[kind]
        self.setProperty("kind", kind)
        restyle(self)
        self._glyph.set(icon_name, role)
        self._text.setText(text)
        self._hint.setText(hint)
        show_if(self._hint, bool(hint))
        self.action.set_label(action)
        show_if(self.action, bool(action))
        self.setAccessibleName(f"{word}: {text} {hint}".strip())
        self.show()
        announce(self, f"{word}: {text} {hint}")

    def say_error(self, text: str, hint: str = "") -> None:
        """Show what went wrong; an empty text clears the notice."""
        if text:
            self.say(text, hint, "error")
        else:
            self.clear()

    def clear(self) -> None:
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()


def announce(widget: QWidget, text: str) -> None:
    """Tell the screen reader, without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
