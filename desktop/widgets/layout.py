"""Rows and columns on the 4 px grid."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop import theme

STEP = 4
_PASSES = 4  # what was made, what scrolls around it, and again where a height has changed a width
Box = TypeVar("Box", bound=QBoxLayout)


def column(parent: QWidget | None = None, *, gap: int = 2, margin: int = 0) -> QVBoxLayout:
    """Things under each other; `gap` and `margin` in steps of 4 px."""
    made = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    return _spaced(made, gap, margin)


def row(parent: QWidget | None = None, *, gap: int = 2, margin: int = 0) -> QHBoxLayout:
    """Things beside each other; `gap` and `margin` in steps of 4 px."""
    made = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    return _spaced(made, gap, margin)


def _spaced(made: Box, gap: int, margin: int) -> Box:
    made.setSpacing(gap * STEP)
    made.setContentsMargins(*[margin * STEP] * 4)
    return made


def show_if(widget: QWidget, shown: bool) -> None:  # noqa: FBT001 - it reads as a condition
    """Show or hide a part of a page. One that stands nowhere yet is not shown now: it would be a window of its own."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(shown)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def at_top(widget: QWidget) -> QWidget:
    """`widget` no higher than it needs, with the room that is left below it."""
    held = QWidget()
    held.setObjectName("scrolled")
    inner = column(held, gap=0)
    inner.addWidget(widget)
    inner.addStretch(1)
    return held


def narrow(widget: QWidget, width_px: int) -> QWidget:
    """`widget` no wider than `width_px` at 100 % text size, at the left."""
    return _Narrow(widget, width_px)


class _Narrow(QWidget):
    """A row, since Qt then wraps the words inside for the right width."""

    def __init__(self, inner: QWidget, width_px: int) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._inner, self._width_px = inner, width_px
        line = row(self, gap=0)
        line.addWidget(inner, 1)
        line.addStretch(0)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_inner"):
            self._fit()

    def _fit(self) -> None:
        self._inner.setMaximumWidth(theme.current().px(self._width_px))


def settle(*parts: QWidget) -> None:
    """Lay out what was made in `parts` before it is painted: words know how high they are only once they know how wide.

    Qt would show what was added to a layout in a later turn, and lay it out only then.
    """
    for part in parts:
        for held in part.findChildren(QWidget):
            if held.isHidden() and not held.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                held.show()
    for _ in range(_PASSES):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
