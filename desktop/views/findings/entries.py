"""Milestones or barriers under each other, each with its state and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import clear, column, row
from desktop.widgets.pill import Pill, PillKind
from desktop.widgets.text import label, rule


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the list. `ended`: it is reached or gone already."""

    id: str
    text: str
    remark: str
    state: str
    kind: PillKind
    icon: str
    ended: bool


class Entries(QWidget):
    """`end_words` is what the button says that ends one today; `nothing` is said where there is none."""

    change_chosen = Signal(str)
    end_chosen = Signal(str)
    drop_chosen = Signal(str)

    def __init__(self, end_words: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._end_words, self._nothing = end_words, nothing
        self._shown: tuple[object, str] | None = None
        self._list = column(self, gap=2)

    def show_entries(self, entries: Sequence[Entry], blocked: str) -> None:
        """Replace the list, unless it is shown already: the keyboard stays where it is."""
        wanted = (tuple(entries), blocked)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._list)
        for one in entries:
            self._list.addWidget(self._entry(one, blocked))
        if not entries:
            self._list.addWidget(label(self._nothing, "muted"))

    def _entry(self, one: Entry, blocked: str) -> QWidget:
        held = QWidget()
        outer = column(held, gap=1)
        outer.addWidget(label(one.text, selectable=True))
        if one.remark:
            outer.addWidget(label(one.remark, "small", selectable=True))
        line = row(gap=2)
        line.addWidget(Pill(one.state, one.kind, one.icon))
        line.addStretch(1)
        buttons = [("Change", "edit", self.change_chosen), ("Take out", "delete", self.drop_chosen)]
        if not one.ended:
            buttons.insert(0, (self._end_words, "check", self.end_chosen))
        for words, icon_name, signal in buttons:
            button = Button(f"{words}: {one.text}", "icon", icon_name, hint=words)
            button.block(blocked)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(one.id))
            line.addWidget(button)
        outer.addLayout(line)
        outer.addWidget(rule())
        return held
