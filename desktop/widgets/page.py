"""The frame of a page: title, one sentence, a corner at the right, a notice, and the body."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.layout import column, narrow, row, show_if
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

LEAST_BODY_PX = 330  # what a body that does not scroll needs at 100 % text size; in a lower window it does
SCROLL_BAR_PX = 12  # as the style sheet has it
_TURNS = {
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class _Least(QWidget):
    """As high as there is room for, and at least `least_px` at 100 % text size."""

    def __init__(self, least_px: int) -> None:
        super().__init__()
        self._least_px = least_px

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.current().px(self._least_px))


class Page(QWidget):
    """A page. Put widgets into `body`, buttons into `corner`; say what went wrong with `notice`.

    `scrolls`: the body scrolls as one (forms, reading); otherwise it fills the page (tables, lists beside things).
    `width_px`: the widest that a scrolling body grows, since long lines read badly; 0 is no limit.
    """

    def __init__(
        self, title: str, subtitle: str = "", *, scrolls: bool = False, width_px: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.title = label(title, "title")
        self.subtitle = label(subtitle, "subtitle")
        show_if(self.subtitle, bool(subtitle))
        self.corner: QHBoxLayout = row(gap=2)
        self.notice = Notice()
        self.body: QVBoxLayout = column(gap=4)
        outer = column(self, gap=4)
        outer.setContentsMargins(32, 24, 0, 0 if scrolls else 20)
        top = column(gap=4)
        top.setContentsMargins(0, 0, 32, 0)
        top.addLayout(self._head())
        top.addWidget(self.notice)
        outer.addLayout(top)
        if scrolls:
            # The scroll bar stands at the edge of the window, so that the body is as wide as the head.
            self.body.setContentsMargins(0, 0, 32 - SCROLL_BAR_PX, 24)
            outer.addWidget(scrolling(self.body, width_px), 1)
        else:
            self.body.setContentsMargins(0, 0, 32, 0)
            outer.addWidget(scrolling(self.body, least_px=LEAST_BODY_PX), 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_if(self.subtitle, bool(subtitle))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down scroll the largest part that scrolls, wherever the keyboard is."""
        turn = _TURNS.get(Qt.Key(event.key()))
        areas = [area for area in self.findChildren(QScrollArea) if area.isVisible()]
        scrolled = [area for area in areas if area.verticalScrollBar().maximum() > 0]
        if turn is None or not scrolled:
            super().keyPressEvent(event)
            return
        max(scrolled, key=lambda area: area.width() * area.height()).verticalScrollBar().triggerAction(turn)

    def _head(self) -> QHBoxLayout:
        words = column(gap=1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = row(gap=4)
        head.addLayout(words, 1)
        head.addLayout(self.corner)
        head.setAlignment(self.corner, Qt.AlignmentFlag.AlignTop)
        return head


def scrolling(body: QVBoxLayout, width_px: int = 0, *, least_px: int = 0) -> QScrollArea:
    """A scroll area around a column, no wider than `width_px` at 100 % text size, at the left.

    With `least_px` the column is as high as the area, but never lower than that: only then it scrolls.
    """
    held = _Least(least_px) if least_px else QWidget()
    held.setObjectName("scrolled")
    held.setLayout(body)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setWidget(narrow(held, width_px) if width_px else held)
    area.viewport().setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def section(*parts: QWidget) -> QScrollArea:
    """What stands in one of the sections of a page, scrolling on its own, with room at the right and below."""
    body = column(gap=4)
    body.setContentsMargins(0, 0, 20, 24)
    for part in parts:
        body.addWidget(part)
    body.addStretch(1)
    return scrolling(body)
