"""Answers that rest on content made by AI, each a way to its item (section 3(e))."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.card import Card
from desktop.widgets.layout import clear, column
from desktop.widgets.link import LinkLine
from desktop.widgets.text import label


class WarningsPart(Card):
    item_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Answers that rest on content made by AI", "Section 3(e)", parent)
        self._lines = column(gap=1)
        self.body.addLayout(self._lines)
        self._shown: tuple[tuple[str, str], ...] | None = None

    def show_warnings(self, warnings: Sequence[tuple[str, str]]) -> None:
        """Show (item id, sentence) of each."""
        if tuple(warnings) == self._shown:
            return
        self._shown = tuple(warnings)
        clear(self._lines)
        for item_id, sentence in warnings:
            line = LinkLine(sentence, "warning")
            line.clicked.connect(lambda _=False, item_id=item_id: self.item_opened.emit(item_id))
            self._lines.addWidget(line)
        if not warnings:
            self._lines.addWidget(label("None.", "muted"))
