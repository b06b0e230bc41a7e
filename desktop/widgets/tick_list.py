"""A list of rows that are ticked or not: by the mouse on the box, by Space from anywhere in the row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop import theme

Index = QModelIndex | QPersistentModelIndex
LIST_PX, LINE_PX = 260, 34


class TickRows(QAbstractTableModel):
    """Any rows with `id` and `ticked`. `ticked` is asked for by the person; the rows change when they are set anew."""

    ticked = Signal(str, bool)

    def __init__(
        self,
        heads: Sequence[str],
        texts: Callable[[Any], Sequence[str]],
        spoken: Callable[[Any], str],
        can_tick: Callable[[Any], bool] = lambda _row: True,
    ) -> None:
        """`texts` gives the cells of a row, `spoken` what is read out for it; a row that can't be ticked has no box."""
        super().__init__()
        self.rows: tuple[Any, ...] = ()
        self._heads, self._texts, self._spoken, self._can_tick = tuple(heads), texts, spoken, can_tick

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; where the ids are the same ones, the row that is chosen stays chosen."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self._heads) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if index.column() == 0 else self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and self._can_tick(row):
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        box = index.column() == 0 and self._can_tick(self.rows[index.row()])
        return plain | Qt.ItemFlag.ItemIsUserCheckable if box else plain

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()]
        if role != Qt.ItemDataRole.CheckStateRole or not self._can_tick(row):
            return False
        self.ticked.emit(row.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class TickList(QTableView):
    """The rows as a table; the first column takes the room that the others leave."""

    def __init__(self, name: str, rows: TickRows) -> None:
        super().__init__()
        self.setModel(rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(LINE_PX))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at in range(1, rows.columnCount()):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(theme.current().px(LIST_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row from any of its columns."""
        at = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and at.isValid():
            first = at.siblingAtColumn(0)
            ticked = first.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            self.model().setData(first, wanted, Qt.ItemDataRole.CheckStateRole)
            return
        super().keyPressEvent(event)
