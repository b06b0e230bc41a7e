"""A table to read: header cells, numbers at the right, as high as its rows up to a limit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from desktop import theme

ROW_PX = 32
AROUND_PX = 24  # a cell's padding
OVER_PX = 9  # above and under it, with its line
MOST_WRAPPED = 200  # beyond that many rows the measuring would be felt, and the table scrolls sideways
_NUMBER_SIGNS = set("0123456789.,-−–+% ()to∞")


class PlainTable(QTableWidget):
    """Text in rows. `most_rows` are shown at once, the rest by scrolling."""

    def __init__(self, name: str, *, most_rows: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most_rows, self._stretches = most_rows, False
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
            for column, text in enumerate(row):
                self.setItem(number, column, _cell(text, right=numeric[column]))
        self._stretches = bool(numeric) and not numeric[-1]
        self._fit()

    def sizeHint(self) -> QSize:
        shown = min(self.rowCount(), self._most_rows)
        rows = sum(self.rowHeight(number) for number in range(shown))
        wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return QSize(480, self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + bar)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_stretches"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
        if self.sizeHint().height() != self.height():
            self.updateGeometry()

    def _fit(self) -> None:
        """Each column as wide as what is in it; where that is too much, long texts wrap within what is left."""
        self.horizontalHeader().setStretchLastSection(False)
        self.resizeColumnsToContents()
        wanted = [self.columnWidth(at) for at in range(self.columnCount())]
        least = [min(wide, self._longest_word(at)) for at, wide in enumerate(wanted)]
        room = self.viewport().width()
        wraps = sum(wanted) > room >= sum(least) and self.rowCount() <= MOST_WRAPPED
        self.setWordWrap(wraps)
        if wraps:
            spare, excess = room - sum(least), sum(wanted) - sum(least)
            for at, (wide, word) in enumerate(zip(wanted, least, strict=True)):
                self.setColumnWidth(at, word + (wide - word) * spare // excess)
            self.resizeRowsToContents()
        for number in range(self.rowCount()):
            height = theme.current().px(ROW_PX)
            self.setRowHeight(number, max(height, self.rowHeight(number), self._wrapped(number)) if wraps else height)
        self.horizontalHeader().setStretchLastSection(self._stretches)
        self.updateGeometry()

    def _wrapped(self, row: int) -> int:
        """The height that a row needs. Qt's own does not know of the padding beside a text that just fits."""
        around, high = theme.current().px(AROUND_PX), 0
        for column in range(self.columnCount()):
            item, wide = self.item(row, column), self.columnWidth(column) - around
            if item is not None:
                room = QRect(0, 0, max(wide, 1), 10_000)
                high = max(high, self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height())
        return high + theme.current().px(OVER_PX)

    def _longest_word(self, column: int) -> int:
        """The width that a column needs at least, so that no word is cut."""
        head = self.horizontalHeaderItem(column)
        items = [self.item(number, column) for number in range(min(self.rowCount(), MOST_WRAPPED))]
        words = [word for item in items if item is not None for word in item.text().split()]
        measured = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        title = self.horizontalHeader().sectionSizeHint(column) if head is not None else 0
        return max(measured + theme.current().px(AROUND_PX), title)


def _cell(text: str, *, right: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(text if len(text) > 40 else "")
    return item


def _is_numeric(texts: Sequence[str]) -> bool:
    said = [text for text in texts if text not in ("", "none", "exact", "not measured")]
    return bool(said) and all(set(text) <= _NUMBER_SIGNS and any(c.isdigit() for c in text) for text in said)
