"""A reading beside another one of its probe: what became of the numbers, and what was different."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.viewmodels.probes.states import ComparisonState, ReadingState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.chart import ChartBox
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row
from desktop.widgets.picker import fill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label

_CHANGES = ("", "What", "Earlier", "Later")


class ComparePart(Card):
    """`asked` brings the id of the other reading; an empty text ends the comparison."""

    asked = Signal(str)

    def __init__(self, reading: ReadingState, parent: QWidget | None = None) -> None:
        super().__init__("Compare with another reading", parent=parent)
        self._shown: ComparisonState | None = None
        self.other = QComboBox()
        self.start = Button("Compare", "secondary", "insights")
        self.start.setAccessibleName(f"Compare with the chosen reading of {reading.title}")
        self.start.clicked.connect(lambda: self.asked.emit(str(self.other.currentData())))
        self.end = Button("End the comparison", "quiet", "close")
        self.end.clicked.connect(lambda: self.asked.emit(""))
        self.end.hide()
        self._found = column(gap=3)
        if not reading.others:
            self.body.addWidget(label("There is no other reading of this probe in the case yet.", "muted"))
            return
        fill(self.other, reading.others, reading.others[0][0])
        line = row(gap=3)
        line.addWidget(Field("The other reading; the last one of the same plan before this is proposed", self.other), 1)
        buttons = column()
        buttons.addStretch(1)
        pair = row(gap=2)
        pair.addWidget(self.start)
        pair.addWidget(self.end)
        buttons.addLayout(pair)
        line.addLayout(buttons)
        self.body.addLayout(line)
        self.body.addLayout(self._found)

    def show_comparison(self, state: ComparisonState | None) -> None:
        """Show the two side by side; None shows that nothing is compared."""
        if state == self._shown:
            return
        self._shown = state
        had = self.end.hasFocus()
        clear(self._found)
        self.end.setVisible(state is not None)
        if state is None:
            if had:
                self.start.setFocus()
            return
        self._found.addWidget(Facts((("Earlier", state.earlier), ("Later", state.later))))
        self._found.addWidget(label(state.sentence, "question", selectable=True))
        for caution in state.cautions:
            self._found.addWidget(label(caution, selectable=True))
        for chart in state.charts:
            self._found.addWidget(ChartBox(chart))
        self._add_table("Numbers of both", state.header, state.rows)
        if state.changes:
            self._add_table("What was different", _CHANGES, state.changes)
        else:
            self._found.addWidget(label("What was different", "subheading"))
            self._found.addWidget(label("Nothing: model, data, settings, plan and machine were the same."))

    def _add_table(self, title: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        table = PlainTable(title, most_rows=14)
        table.show_rows(header, rows)
        self._found.addWidget(label(title, "subheading"))
        self._found.addWidget(table)
