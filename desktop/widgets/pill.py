"""A state as a word and a shape; the colour only helps."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.widgets.icon import Glyph
from desktop.widgets.layout import row, show_if
from desktop.widgets.text import restyle

PillKind = Literal["good", "bad", "warn", "info", "none"]
SHAPES: dict[str, tuple[str, str]] = {
    "good": ("check_circle", "good"),
    "bad": ("cancel", "bad"),
    "warn": ("warning", "warn"),
    "info": ("info", "info"),
    "none": ("radio_button_unchecked", "muted"),
}


class Pill(QFrame):
    """`word` says the state; `kind` picks shape and colour; `icon_name` replaces the shape."""

    def __init__(
        self, word: str = "", kind: PillKind = "none", icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "pill")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._glyph = Glyph("radio_button_unchecked", "muted", 16)
        self._word = QLabel()
        line = row(self, gap=1)
        line.setContentsMargins(6, 3, 9, 3)
        line.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._word)
        self.set(word, kind, icon_name)

    @property
    def word(self) -> str:
        return self._word.text()

    def set(self, word: str, kind: PillKind = "none", icon_name: str = "") -> None:
        """Change the state that is shown."""
        shape, role = SHAPES[kind]
        self._glyph.set(icon_name or shape, role)
        self._word.setText(word)
        self.setProperty("kind", kind)
        self.setAccessibleName(word)
        restyle(self)
        restyle(self._word)
        show_if(self, bool(word))
