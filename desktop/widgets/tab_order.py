"""Tab goes through a page as one reads it, whatever was made when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit)  # what is inside them is theirs


def put_in_order(*parts: QWidget) -> None:
    """Let Tab go through `parts`, one after the other, each in the order of its layout."""
    stops = [stop for part in parts for stop in _stops(part)]
    for before, after in pairwise(stops):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def lead_into(part: QWidget, following: QWidget) -> None:
    """Let Tab reach what stands in `part`, which is made anew at times, right before `following`."""
    first, then = next(_stops(part), None), next(_stops(following), None)
    if first is None or then is None:
        return
    before = then.previousInFocusChain()
    while before not in (None, then) and (
        part.isAncestorOf(before) or not before.focusPolicy() & Qt.FocusPolicy.TabFocus
    ):
        before = before.previousInFocusChain()  # Qt takes what can't have the keyboard for the last thing inside of it
    if before is not None:
        QWidget.setTabOrder(before, first)
    put_in_order(part, following)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in and at `widget` that Tab can stop at, in the order of the layout."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    if isinstance(widget, QScrollArea):
        held = widget.widget()
        if held is not None:
            yield from _stops(held)
    elif isinstance(widget, QStackedWidget):
        open_now = widget.currentWidget()
        if open_now is not None:
            yield from _stops(open_now)
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        grid = layout
        places_by_cell = {at: grid.getItemPosition(at)[:2] for at in places}  # type: ignore[index] # four whole numbers
        ordered = sorted(places, key=lambda at: places_by_cell[at])
    else:
        ordered = list(places)
    for at in ordered:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _in_layout(inner)
