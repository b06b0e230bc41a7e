"""The columns by which groups are compared: chips, and a box to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import clear, column, row
from desktop.widgets.picker import fill


class GroupPicker(QWidget):
    """`changed` brings a column and whether groups are compared by it."""

    changed = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = QComboBox()
        self.add.setAccessibleName("Add a group column")
        self.add.activated.connect(self._on_added)
        self._chips = row(gap=2)
        outer = column(self, gap=2)
        outer.addLayout(self._chips)
        outer.addWidget(self.add)

    def show_groups(self, groups: Sequence[str], offered: Sequence[str]) -> None:
        """Show the chosen columns, and offer the others."""
        clear(self._chips)
        for group in groups:
            chip = Button(group, "secondary", "close", hint=f"Compare by {group} no longer")
            chip.setAccessibleName(f"Remove the group column {group}")
            chip.clicked.connect(lambda _checked=False, group=group: self._send(group, on=False))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        rest = [(name, name) for name in offered if name not in groups]
        fill(self.add, [("", "Add a column…"), *rest], "")

    def _on_added(self, _index: int) -> None:
        name = str(self.add.currentData())
        if name:
            self._send(name, on=True)

    def _send(self, name: str, *, on: bool) -> None:
        self.changed.emit(name, on)
