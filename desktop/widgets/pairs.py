"""Fields of a form, two beside each other where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.widgets.field import Field
from desktop.widgets.layout import column
from desktop.widgets.reflow import Reflow

LEAST_PX = 520


def pairs(fields: Sequence[Field]) -> QWidget:
    """The fields in lines of two, each at the top of its half, in the order of the keyboard."""
    held = QWidget()
    outer = column(held, gap=3)
    for at in range(0, len(fields), 2):
        line = Reflow(LEAST_PX, gap=5)
        for field in (*fields[at : at + 2], None)[:2]:
            half = QWidget()
            inner = column(half)
            if field is not None:
                inner.addWidget(field)
            inner.addStretch(1)
            line.add(half)
        outer.addWidget(line)
    return held
