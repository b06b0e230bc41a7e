"""A table to read: header cells, numbers at the right, as high as its rows up to a limit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from desktop import theme

_NUMBER_SIGNS = set("0123456789.,-−–+% ()to∞")


class PlainTable(QTableWidget):
    """Text in rows. `most_rows` are shown at once, the rest by scrolling."""

    def __init__(self, name: str, *, most_rows: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_rows = most_rows
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Replace the table's content. A row may end early: the rest of it stays empty."""
        self.clear()
        self.setColumnCount(len(header))
        self.setRowCount(len(rows))
        numeric = [_is_numeric([row[column] for row in rows if column < len(row)]) for column in range(len(header))]
        for column, title in enumerate(header):
            self.setHorizontalHeaderItem(column, _cell(title, right=numeric[column]))
        for number, row in enumerate(rows):
            self.setRowHeight(number, theme.current().px(32))
            for column, text in enumerate(row):
                self.setItem(number, column, _cell(text, right=numeric[column]))
        self._fit(stretch=bool(numeric) and not numeric[-1])

    def sizeHint(self) -> QSize:
        shown = min(self.rowCount(), self._most_rows)
        rows = sum(self.rowHeight(number) for number in range(shown))
        wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return QSize(480, self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sizeHint().height() != self.height():
            self.updateGeometry()

    def _fit(self, *, stretch: bool) -> None:
        self.resizeColumnsToContents()
        self.horizontalHeader().setStretchLastSection(stretch)
        self.updateGeometry()


def _cell(text: str, *, right: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(text if len(text) > 40 else "")
    return item


def _is_numeric(texts: Sequence[str]) -> bool:
    said = [text for text in texts if text not in ("", "none", "exact", "not measured")]
    return bool(said) and all(set(text) <= _NUMBER_SIGNS and any(c.isdigit() for c in text) for text in said)
