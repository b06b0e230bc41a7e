"""Sentences that must not be missed, each with its shape."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.widgets.icon import Glyph
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.text import label


class Cautions(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(self, gap=1)
        self.texts: tuple[str, ...] = ()
        self.hide()

    def say(self, texts: Sequence[str]) -> None:
        """Show these sentences in place of those before."""
        if tuple(texts) == self.texts:
            return
        self.texts = tuple(texts)
        clear(self._column)
        for text in texts:
            line = row(gap=2)
            line.addWidget(Glyph("warning", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
            words = label(text, selectable=True)
            words.setAccessibleName(f"Caution: {text}")
            line.addWidget(words, 1)
            self._column.addLayout(line)
        show_if(self, bool(texts))
