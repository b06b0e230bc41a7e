"""The marking of what is open, at the top and at the bottom of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Banner(QLabel):
    """A strip with the marking in its own colours; where colours are forced the words remain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setObjectName("banner")

    def set_marking(self, marking: str, colour: str, text_colour: str) -> None:
        """Show `marking`; colours as #rrggbb."""
        self.setText(marking)
        self.setAccessibleName(f"Marking: {marking}")
        self.setStyleSheet(
            f"QLabel#banner {{ background: {colour}; color: {text_colour}; font-weight: 700; font-size: 13px;"
            " padding: 3px 0px; letter-spacing: 1px; }"
        )
