"""Tables with a model behind them: sorted by a click, moved through by keyboard, read out by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFont, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop import theme
from desktop.widgets.icon import pixmap

STRETCH_LEAST_PX = 160
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its title and what it takes from a row. `icon` gives (icon name, colour role) for a row or None."""

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    icon: Callable[[Any], tuple[str, str] | None] | None = None
    right: bool = False
    mono: bool = False
    stretch: bool = False
    width_px: int = 0


class RowsModel(QAbstractTableModel):
    """Any rows, shown by their columns. A row is given back whole by `row_at`."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()

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
        return answer(self.columns[index.column()], self.rows[index.row()]) if answer else None


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _picture(column: Column, row: Any) -> QPixmap | None:
    drawn = column.icon(row) if column.icon else None
    return pixmap(drawn[0], drawn[1], theme.current().px(18)) if drawn else None


def _font(column: Column, _row: Any) -> QFont | None:
    if not column.mono:
        return None
    font = QFont(theme.MONO_FAMILY)
    font.setPixelSize(theme.current().px(13))
    return font


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
        before = self.selected()
        key = keep(before) if keep is not None and before is not None else None
        self._rows.set_rows(rows)
        self._stretch()
        if keep is not None and key is not None:
            self.select_where(lambda row: keep(row) == key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

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

    def _stretch(self) -> None:
        """Share what the other columns leave among those that stretch, but never less than a title needs."""
        wide = [at for at, column in enumerate(self._rows.columns) if column.stretch]
        others = sum(self.columnWidth(at) for at in range(len(self._rows.columns)) if at not in wide)
        for at in wide:
            left = (self.viewport().width() - others) // len(wide)
            self.setColumnWidth(at, max(theme.current().px(STRETCH_LEAST_PX), left))

    def _look(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(38))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)
        for at, column in enumerate(self._rows.columns):
            if column.stretch:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            elif column.width_px:
                self.setColumnWidth(at, theme.current().px(column.width_px))
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
