"""A box for several lines of text, as high as it is meant to be and no higher."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop import theme

FRAME_PX = 22  # padding and border above and below, as the style sheet has them


class TextBox(QPlainTextEdit):
    """`lines` are shown at once; Tab leaves the box, as in a one-line field."""

    def __init__(self, lines: int, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = self._lines * self.fontMetrics().lineSpacing() + theme.current().px(FRAME_PX)
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())
