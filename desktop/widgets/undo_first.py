"""Ctrl+Z in a text box takes back typing first; only where nothing is left to take back does it reach the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

BOXES = (QLineEdit, QPlainTextEdit, QTextEdit)


class UndoFirst(QObject):
    """Watches the box that has the keyboard, and no other: a filter over everything would be felt at every event.

    Qt's boxes keep the key to themselves even with nothing to undo.
    """

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._turn)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undoes, redoes = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        if (undoes and not _can(watched, redo=False)) or (redoes and not _can(watched, redo=True)):
            event.ignore()
            return True
        return False

    def _turn(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, BOXES):
            before.removeEventFilter(self)
        if isinstance(now, BOXES):
            now.installEventFilter(self)


def _can(box: QObject, *, redo: bool) -> bool:
    if isinstance(box, QLineEdit):
        return not box.isReadOnly() and (box.isRedoAvailable() if redo else box.isUndoAvailable())
    if isinstance(box, QPlainTextEdit | QTextEdit):
        document = box.document()
        return not box.isReadOnly() and (document.isRedoAvailable() if redo else document.isUndoAvailable())
    return False
