"""The frame of a page: title, one sentence, actions at the right, a notice, and the body."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.widgets.layout import column, row
from desktop.widgets.notice import Notice
from desktop.widgets.text import label


class Page(QWidget):
    """A page. Put widgets into `body`, buttons into `actions`; say what went wrong with `notice`.

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
        self.subtitle.setVisible(bool(subtitle))
        self.actions: QHBoxLayout = row(gap=2)
        self.notice = Notice()
        self.body: QVBoxLayout = column(gap=4)
        outer = column(self, gap=4)
        outer.setContentsMargins(32, 24, 32, 20)
        outer.addLayout(self._head())
        outer.addWidget(self.notice)
        if scrolls:
            outer.addWidget(scrolling(self.body, width_px), 1)
        else:
            outer.addLayout(self.body, 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def _head(self) -> QHBoxLayout:
        words = column(gap=1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = row(gap=4)
        head.addLayout(words, 1)
        head.addLayout(self.actions)
        head.setAlignment(self.actions, Qt.AlignmentFlag.AlignTop)
        return head


def scrolling(body: QVBoxLayout, width_px: int = 0) -> QScrollArea:
    """A scroll area around a column, no wider than `width_px`, that starts at the left."""
    inner = QWidget()
    inner.setObjectName("scrolled")
    held = QWidget()
    held.setObjectName("scrolled")
    if width_px:
        held.setMaximumWidth(width_px)
    held.setLayout(body)
    side = row(inner, gap=0)
    side.addWidget(held, 1)
    if width_px:
        side.addStretch(0)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
