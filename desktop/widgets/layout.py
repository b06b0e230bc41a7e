"""Rows and columns on the 4 px grid."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

STEP = 4
Box = TypeVar("Box", bound=QBoxLayout)


def column(parent: QWidget | None = None, *, gap: int = 2, margin: int = 0) -> QVBoxLayout:
    """Things under each other; `gap` and `margin` in steps of 4 px."""
    made = QVBoxLayout(parent)
    return _spaced(made, gap, margin)


def row(parent: QWidget | None = None, *, gap: int = 2, margin: int = 0) -> QHBoxLayout:
    """Things beside each other; `gap` and `margin` in steps of 4 px."""
    made = QHBoxLayout(parent)
    return _spaced(made, gap, margin)


def _spaced(made: Box, gap: int, margin: int) -> Box:
    made.setSpacing(gap * STEP)
    made.setContentsMargins(*[margin * STEP] * 4)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def narrow(widget: QWidget, width_px: int) -> QWidget:
    """`widget` no wider than `width_px`, at the left. In a row, since Qt then wraps its words for the right width."""
    held = QWidget()
    widget.setMaximumWidth(width_px)
    line = row(held, gap=0)
    line.addWidget(widget, 1)
    line.addStretch(0)
    return held
