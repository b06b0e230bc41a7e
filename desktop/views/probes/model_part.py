"""Step 1: the model, read but not run; or that there is none, only what a system was recorded to say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QProgressBar, QWidget

from desktop.viewmodels.probes.states import ModelState, Port
from desktop.widgets import files
from desktop.widgets.beside import Beside
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.choice import Choice
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.empty import EmptyState
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.notes import Notes
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label

_MODEL = (
    "A model is looked at before it is run",
    (
        "You see what the file is made of, what goes in and what comes out, and whatever stands against "
        "running it. Then you bind test data, choose probes, run them and read what they measured."
    ),
)
_RECORDED = (
    "What the system said stands in your data",
    (
        "Where the model itself can't be had, such as a service of a vendor, its recorded scores or decisions can be "
        "measured all the same: how often they are right, how well they are calibrated, how they differ between "
        "groups. Next you choose the table that holds them."
    ),
)
SUBJECTS = (("model", "A model (ONNX file)"), ("recorded", "Recorded scores or decisions, no model"))


class ModelPart(QWidget):
    """`subject_chosen` brings "model" or "recorded", `model_chosen` the path of a model file, `domain_allowed` an
    operator domain and whether it is let through, `bom_chosen` the path of its bill of materials or an empty text,
    `bom_draft_asked` where a draft of one shall be written.
    """

    subject_chosen = Signal(str)
    model_chosen = Signal(str)
    domain_allowed = Signal(str, bool)
    bom_chosen = Signal(str)
    bom_draft_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = Choice("What is evaluated", SUBJECTS)
        self.subject.chosen.connect(self.subject_chosen)
        self.drop = DropZone(
            "Choose a model",
            "Drop an ONNX file here. It is read in a separate process and not run in this step.",
            "ONNX models (*.onnx)",
        )
        self.drop.file_chosen.connect(self.model_chosen)
        self.bom = DropZone(
            "Bill of materials",
            "Where the model has one: CycloneDX in JSON. One probe reads it.",
            "CycloneDX (*.json)",
            icon_name="file_present",
            removable=True,
        )
        self.bom.file_chosen.connect(self.bom_chosen)
        self.bom.removed.connect(lambda: self.bom_chosen.emit(""))
        self._drafting = self._lay_out_draft()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName("Reading the model file")
        self._busy.hide()
        self.notes = Notes()
        self._found = Beside(least_px=400)
        outer = column(self, gap=4)
        self._empty = EmptyState("science", *_MODEL)
        self._domains = column(gap=1)
        self._shown_domains: tuple[str, ...] = ()
        outer.addWidget(label("What is evaluated", "label"))
        for widget in (self.subject, self.drop, self._busy, self.notes):
            outer.addWidget(widget)
        outer.addLayout(self._domains)
        outer.addWidget(self.bom)
        outer.addWidget(self._drafting)
        outer.addWidget(self._empty)
        outer.addWidget(self._found)
        outer.addStretch(1)
        self._lay_out_found()
        self._found.hide()

    def _lay_out_draft(self) -> QWidget:
        self._path = ""
        self.draft = Button("Draft a bill of materials…", "quiet", "save_alt")
        self.draft.clicked.connect(self._ask_draft)
        held = QWidget()
        line = row(held, gap=3)
        line.addWidget(self.draft)
        line.addWidget(
            label("None yet? A draft says what the files tell, and what is left for people to say.", "muted"), 1
        )
        return held

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

    def _show_domains(self, domains: tuple[tuple[str, bool], ...]) -> None:
        """A tick for each operator domain outside ONNX, to let its operators through."""
        names = tuple(name for name, _ in domains)
        if names != self._shown_domains:
            self._shown_domains = names
            clear(self._domains)
            for name in names:
                tick = QCheckBox(f"Let operators of {name} through: I know where they come from")
                tick.setObjectName(f"domain-{name}")
                tick.clicked.connect(lambda on, name=name: self.domain_allowed.emit(name, on))
                self._domains.addWidget(tick)
        for at, (_, on) in enumerate(domains):
            item = self._domains.itemAt(at)
            held = item.widget() if item is not None else None
            if isinstance(held, QCheckBox):
                held.setChecked(on)

    def show_state(self, state: ModelState) -> None:
        """Show the model that is chosen, and what was found in it."""
        self.subject.set("recorded" if state.recorded else "model")
        self.drop.show_file(state.path)
        show_if(self.drop, not state.recorded)
        self._show_domains(state.domains)
        self._busy.setVisible(state.phase == "working")
        self.notes.show_notes(state.notes)
        self._empty.set_text(*(_RECORDED if state.recorded else _MODEL))
        show_if(self._empty, state.recorded or state.phase == "empty")
        found = state.phase == "ready" and not state.recorded
        show_if(self._found, found)
        show_if(self.bom, found)
        if state.bom and self.draft.hasFocus():
            self.bom.choose.setFocus()
        show_if(self._drafting, found and not state.bom)
        self.bom.show_file(state.bom)
        self._path = state.path
        if found:
            self._facts.show_facts(state.facts)
            self._inputs.show_rows(("Name", "Type", "Shape"), _rows(state.inputs))
            self._outputs.show_rows(("Name", "Type", "Shape"), _rows(state.outputs))
            self._operators.show_rows(("Domain", "Operator", "Count"), state.operators)

    def _ask_draft(self) -> None:
        model = Path(self._path)
        proposed = str(model.with_name(f"{model.stem}.cdx.json"))
        path = files.ask_save(self, "Draft a bill of materials", proposed, "CycloneDX (*.json)")
        if path:
            self.bom_draft_asked.emit(path)


def _rows(ports: Sequence[Port]) -> list[tuple[str, str, str]]:
    return [(port.name, port.type, port.shape) for port in ports]
