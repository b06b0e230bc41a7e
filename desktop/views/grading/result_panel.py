"""What came out of a closed grading: shares with their intervals, differences, agreement, and the readings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.grading import ResultState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, row
from desktop.widgets.link import LinkLine
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label


class ResultPanel(QWidget):
    left = Signal()
    reading_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = Button("Back to the list", "quiet", "arrow_back")
        self.back.clicked.connect(self.left)
        self.setFocusProxy(self.back)
        self._title = label("", "heading")
        self._facts, self.cautions = Facts(), Cautions()
        self.tables: list[PlainTable] = []
        self._cards = column(gap=4)
        head = row(gap=3)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        known = Card("How it was graded")
        known.body.addWidget(self._facts)
        known.body.addWidget(self.cautions)
        outer = column(self, gap=4)
        outer.addLayout(head)
        outer.addWidget(known)
        outer.addLayout(self._cards)

    def show_state(self, state: ResultState) -> None:
        """Show the results in place of those before."""
        self._title.setText(state.title)
        self._facts.show_facts(state.facts)
        self.cautions.say(state.cautions)
        clear(self._cards)
        self.tables = []
        for title, header, rows in state.tables:
            table = PlainTable(title, most_rows=14)
            table.show_rows(header, rows)
            self.tables.append(table)
            card = Card(title)
            card.body.addWidget(table)
            self._cards.addWidget(card)
        if state.readings:
            card = Card("Readings", "Linked to the items that they bear on")
            for reading_id, sentence in state.readings:
                line = LinkLine(sentence, "science")
                line.clicked.connect(lambda _=False, key=reading_id: self.reading_chosen.emit(key))
                card.body.addWidget(line)
            self._cards.addWidget(card)
