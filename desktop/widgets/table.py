"""Tables with a model behind them: sorted by a click, moved through by keyboard, read out by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop import theme
from desktop.widgets.icon import icon

STRETCH_LEAST_PX = 160
ONE_LINE_PX, TWO_LINES_PX = 38, 56
TEXT_AROUND_PX = 50  # padding and an icon beside the text
MOST_MEASURED = 300  # rows whose text is measured: enough to see whether titles are long
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its title and what it takes from a row. `icon` gives (icon name, colour role) for a row or None.

    Where the columns do not fit, the one with the highest `gives_way` is left out first, and stands in the tooltip and
    in what is read out; 0 stays.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    icon: Callable[[Any], tuple[str, str] | None] | None = None
    right: bool = False
    mono: bool = False
    stretch: bool = False
    width_px: int = 0
    gives_way: int = 0


class RowsModel(QAbstractTableModel):
    """Any rows, shown by their columns. A row is given back whole by `row_at`."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        self.left_out: tuple[Column, ...] = ()  # columns for which there is no room now

    def change_rows(self, rows: Sequence[Any]) -> None:
        """Show as many rows in place of those that are there: only what differs is drawn again."""
        before, self.rows = self.rows, tuple(rows)
        last = len(self.columns) - 1
        for at, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, last))

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = _ANSWERS.get(Qt.ItemDataRole(role))
        if answer is None:
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        said = answer(column, row)
        if column.stretch and role in _SAID_ROLES:
            return "\n".join([said, *(f"{one.title}: {one.text(row)}" for one in self.left_out)])
        return said


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _picture(column: Column, row: Any) -> QIcon | None:
    drawn = column.icon(row) if column.icon else None
    return icon(drawn[0], drawn[1], size_px=theme.current().px(_PICTURE_PX)) if drawn else None


def _font(column: Column, _row: Any) -> QFont | None:
    if not column.mono:
        return None
    font = QFont(theme.MONO_FAMILY)
    font.setPixelSize(theme.current().px(13))
    return font


_PICTURE_PX = 18  # at 100 % text size
_SAID_ROLES = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_ANSWERS: dict[Qt.ItemDataRole, Callable[[Column, Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.ToolTipRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.AccessibleTextRole: lambda column, row: f"{column.title}: {column.text(row)}",
    Qt.ItemDataRole.TextAlignmentRole: lambda column, _: _alignment(column),
    Qt.ItemDataRole.DecorationRole: _picture,
    Qt.ItemDataRole.FontRole: _font,
    Qt.ItemDataRole.UserRole: lambda column, row: column.sort(row) if column.sort else column.text(row),
}


class Table(QTableView):
    """A table of rows. `row_selected` carries the row or None; `row_opened` the row that was activated (Enter)."""

    row_selected = Signal(object)
    row_opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._widths: list[int] | None = None
        self._was_shown = False
        self._rows = RowsModel(columns, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._rows)
        self._sorted.setSortRole(Qt.ItemDataRole.UserRole)
        self.setModel(self._sorted)
        self._look()
        self.selectionModel().selectionChanged.connect(lambda *_: self.row_selected.emit(self.selected()))
        self.activated.connect(lambda index: self.row_opened.emit(self._row(index)))

    def set_rows(self, rows: Sequence[Any], keep: Callable[[Any], Any] | None = None) -> None:
        """Show other rows; `keep` gives a key by which the selected row is found again."""
        if keep is not None and [keep(row) for row in rows] == [keep(row) for row in self._rows.rows]:
            self._rows.change_rows(rows)
            self._widths = None  # a date that was just set is wider than the words before it
            self._fit()
            return
        before = self.selected()
        key = keep(before) if keep is not None and before is not None else None
        self._rows.set_rows(rows)
        self._widths = None
        self._fit()
        if keep is not None and key is not None:
            self.select_where(lambda row: keep(row) == key)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:  # before that the head does not have the letters of the style sheet yet
            self._was_shown, self._widths = True, None
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._widths = None
            self._fit()

    def rows(self) -> tuple[Any, ...]:
        return self._rows.rows

    def selected(self) -> Any | None:
        """The row that is selected, or None."""
        chosen = self.selectionModel().selectedRows()
        return self._row(chosen[0]) if chosen else None

    def select_where(self, wanted: Callable[[Any], bool]) -> None:
        """Select the first row that `wanted` accepts."""
        for at, row in enumerate(self._rows.rows):
            if wanted(row):
                self.selectRow(self._sorted.mapFromSource(self._rows.index(at, 0)).row())
                return

    def _row(self, index: Index) -> Any:
        return self._rows.rows[self._sorted.mapToSource(index).row()]

    def _fit(self) -> None:
        """Leave out what there is no room for, and share what is left among the columns that stretch."""
        columns, px = self._rows.columns, theme.current().px
        self.setIconSize(QSize(px(_PICTURE_PX), px(_PICTURE_PX)))
        widths = self._natural()
        shown = list(range(len(columns)))
        for at in sorted(shown, key=lambda at: columns[at].gives_way, reverse=True):
            if columns[at].gives_way and sum(widths[one] for one in shown) > self.viewport().width():
                shown.remove(at)
        self._rows.left_out = tuple(column for at, column in enumerate(columns) if at not in shown)
        wide = [at for at in shown if columns[at].stretch]
        left = self.viewport().width() - sum(widths[at] for at in shown if at not in wide)
        for at in range(len(columns)):
            self.setColumnHidden(at, at not in shown)
            self.setColumnWidth(at, max(px(STRETCH_LEAST_PX), left // len(wide)) if at in wide else widths[at])
        fits = left >= px(STRETCH_LEAST_PX) * len(wide)
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(off if fits else needed)
        lines = 2 if any(self._needs_two_lines(at) for at in wide) else 1
        self.verticalHeader().setDefaultSectionSize(px(ONE_LINE_PX if lines == 1 else TWO_LINES_PX))

    def _natural(self) -> list[int]:
        """The width that each column needs for what is in it; of one that stretches, the least."""
        if self._widths is None:
            head, px = self.horizontalHeader(), theme.current().px
            self._widths = [
                px(STRETCH_LEAST_PX)
                if column.stretch
                else max(px(column.width_px), self.sizeHintForColumn(at), head.sectionSizeHint(at))
                for at, column in enumerate(self._rows.columns)
            ]
        return self._widths

    def _needs_two_lines(self, at: int) -> bool:
        column, room = self._rows.columns[at], self.columnWidth(at) - theme.current().px(TEXT_AROUND_PX)
        metrics = self.fontMetrics()
        return any(metrics.horizontalAdvance(column.text(row)) > room for row in self._rows.rows[:MOST_MEASURED])

    def _look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setResizeContentsPrecision(MOST_MEASURED)  # Qt would measure a thousand rows
        head.setMinimumSectionSize(48)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
