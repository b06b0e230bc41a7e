"""Step 1: the model, read but not run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.viewmodels.probes.states import ModelState, Port
from desktop.widgets.beside import Beside
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.empty import EmptyState
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column
from desktop.widgets.notes import Notes
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label


class ModelPart(QWidget):
    """`model_chosen` brings the path of a model file."""

    model_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop = DropZone(
            "Choose a model",
            "Drop an ONNX file here. It is read in a separate process and not run in this step.",
            "ONNX models (*.onnx)",
        )
        self.drop.file_chosen.connect(self.model_chosen)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName("Reading the model file")
        self._busy.hide()
        self.notes = Notes()
        self._found = Beside(least_px=400)
        outer = column(self, gap=4)
        self._empty = EmptyState(
            "science",
            "A model is looked at before it is run",
            "You see what the file is made of, what goes in and what comes out, and whatever stands against "
            "running it. Then you bind test data, choose probes, run them and read what they measured.",
        )
        for widget in (self.drop, self._busy, self.notes, self._empty, self._found):
            outer.addWidget(widget)
        outer.addStretch(1)
        self._lay_out_found()
        self._found.hide()

    def _lay_out_found(self) -> None:
        self._facts = Facts()
        self._inputs = PlainTable("Inputs of the model", most_rows=20)
        self._outputs = PlainTable("Outputs of the model", most_rows=8)
        self._operators = PlainTable("Operators of the model", most_rows=20)
        file_card = Card("The file")
        file_card.body.addWidget(self._facts)
        operators = Card("Operators", "What the model is made of, most frequent first")
        operators.body.addWidget(self._operators)
        ports = Card("What goes in and what comes out")
        for title, table in (("Inputs", self._inputs), ("Outputs", self._outputs)):
            ports.body.addWidget(label(title, "subheading"))
            ports.body.addWidget(table)
        ports.body.addStretch(1)
        held = QWidget()
        left = column(held, gap=4)
        left.addWidget(file_card)
        left.addWidget(operators)
        left.addStretch(1)
        self._found.add(held)
        self._found.add(ports, top=True)

    def show_state(self, state: ModelState) -> None:
        """Show the model that is chosen, and what was found in it."""
        self.drop.show_file(state.path)
        self._busy.setVisible(state.phase == "working")
        self.notes.show_notes(state.notes)
        self._empty.setVisible(state.phase == "empty")
        self._found.setVisible(state.phase == "ready")
        if state.phase == "ready":
            self._facts.show_facts(state.facts)
            self._inputs.show_rows(("Name", "Type", "Shape"), _rows(state.inputs))
            self._outputs.show_rows(("Name", "Type", "Shape"), _rows(state.outputs))
            self._operators.show_rows(("Domain", "Operator", "Count"), state.operators)


def _rows(ports: Sequence[Port]) -> list[tuple[str, str, str]]:
    return [(port.name, port.type, port.shape) for port in ports]
