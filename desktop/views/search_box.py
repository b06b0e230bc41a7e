"""The box of Ctrl+K: type, go up and down, Enter. The keyboard never leaves the line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import theme
from desktop.viewmodels.search import FoundState, SearchModel, Thing
from desktop.widgets.icon import paint
from desktop.widgets.layout import column
from desktop.widgets.notice import announce
from desktop.widgets.text import label

Index = QModelIndex | QPersistentModelIndex
ICONS = {
    "Command": "arrow_forward",
    "Page": "navigate_next",
    "Item": "list",
    "Cell": "grid_view",
    "Evidence": "attach_file",
    "Finding": "report",
    "Reading": "insights",
}
WIDE_PX, ROW_PX, ROWS, LEAST_ROWS = 640, 46, 9, 3
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}


class _Things(QAbstractListModel):
    things: tuple[Thing, ...] = ()

    def set_things(self, things: Sequence[Thing]) -> None:
        self.beginResetModel()
        self.things = tuple(things)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.things)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        thing = self.things[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return thing.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(thing)
        if role == Qt.ItemDataRole.ToolTipRole:
            return thing.blocked or thing.title
        return None


def _spoken(thing: Thing) -> str:
    return ", ".join(part for part in (thing.title, thing.kind, thing.blocked or thing.detail) if part)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(theme.current().px(200), theme.current().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, now = index.model(), theme.current()
        assert isinstance(model, _Things)
        thing = model.things[index.row()]
        box, state = option.rect, option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.colour("selected"))
            painter.fillRect(box.adjusted(0, 0, 4 - box.width(), 0), now.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, now.colour("sunken"))
        side, left = now.px(18), box.left() + now.px(16)
        faint = "on-disabled" if thing.blocked else "muted"
        paint(painter, QRectF(left, box.center().y() - side / 2, side, side), ICONS[thing.kind], now.colour(faint))
        words = QRectF(box).adjusted(now.px(46), now.px(5), -now.px(16), -now.px(5))
        below = thing.blocked or thing.detail
        half = words.height() / (2 if below else 1)
        kind = QRectF(words.right() - now.px(84), words.top(), now.px(84), half)
        _write(painter, kind, thing.kind, size=12, role="muted", right=True)
        top = QRectF(words.left(), words.top(), words.width() - now.px(92), half)
        _write(painter, top, thing.title, size=14, role="on-disabled" if thing.blocked else "ink")
        if below:
            under = QRectF(words.left(), words.top() + half, words.width(), half)
            _write(painter, under, below, size=12, role=faint)
        painter.restore()


def _write(painter: QPainter, room: QRectF, text: str, *, size: int, role: str, right: bool = False) -> None:
    font = QFont(theme.TEXT_FAMILY)
    font.setPixelSize(theme.current().px(size))
    painter.setFont(font)
    painter.setPen(theme.current().colour(role))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)


class SearchBox(QFrame):
    """Lies over the window while it is open. `closed` when the person went somewhere or gave up."""

    closed = Signal()

    def __init__(self, model: SearchModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._around = model, parent
        self._before: QWidget | None = None
        self.setObjectName("searchbox")
        self.setAccessibleName("Search")
        self.line = QLineEdit()
        self.line.setPlaceholderText("Find a page, an item, evidence, a finding, a reading, or something to do")
        self.line.setAccessibleName("Search everything")
        self.list = QListView()
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._things = _Things(self)
        self.list.setModel(self._things)
        self.list.setItemDelegate(_Painter(self))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = label("", "small", wrap=False)
        outer = column(self, gap=2, margin=3)
        for widget in (self.line, self.list, self.note):
            outer.addWidget(widget)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(model.search)
        self.list.clicked.connect(lambda _: self._choose())
        model.found.connect(self.show_state)
        self.hide()

    def open(self, things: Sequence[Thing]) -> None:
        """Show the box, empty, with the keyboard in it; a second time selects what is typed."""
        if self.isVisible():
            self.line.selectAll()
            return
        window = self.window()
        self._before = window.focusWidget()
        self.line.clear()
        self._model.open(things)
        self._show_box()

    def _show_box(self) -> None:
        self.place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def pick(self, words: str) -> None:
        """Show the box with what its model was given alone; `words` say what to type."""
        self._before = self.window().focusWidget()
        self.line.clear()
        self.line.setPlaceholderText(words)
        self._show_box()

    def close_box(self) -> None:
        """Hide the box and give the keyboard back to where it was."""
        if self.isVisible():
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def place(self) -> None:
        """At the top of the window, in the middle."""
        now, around = theme.current(), self._around
        width = min(now.px(WIDE_PX), around.width() - now.px(32))
        rows = max(LEAST_ROWS, min(ROWS, len(self._things.things)))
        height = min(now.px(ROW_PX * rows + 100), around.height() - now.px(96))
        self.setGeometry((around.width() - width) // 2, now.px(56), width, height)

    def show_state(self, state: FoundState) -> None:
        """Show what was found; the best is chosen."""
        kept = self.current()
        self._things.set_things(state.things)
        self.note.setText(state.note)
        self.place()
        at = state.things.index(kept) if kept in state.things and not self.line.isModified() else 0
        if state.things:
            self._go(at)
        elif self.isVisible():
            announce(self.line, state.note)

    def current(self) -> Thing | None:
        """What Enter would choose."""
        at = self.list.currentIndex().row()
        return self._things.things[at] if 0 <= at < len(self._things.things) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line that belong to the list, before a shortcut of the page gets them."""
        if watched is not self.line:
            return super().eventFilter(watched, event)
        if (
            event.type() == QEvent.Type.FocusOut
            and self.isVisible()
            and not self.isAncestorOf(self.window().focusWidget())
        ):
            self.hide()
        if not isinstance(event, QKeyEvent) or not self._mine(event):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self._press(Qt.Key(event.key()))
        return True

    def _mine(self, event: QKeyEvent) -> bool:
        return event.key() in {*MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab}

    def _press(self, key: Qt.Key) -> None:
        if key in MOVES:
            self._go(self.list.currentIndex().row() + MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        elif key != Qt.Key.Key_Tab:
            self._choose()

    def _go(self, at: int) -> None:
        at = max(0, min(len(self._things.things) - 1, at))
        index = self._things.index(at)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        thing = self.current()
        if thing is not None and self.isVisible():
            announce(self.line, f"{_spoken(thing)}, {at + 1} of {len(self._things.things)}")

    def _choose(self) -> None:
        thing = self.current()
        if thing is None:
            return
        if thing.blocked:
            announce(self.line, thing.blocked)
            self.note.setText(thing.blocked)
            return
        self.close_box()
        self._model.choose(thing)
