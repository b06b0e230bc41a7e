"""The seven components, each with its register of parts, and the gate of human-like features."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.coverage import CoverageModel
from desktop.viewmodels.record.inventory import InventoryModel, InventoryState
from desktop.views.deployment.coverage_part import CoveragePart
from desktop.views.deployment.register import Register
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.layout import column, show_if

GATED = "feature"  # the kind of part that the gate stands before


class InventoryPart(QWidget):
    def __init__(self, model: InventoryModel, gate: CoverageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.gate = CoveragePart(gate)
        self.cautions = Cautions()
        self._open = Card("What does not fit together")
        self._open.body.addWidget(self.cautions)
        self.registers: dict[str, Register] = {}
        outer = column(self, gap=4)
        for kind, state in model.state.registers.items():
            if kind == GATED:
                outer.addWidget(self.gate)
            self.registers[kind] = Register(state)
            self.registers[kind].acted.connect(partial(self._act, kind))
            outer.addWidget(self.registers[kind])
        outer.addWidget(self._open)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: InventoryState) -> None:
        """Show the inventory as it is recorded."""
        for kind, register in state.registers.items():
            self.registers[kind].show_state(register)
        self.cautions.say(state.cautions)
        show_if(self._open, bool(state.cautions))

    def _act(self, kind: str, key: str, row_id: str, values: dict[str, str]) -> None:
        if self._model.act(kind, key, row_id, values):
            self.registers[kind].close_form()
