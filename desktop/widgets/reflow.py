"""Parts that stand beside each other where there is room, and under each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop import theme
from desktop.widgets.layout import STEP, clear


class Reflow(QWidget):
    """`width_px`: the least width at 100 % text size at which the parts stand beside each other."""

    def __init__(self, width_px: int, *, gap: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width_px = width_px
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap * STEP)
        self._parts: list[QWidget] = []

    def add(self, part: QWidget, stretch: int = 1) -> None:
        """One more part; `stretch` is its share of the width."""
        self._parts.append(part)
        self._line.addWidget(part, stretch)

    def clear(self) -> None:
        """Take every part out."""
        self._parts.clear()
        clear(self._line)

    @property
    def is_beside(self) -> bool:
        return self._line.direction() == QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        widest = max((part.minimumSizeHint().width() for part in self._parts if not part.isHidden()), default=0)
        return QSize(widest, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_line"):
            self._turn()

    def _turn(self) -> None:
        beside = self.width() >= theme.current().px(self._width_px)
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if wanted != self._line.direction():
            self._line.setDirection(wanted)
            self.updateGeometry()
