"""The lineage of data as a picture, with its table and what does not fit under it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.data_states import GraphState
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.chart import PictureOverTable
from desktop.widgets.layout import show_if
from desktop.widgets.pill import Pill
from desktop.widgets.text import label

_EMPTY = (
    "Record the data sets below, and the steps that lead from one to the next. The picture then shows where the data of"
    " the model come from, and whether each file is still the one that the step named."
)


class LineageCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Lineage of the data", "Section 3(b)(2), action plan DP-3", parent)
        self.pill = Pill()
        self.corner.addWidget(self.pill)
        self.breaks = Cautions()
        self._drawn = PictureOverTable("The lineage as a table")
        self.canvas, self.table = self._drawn.canvas, self._drawn.table
        self._open_title, self.open = label("Not said yet", "subheading"), Cautions()
        self._empty = label(_EMPTY, "muted")
        for widget in (self._empty, self.breaks, self._drawn, self._open_title, self.open):
            self.body.addWidget(widget)

    def show_graph(self, state: GraphState) -> None:
        """Show the picture and its table, or what to do first."""
        self.pill.set(*state.pill)  # type: ignore[arg-type]
        self._drawn.sentence.setText(state.sentence)
        if state.drawn:
            self._drawn.show_drawn(state)
        self.breaks.say(state.breaks)
        self.open.say(state.open)
        show_if(self._open_title, bool(state.open))
        show_if(self._empty, not state.drawn)
        show_if(self._drawn, state.drawn)
