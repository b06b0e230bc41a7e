"""Things beside each other where there is room, and under each other in small windows and with large text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop import theme
from desktop.widgets.layout import STEP


class Beside(QWidget):
    """Add widgets with `add`. They stand in a row when each gets at least `least_px` (at 100 % text size)."""

    def __init__(self, *, gap: int = 4, least_px: int = 300, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_px = least_px
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(gap * STEP)

    def add(self, widget: QWidget, *, top: bool = False) -> None:
        """Put `widget` behind the others; `top` keeps its own height and lays it at the top."""
        self.line.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest alone: a row must not keep the page from becoming narrow."""
        held = [item.minimumSize() for at in range(self.line.count()) if (item := self.line.itemAt(at)) is not None]
        return QSize(max((size.width() for size in held), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn(event.size().width())
        super().resizeEvent(event)

    def _turn(self, width: int) -> None:
        shown = sum(1 for at in range(self.line.count()) if not self._hidden(at))
        room = width >= theme.current().px(self._least_px) * max(shown, 1)
        wanted = QBoxLayout.Direction.LeftToRight if room else QBoxLayout.Direction.TopToBottom
        if self.line.direction() != wanted:
            self.line.setDirection(wanted)

    def _hidden(self, at: int) -> bool:
        item = self.line.itemAt(at)
        widget = item.widget() if item is not None else None
        return widget is None or widget.isHidden()
