"""The comments of the newest return; one about an item leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.card import Card
from desktop.widgets.layout import clear, column, show_if
from desktop.widgets.link import LinkLine
from desktop.widgets.tab_order import put_in_order
from desktop.widgets.text import label


class CommentsPart(Card):
    item_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Comments", parent=parent)
        self.lines: list[LinkLine] = []
        self._said_by = label("", "small")
        self._list = column(gap=1)
        self.body.addWidget(self._said_by)
        self.body.addLayout(self._list)
        self.body.addStretch(1)

    def show_comments(self, said_by: str, comments: Sequence[tuple[str, str]]) -> None:
        """Show (item or "", words) of each; without comments the card takes no room."""
        clear(self._list)
        self.lines = []
        self._said_by.setText(said_by)
        for item_id, words in comments:
            if not item_id:
                self._list.addWidget(label(words, selectable=True))
                continue
            line = LinkLine(words)
            line.clicked.connect(lambda _=False, item_id=item_id: self.item_opened.emit(item_id))
            self.lines.append(line)
            self._list.addWidget(line)
        put_in_order(self)
        show_if(self, bool(comments))
