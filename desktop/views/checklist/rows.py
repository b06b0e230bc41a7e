"""The list of items: a model that changes in place, and rows that paint a shape, an id and a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import theme
from desktop.viewmodels.checklist import DONE_WORDS, ItemRow
from desktop.widgets.icon import paint
from desktop.widgets.pill import SHAPES

Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    rows: tuple[ItemRow, ...] = ()

    def set_rows(self, rows: Sequence[ItemRow]) -> None:
        """Show other rows; where the items are the same ones, only what changed is painted again."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if not same:
            self.beginResetModel()
        before, self.rows = self.rows, tuple(rows)
        if not same:
            self.endResetModel()
            return
        for at, (old, new) in enumerate(zip(before, self.rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.id} {row.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            draft = ", draft" if row.draft else ""
            return f"{row.id}, {row.title}: {DONE_WORDS[row.standing][0]}{draft}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{DONE_WORDS[row.standing][0]}: {row.title}"
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(theme.current().px(200), theme.current().px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Rows)
        row, now, at = model.rows[index.row()], theme.current(), index.row()
        box: QRect = option.rect
        state: Any = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.colour("selected"))
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), now.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, now.colour("sunken"))
        if at:
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), now.colour("line"))
        self._words(painter, box, row)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(now.colour("focus"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, row: ItemRow) -> None:
        now = theme.current()
        word, kind, icon = DONE_WORDS[row.standing]
        colour = now.colour(SHAPES[kind][1])
        side, left = now.px(18), box.left() + now.px(14)
        paint(painter, QRectF(left, box.top() + now.px(10), side, side), icon, colour)
        left += side + now.px(10)
        line = QRectF(left, box.top() + now.px(8), box.right() - left - now.px(12), now.px(20))
        painter.setFont(_font(12, QFont.Weight.DemiBold))
        mark = "Draft" if row.draft else word if row.standing != "unanswered" else ""
        painter.setPen(now.colour("accent" if row.draft else SHAPES[kind][1]))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, mark)
        room = int(line.width()) - painter.fontMetrics().horizontalAdvance(mark) - now.px(6)
        painter.setPen(now.colour("muted"))
        shown = painter.fontMetrics().elidedText(row.id, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(now.colour("ink"))
        painter.setFont(_font(14, QFont.Weight.Normal))
        words = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line.translated(0, now.px(20)), Qt.AlignmentFlag.AlignVCenter, words)


def _font(size_px: int, weight: QFont.Weight) -> QFont:
    font = QFont(theme.TEXT_FAMILY)
    font.setPixelSize(theme.current().px(size_px))
    font.setWeight(weight)
    return font


class ItemList(QListView):
    """Items by row. `item_chosen` carries the id that the person went to."""

    item_chosen = Signal(str)
    selected_some = Signal(int)  # how many

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("items")
        self.setAccessibleName("Items")
        self._rows = _Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._chosen)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected_some.emit(len(self.selectedIndexes())))
        self._showing = False

    def selected(self) -> tuple[str, ...]:
        """The ids of the selected items, in the order of the list."""
        return tuple(self._rows.rows[at].id for at in sorted(index.row() for index in self.selectedIndexes()))

    def show_rows(self, rows: Sequence[ItemRow], current: str) -> None:
        """Show the rows, and mark the one that is in front of the person."""
        self._showing = True
        self._rows.set_rows(rows)
        at = next((index for index, row in enumerate(rows) if row.id == current), None)
        if at is not None and self.currentIndex().row() != at:
            self.setCurrentIndex(self._rows.index(at))
            self.scrollTo(self._rows.index(at))
        self._showing = False

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are the page's shortcuts, not a search in the list."""

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.item_chosen.emit(self._rows.rows[index.row()].id)
