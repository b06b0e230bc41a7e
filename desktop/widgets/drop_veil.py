"""What lies over a place while files hover there: a dashed edge, and what happens if they are let go."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop import theme

_EDGE_PX, _ROUND_PX = 2.0, 8.0


class DropVeil(QWidget):
    """Covers `over` from `rise` to `fall`; the mouse and the files go through it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.text = ""
        self.hide()

    def rise(self, text: str) -> None:
        """Cover the place and say `text` in its middle."""
        self.text = text
        self.setAccessibleName(text)
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
        self.update()

    def fall(self) -> None:
        """Show the place again."""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(now.colour("accent-soft"))
        painter.setPen(QPen(now.colour("accent"), _EDGE_PX, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), _ROUND_PX, _ROUND_PX)
        painter.setPen(now.colour("ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.text)
        painter.end()
