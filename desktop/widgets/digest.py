"""A digest to read and compare: monospaced, in groups of eight, to be copied whole."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import row
from desktop.widgets.text import label


class DigestLabel(QWidget):
    def __init__(self, digest: str = "", name: str = "SHA-256", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digest, self._name = "", name
        self._shown = label("", "mono", selectable=True)
        self._copy = Button(f"Copy {name}", "icon", "content_copy")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._digest))
        line = row(self, gap=1)
        line.addWidget(self._shown, 1)
        line.addWidget(self._copy)
        self.set(digest)

    @property
    def digest(self) -> str:
        return self._digest

    def set(self, digest: str) -> None:
        """Show another digest (hexadecimal)."""
        self._digest = digest
        self._shown.setText(" ".join(digest[start : start + 8] for start in range(0, len(digest), 8)))
        self._shown.setAccessibleName(f"{self._name} {digest}")
