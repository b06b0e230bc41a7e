"""The section Data: lineage, data sets, steps, data sheet and profile."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.data import COMPARE, FROM_FILE, DataModel
from desktop.viewmodels.record.data_states import DataState
from desktop.viewmodels.record.states import Row
from desktop.views.deployment.lineage_card import LineageCard
from desktop.views.deployment.register import Register
from desktop.views.deployment.sheet_card import ProfileCard, SheetCard
from desktop.widgets.files import ask_open
from desktop.widgets.layout import column

SETS = "data-set"
KINDS = "Data (*.csv *.parquet *.npz);;All files (*)"


class DataPart(QWidget):
    def __init__(self, model: DataModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.lineage = LineageCard()
        self.registers = {kind: Register(state) for kind, state in model.state.registers.items()}
        self.sheet, self.profile = SheetCard(), ProfileCard()
        outer = column(self, gap=4)
        for widget in (self.lineage, *self.registers.values(), self.sheet, self.profile):
            outer.addWidget(widget)
        for kind, register in self.registers.items():
            register.acted.connect(partial(self._act, kind))
        self.registers[SETS].table.row_selected.connect(self._turn)
        self.sheet.written.connect(self._write)
        self.sheet.chosen_set.activated.connect(lambda _: self._show_profile())
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: DataState) -> None:
        """Show everything as it is recorded."""
        self.lineage.show_graph(state.graph)
        self.sheet.show_state(state)  # first: a data set that is added gets selected, and its sheet shown
        for kind, register in state.registers.items():
            self.registers[kind].show_state(register)
        self._show_profile()

    def _show_profile(self) -> None:
        self.profile.show_set(self._model.state.sets.get(self.sheet.set_id), self._model.state.header)

    def _turn(self, row: Row | None) -> None:
        if row is not None:
            self.sheet.show_set(row.id)
            self._show_profile()

    def _act(self, kind: str, key: str, row_id: str, values: dict[str, str]) -> None:
        if key in (FROM_FILE, COMPARE):
            title = "Profile a file of data" if key == FROM_FILE else "Compare with a file of data"
            path = ask_open(self, title, KINDS)
            if path:
                (self._model.profile if key == FROM_FILE else self._model.compare)(row_id, path)
        elif self._model.act(kind, key, row_id, values):
            self.registers[kind].close_form()

    def _write(self, set_id: str, values: dict[str, str]) -> None:
        if self._model.write_sheet(set_id, values):
            self.sheet.forget_typed()
