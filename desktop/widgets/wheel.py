"""The wheel scrolls the page: it changes no value that happens to lie under the pointer, and takes no focus there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QTabBar, QWidget

KEEP_STILL = (QAbstractSpinBox, QComboBox, QTabBar)


class WheelScrolls(QObject):
    """An event filter for the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and isinstance(watched, QWidget):
            if watched.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        elif event.type() == QEvent.Type.Wheel and isinstance(watched, KEEP_STILL):
            event.ignore()  # so that Qt offers it to what they stand in
            return True
        return False
