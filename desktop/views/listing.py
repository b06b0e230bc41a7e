"""Lists in an inspector: a few lines at once, the rest on demand: a long list costs nothing until it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.viewmodels.history import HistoryLine
from desktop.widgets.button import Button
from desktop.widgets.layout import column
from desktop.widgets.text import label, rule

Line = TypeVar("Line")
AT_ONCE = 8
MORE = 40


def add_lines(into: QVBoxLayout, lines: Sequence[Line], make: Callable[[Line], QWidget], nothing: str) -> None:
    """Put a widget for each line into a column; those behind the first few when the person asks for them."""
    held = column(gap=1)
    into.addLayout(held)
    if not lines:
        held.addWidget(label(nothing, "muted"))
    for line in lines[:AT_ONCE]:
        held.addWidget(make(line))
    if len(lines) > AT_ONCE:
        _offer_more(held, lines[AT_ONCE:], make)


def _offer_more(held: QVBoxLayout, lines: Sequence[Line], make: Callable[[Line], QWidget]) -> None:
    more = Button(f"Show {min(MORE, len(lines))} more of {len(lines)}", "link", "expand_more")

    def show() -> None:
        held.removeWidget(more)
        more.hide()
        more.deleteLater()
        for line in lines[:MORE]:
            held.addWidget(make(line))
        if len(lines) > MORE:
            _offer_more(held, lines[MORE:], make)

    more.clicked.connect(show)
    held.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)


def add_history(into: QVBoxLayout, history: Sequence[HistoryLine], nothing: str) -> None:
    """What happened to the thing that is looked at."""
    add_lines(into, history, _happened, nothing)


def _happened(entry: HistoryLine) -> QWidget:
    held = QWidget()
    inner = column(held)
    inner.addWidget(label(entry.sentence, selectable=True))
    inner.addWidget(label(f"{entry.at} · {entry.by}", "small"))
    inner.addWidget(rule())
    return held
