"""The marking of what is open, at the top and at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop import theme


class Banner(QLabel):
    """A strip with the marking in its own colours; where colours are forced the words remain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = ("", "")
        self._size_px = 0
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setObjectName("banner")

    def set_marking(self, marking: str, colour: str, text_colour: str) -> None:
        """Show `marking`; colours as #rrggbb."""
        self.setText(marking)
        self.setAccessibleName(f"Marking: {marking}")
        self._look = (colour, text_colour)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._size_px not in (0, theme.current().px(13)):
            self._dress()

    def _dress(self) -> None:
        colour, text_colour = self._look
        self._size_px = theme.current().px(13)
        self.setStyleSheet(
            f"QLabel#banner {{ background: {colour}; color: {text_colour}; font-weight: 700;"
            f" font-size: {self._size_px}px; padding: 3px 0px; letter-spacing: 1px; }}"
        )
