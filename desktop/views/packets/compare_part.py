"""What has changed since another packet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.packets import ReviewState
from desktop.viewmodels.packets.states import DifferenceRow
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.layout import column
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

_ICONS = {"added": ("add", "good"), "removed": ("remove", "bad"), "changed": ("autorenew", "info")}
_COLUMNS = (
    Column(title="Change", text=lambda row: row.word, icon=lambda row: _ICONS[row.word]),
    Column(title="In", text=lambda row: row.section),
    Column(title="What", text=lambda row: row.name, stretch=True),
    Column(title="Before", text=lambda row: row.before, stretch=True, gives_way=2),
    Column(title="After", text=lambda row: row.after, stretch=True, gives_way=1),
)


class ComparePart(QWidget):
    """`earlier_chosen` brings the path of the packet to compare with."""

    earlier_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[DifferenceRow, ...] = ()
        self.drop = DropZone(
            "Choose an earlier packet", "Drop the packet to compare with (PDF)", "Packets (*.pdf)", icon_name="history"
        )
        self.drop.file_chosen.connect(self.earlier_chosen)
        self._sum = label("", "label")
        self.table = Table("Differences between the packets", _COLUMNS)
        self.table.setMinimumHeight(280)
        self.table.row_selected.connect(self._on_row)
        self._before, self._after = label("", selectable=True), label("", selectable=True)
        self._row = Card("The difference")
        for title, text in (("Before", self._before), ("After", self._after)):
            self._row.body.addWidget(label(title, "overline"))
            self._row.body.addWidget(text)
        card = Card("Compare with another packet", "What the two say; the checks tell whether they can be relied on")
        card.body.addWidget(self.drop)
        card.body.addWidget(self._sum)
        card.body.addWidget(self.table)
        outer = column(self, gap=4)
        outer.addWidget(card)
        outer.addWidget(self._row)

    def show_state(self, state: ReviewState) -> None:
        """Show with what the open packet is compared, and what differs."""
        self.drop.show_file(state.earlier)
        self._sum.setText(state.compared)
        self._sum.setVisible(bool(state.compared))
        self.table.setVisible(bool(state.differences))
        if state.differences != self._shown:
            self._shown = state.differences
            self.table.set_rows(state.differences)
        self._on_row(self.table.selected() if state.differences else None)

    def _on_row(self, row: DifferenceRow | None) -> None:
        self._row.setVisible(row is not None)
        if row is not None:
            self._row.title.setText(row.name)
            self._before.setText(row.before or "It was not there.")
            self._after.setText(row.after or "It is not there.")
