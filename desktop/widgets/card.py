"""A card: one thing that belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.layout import column, row
from desktop.widgets.text import label


class Card(QFrame):
    """A surface with an optional title (with `corner` beside it); its content goes into `body`."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body: QVBoxLayout = column(gap=3)
        self.corner: QHBoxLayout = row(gap=2)
        outer = column(self, gap=3)
        outer.setContentsMargins(20, 16, 20, 18)
        if title:
            self.setAccessibleName(title)
            head = row(gap=3)
            words = column(gap=0)
            self.title = label(title, "heading")
            words.addWidget(self.title)
            self.subtitle = label(subtitle, "small")
            if subtitle:
                words.addWidget(self.subtitle)
            head.addLayout(words, 1)
            head.addLayout(self.corner)
            outer.addLayout(head)
        outer.addLayout(self.body, 1)
