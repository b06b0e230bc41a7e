"""One reading: headline with its interval against the threshold, verdict, sentence, charts, tables, the record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.viewmodels.probes.states import ReadingState
from desktop.views.probes.compare_part import ComparePart
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.chart import ChartBox
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column, row
from desktop.widgets.notice import Notice
from desktop.widgets.pill import Pill, PillKind
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label, rule

VERDICTS: dict[str, tuple[str, PillKind, str]] = {
    "pass": ("Pass", "good", ""),
    "fail": ("Fail", "bad", ""),
    "inconclusive": ("Inconclusive", "warn", "help"),
    "": ("Measured", "info", "insights"),
    "skipped": ("Skipped", "none", "remove_circle"),
    "failed": ("Not measured", "bad", "error"),
}


def verdict_pill(status: str, verdict: str) -> Pill:
    """The pill of a reading: its verdict, or how it ended where nothing was measured."""
    word, kind, shape = VERDICTS[verdict if status == "ok" else status]
    return Pill(word, kind, shape)


class ReadingCard(QWidget):
    """`item_asked` brings the id of an item that the reading supports, `compare_asked` that of another reading, or an
    empty text to end the comparison.
    """

    item_asked = Signal(str)
    compare_asked = Signal(str)

    def __init__(self, reading: ReadingState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"Reading of {reading.title}")
        outer = column(self, gap=4)
        outer.addWidget(self._head(reading))
        self.compare = ComparePart(reading)
        self.compare.asked.connect(self.compare_asked)
        if reading.others:
            outer.addWidget(self.compare)
        for chart in reading.charts:
            card = Card()
            card.body.addWidget(ChartBox(chart))
            outer.addWidget(card)
        for title, header, rows in reading.tables:
            outer.addWidget(_table_card(title, header, rows))
        outer.addWidget(_bounds_card(reading))
        if reading.items:
            outer.addWidget(self._items_card(reading))
        if not reading.others:
            outer.addWidget(self.compare)
        record = Card("Record", "What is needed to repeat this reading and get the same numbers")
        record.body.addWidget(Facts(reading.record))
        outer.addWidget(record)

    def _head(self, reading: ReadingState) -> Card:
        card = Card(reading.title, f"{reading.plan_name} · {reading.at} · {reading.by}")
        card.corner.addWidget(verdict_pill(reading.status, reading.verdict), 0, Qt.AlignmentFlag.AlignTop)
        if reading.headline:
            card.body.addLayout(_headline(reading))
        card.body.addWidget(label(reading.sentence, "question", selectable=True))
        for limit in reading.limits:
            line = row(gap=3)
            line.addWidget(verdict_pill("ok", limit.verdict))
            line.addWidget(label(limit.sentence, selectable=True), 1)
            card.body.addLayout(line)
        for warning in reading.warnings:
            notice = Notice(dismissable=False)
            card.body.addWidget(notice)
            notice.say(warning, kind="warning")
        return card

    def _items_card(self, reading: ReadingState) -> Card:
        card = Card("Items it supports", "A reading never sets an answer: a person reads it and answers.")
        for item_id, title in reading.items:
            line = row(gap=3)
            link = Button(item_id, "link", "arrow_forward")
            link.setAccessibleName(f"Go to item {item_id}: {title}")
            link.clicked.connect(lambda _checked=False, item=item_id: self.item_asked.emit(item))
            link.setMinimumWidth(150)
            line.addWidget(link)
            line.addWidget(label(title), 1)
            card.body.addLayout(line)
        return card


def _headline(reading: ReadingState) -> QHBoxLayout:
    line = row(gap=4)
    figure = label(reading.headline, "figure", wrap=False, selectable=True)
    figure.setAccessibleName(f"{reading.headline_name}: {reading.headline}, {reading.interval}")
    words = column(gap=0)
    words.addWidget(label(reading.headline_name, "label"))
    threshold = f", wanted {reading.against}" if reading.against else ""
    words.addWidget(label(reading.interval + threshold, "small"))
    line.addWidget(figure)
    line.addLayout(words, 1)
    return line


def _table_card(title: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Card:
    card = Card(title)
    table = PlainTable(title, most_rows=14)
    table.show_rows(header, rows)
    card.body.addWidget(table)
    return card


def _bounds_card(reading: ReadingState) -> Card:
    card = Card()
    for title, text in (("What it means", reading.means), ("What it does not mean", reading.does_not_mean)):
        card.body.addWidget(label(title, "subheading"))
        card.body.addWidget(label(text, selectable=True))
        if title == "What it means":
            card.body.addWidget(rule())
    return card
