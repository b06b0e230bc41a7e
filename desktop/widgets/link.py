"""A sentence that leads somewhere; it wraps, which a push button can't."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.widgets.button import ENTER
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import row
from desktop.widgets.text import label


class LinkLine(QPushButton):
    def __init__(self, text: str, icon_name: str = "arrow_forward", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "line")
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = label(text, "link")
        self._line = line = row(self, gap=2)
        line.setContentsMargins(4, 4, 4, 4)
        glyph = Glyph(icon_name, "accent", 18)
        line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        for part in (glyph, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return self._line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._line.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self._line.hasHeightForWidth()  # where the words do not wrap, Qt would take -1 for no height at all

    def heightForWidth(self, width: int) -> int:
        return self._line.heightForWidth(width)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
