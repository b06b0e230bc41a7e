"""A matrix of states: each cell is a word, a count and a shape, and opens something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop import theme
from desktop.widgets.icon import paint

Index = QModelIndex | QPersistentModelIndex
HEAD_PX = 74  # four lines of a title
LEAST_COLUMN_PX = 88  # "Not started" has room in it
SOFT_HYPHEN = "\u00ad"
_LONG_ENDING = re.compile(r"(?<=\w{5})(ability\b)")  # where "interpretability" may be parted


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """`word` and `count` are painted; `kind` (good, bad, warn, info, none) colours; `says` is read out."""

    word: str
    count: str
    kind: str
    icon: str
    says: str


@dataclass(frozen=True, kw_only=True)
class MatrixContent:
    """Row and column headings as (id, title), and the cell of each (row id, column id)."""

    rows: Sequence[tuple[str, str]]
    columns: Sequence[tuple[str, str]]
    cells: Mapping[tuple[str, str], MatrixCell]


EMPTY = MatrixContent(rows=(), columns=(), cells={})


class _Model(QAbstractTableModel):
    content = EMPTY

    def set_content(self, content: MatrixContent) -> None:
        self.beginResetModel()
        self.content = content
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.content.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.content.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        names = self.content.columns if orientation == Qt.Orientation.Horizontal else self.content.rows
        if role == Qt.ItemDataRole.DisplayRole:
            return _LONG_ENDING.sub(f"{SOFT_HYPHEN}\\1", names[section][1])
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return names[section][1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = orientation == Qt.Orientation.Horizontal
            side = Qt.AlignmentFlag.AlignBottom if across else Qt.AlignmentFlag.AlignVCenter
            return Qt.AlignmentFlag.AlignLeft | side | Qt.TextFlag.TextWordWrap
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.word} {cell.count}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.says
        return None

    def cell(self, index: Index) -> MatrixCell:
        return self.content.cells[self.key(index)]

    def key(self, index: Index) -> tuple[str, str]:
        return self.content.rows[index.row()][0], self.content.columns[index.column()][0]


class _Painter(QStyledItemDelegate):
    hovered: tuple[int, int] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        cell, now = model.cell(index), theme.current()
        state: Any = option.state
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        ink = "muted" if cell.kind == "none" else cell.kind
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge(now, ink, state))
        painter.setBrush(now.colour(f"{cell.kind}-soft"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        self._words(painter, box, cell, now.colour(ink))
        painter.restore()

    def _edge(self, now: theme.Theme, ink: str, state: QStyle.StateFlag) -> QPen:
        if state & QStyle.StateFlag.State_HasFocus:
            return QPen(now.colour("focus"), 3)
        if state & QStyle.StateFlag.State_MouseOver:
            return QPen(now.colour(ink), 1.5)
        return QPen(now.colour("line")) if now.name == "contrast" else QPen(Qt.PenStyle.NoPen)

    def _words(self, painter: QPainter, box: QRectF, cell: MatrixCell, colour: QColor) -> None:
        now = theme.current()
        side, left = now.px(16), box.left() + now.px(8)
        line = now.px(20)
        top = box.center().y() - line
        paint(painter, QRectF(left, top + (line - side) / 2, side, side), cell.icon, colour)
        font = QFont(painter.font())
        font.setPixelSize(now.px(13))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour)
        words = QRectF(left + side + now.px(5), top, box.right() - left - side - now.px(8), line)
        under = QRectF(left, top + line, box.right() - left, line)
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, cell.word)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(now.colour("muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, cell.count)


class Matrix(QTableView):
    """Arrow keys move, Enter or a click opens: `cell_chosen(row id, column id)`."""

    cell_chosen = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("matrix")
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._chosen_at: QModelIndex | None = None

    def set_content(self, content: MatrixContent) -> None:
        """Show other cells."""
        self._model.set_content(content)
        self._fit()

    def choose(self, row_id: str, column_id: str) -> None:
        """Open a cell as a click would. Raises KeyError."""
        if (row_id, column_id) not in self._model.content.cells:
            raise KeyError((row_id, column_id))
        self.cell_chosen.emit(row_id, column_id)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._fit()

    def _choose(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(*self._model.key(index))

    def _fit(self) -> None:
        px = theme.current().px
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(px(LEAST_COLUMN_PX))
        across.setFixedHeight(px(HEAD_PX))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(px(54))
        down.setFixedWidth(px(150))
        self.setFixedHeight(px(HEAD_PX) + px(54) * self._model.rowCount() + 4)
