"""The frame of a page: title, one sentence, a corner at the right, a notice, and the body."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.layout import column, narrow, row, show_if
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

SCROLL_BAR_PX = 12  # as the style sheet has it


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
            outer.addLayout(self.body, 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        show_if(self.subtitle, bool(subtitle))

    def _head(self) -> QHBoxLayout:
        words = column(gap=1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = row(gap=4)
        head.addLayout(words, 1)
        head.addLayout(self.corner)
        head.setAlignment(self.corner, Qt.AlignmentFlag.AlignTop)
        return head


def scrolling(body: QVBoxLayout, width_px: int = 0) -> QScrollArea:
    """A scroll area around a column, no wider than `width_px` at 100 % text size, at the left."""
    held = QWidget()
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
