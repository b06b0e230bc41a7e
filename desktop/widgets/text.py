"""Words on a page: labels by role, so that the style sheet decides how each looks."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyleOption, QWidget


class Words(QLabel):
    """A label whose words wrap, and that is exactly as high as they need at its width.

    Qt's own label asks for the height of a width that it guesses, so that words are cut off or stand in a gap.
    """

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.wordWrap() and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wordWrap() and event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Elided(QLabel):
    """One line that gives way: what does not fit is left out with an ellipsis, and stands in the tooltip."""

    def __init__(
        self, parent: QWidget | None = None, *, leave_out: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> None:
        super().__init__(parent)
        self._leave_out = leave_out
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), self._leave_out, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawItemText(
            painter, self.rect(), Qt.AlignmentFlag.AlignVCenter, option.palette, self.isEnabled(), shown,
            self.foregroundRole(),
        )  # fmt: skip


def label(text: str, role: str = "", *, wrap: bool = True, selectable: bool = False) -> QLabel:
    """A label. `role`: title, subtitle, heading, subheading, overline, muted, small, figure, label, mono, question."""
    made = Words(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def rule() -> QFrame:
    """A hair line between two things."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
