"""Step 5: the readings of the case, and the one that is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop import theme
from desktop.viewmodels.probes.states import ReadingLine, ReadState
from desktop.views.probes.reading_card import VERDICTS, ReadingCard
from desktop.widgets.empty import EmptyState
from desktop.widgets.icon import icon
from desktop.widgets.layout import column, row, settle
from desktop.widgets.page import scrolling
from desktop.widgets.pill import SHAPES

_BESIDE_WORDS_PX = 80  # in the list: icon, padding and scroll bar


class ReadPart(QWidget):
    """`reading_chosen` brings the id of a reading in the list; `item_asked` of an item."""

    reading_chosen = Signal(str)
    item_asked = Signal(str)
    compare_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ReadingLine, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Readings in this case, newest first")
        self.list.setObjectName("readings")
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(self._on_current)
        self._empty = EmptyState(
            "insights",
            "No readings yet",
            "A reading is what one run of one probe measured. Run probes in the steps before, and read them here.",
        )
        self._body = column(gap=4)
        self._area = scrolling(self._body, 980)
        outer = row(self, gap=4)
        outer.addWidget(self.list)
        outer.addWidget(self._area, 1)
        outer.addWidget(self._empty, 1)
        self._open = ""
        self._card: ReadingCard | None = None

    @property
    def card(self) -> ReadingCard | None:
        """The reading that is shown now."""
        return self._card

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(theme.current().px(310), self.width() // 3)
        if width != self.list.width():
            self.list.setFixedWidth(width)
            self._fill(self._lines)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self._fill(self._lines)

    def show_state(self, state: ReadState) -> None:
        """Show the list, and the open reading."""
        self._empty.setVisible(not state.lines)
        self.list.setVisible(bool(state.lines))
        self._area.setVisible(bool(state.lines))
        if state.lines != self._lines:
            self._fill(state.lines)
        if state.open is not None and state.open.id != self._open:
            self._show_reading(state)
        if self._card is not None:
            self._card.compare.show_comparison(state.compared)

    def _fill(self, lines: tuple[ReadingLine, ...]) -> None:
        self._lines = lines
        quiet = QSignalBlocker(self.list)
        px = theme.current().px
        self.list.setIconSize(QSize(px(20), px(20)))
        self.list.clear()
        for line in lines:
            word, kind, shape = VERDICTS[line.verdict if line.status == "ok" else line.status]
            default, role = SHAPES[kind]
            new = "New · " if line.new else ""
            words = f"{line.title}\n{new}{word}\n{self._in_one_line(f'{line.at[:16]} · {line.plan_name}')}"
            item = QListWidgetItem(icon(shape or default, role), words)
            item.setData(Qt.ItemDataRole.UserRole, line.id)
            item.setToolTip(line.plan_name)
            item.setSizeHint(QSize(0, px(80)))
            self.list.addItem(item)
            if line.id == self._open:
                self.list.setCurrentItem(item)
        quiet.unblock()

    def _in_one_line(self, text: str) -> str:
        room = self.list.width() - theme.current().px(_BESIDE_WORDS_PX)
        return self.list.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _show_reading(self, state: ReadState) -> None:
        if state.open is None:
            return
        self._open = state.open.id
        if self._card is not None:
            self._body.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        self._card = ReadingCard(state.open)
        self._card.item_asked.connect(self.item_asked)
        self._card.compare_asked.connect(self.compare_asked)
        self._body.insertWidget(0, self._card)
        self._card.show()
        settle(self._card)
        self._area.verticalScrollBar().setValue(0)
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(Qt.ItemDataRole.UserRole) == self._open:
                quiet = QSignalBlocker(self.list)
                self.list.setCurrentItem(item)
                quiet.unblock()

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.reading_chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
