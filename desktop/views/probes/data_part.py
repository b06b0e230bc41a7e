"""Step 2: the data, and how it is bound to the model."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from desktop.viewmodels.probes.states import DataState
from desktop.views.probes.group_picker import GroupPicker
from desktop.views.probes.input_table import InputTable
from desktop.widgets.beside import Beside
from desktop.widgets.card import Card
from desktop.widgets.choice import Choice
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row
from desktop.widgets.notes import Notes
from desktop.widgets.picker import fill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label

TASKS = (("binary", "Two classes"), ("multiclass", "Several classes"), ("regression", "A number"))
KINDS = (
    ("", "As the model suggests"),
    ("probabilities", "Probabilities"),
    ("logits", "Logits"),
    ("label", "Labels"),
    ("value", "Values"),
)
_DATA_FILES = "Data (*.csv *.npz)"


class DataPart(QWidget):
    """Each signal is one thing the person has set; `output_changed` brings its field and value."""

    test_chosen = Signal(str)
    train_chosen = Signal(str)
    name_changed = Signal(str)
    task_chosen = Signal(str)
    label_chosen = Signal(str)
    positive_chosen = Signal(str)
    group_changed = Signal(str, bool)
    input_bound = Signal(str, object)
    output_changed = Signal(str, object)
    threshold_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.test = DropZone("Test data", "A CSV table or an NPZ file of arrays, with labels", _DATA_FILES)
        self.test.file_chosen.connect(self.test_chosen)
        self.train = DropZone("Training data", "Only some probes need it", _DATA_FILES)
        self.train.file_chosen.connect(self.train_chosen)
        self.notes = Notes()
        self._said = label("", "small")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._bound = QWidget()
        files = Beside(least_px=380)
        files.add(self.test)
        files.add(self.train)
        outer = column(self, gap=4)
        outer.addWidget(files)
        outer.addWidget(self._said)
        outer.addWidget(self._busy)
        outer.addWidget(self.notes)
        outer.addWidget(self._bound)
        outer.addStretch(1)
        inside = column(self._bound, gap=4)
        held = QWidget()
        right = column(held, gap=4)
        right.addWidget(self._output_card())
        right.addWidget(self._group_card(), 1)
        both = Beside(least_px=420)
        both.add(self._task_card())
        both.add(held)
        inside.addWidget(both)
        inside.addWidget(self._input_card())
        inside.addWidget(self._preview_card())

    def _task_card(self) -> Card:
        card = Card("What is predicted")
        self.name = QLineEdit()
        self.name.editingFinished.connect(lambda: self.name_changed.emit(self.name.text().strip()))
        self.task = Choice("Task", TASKS)
        self.task.chosen.connect(self.task_chosen)
        self.label = QComboBox()
        self.label.activated.connect(lambda _: self.label_chosen.emit(str(self.label.currentData())))
        self.positive = QComboBox()
        self.positive.activated.connect(lambda _: self.positive_chosen.emit(str(self.positive.currentData())))
        self._positive_field = Field("Positive class", self.positive)
        card.body.addWidget(Field("Name of the plan", self.name))
        card.body.addWidget(label("Task", "label"))
        card.body.addWidget(self.task)
        pair = row(gap=4)
        pair.addWidget(Field("Label column", self.label), 1)
        pair.addWidget(self._positive_field, 1)
        card.body.addLayout(pair)
        self.threshold = QLineEdit()
        self.threshold.setPlaceholderText("the larger score wins")
        self.threshold.editingFinished.connect(lambda: self.threshold_changed.emit(self.threshold.text()))
        self._threshold_field = Field(
            "Decision threshold", self.threshold, "From this score of the positive class on, the decision is positive."
        )
        card.body.addWidget(self._threshold_field)
        card.body.addStretch(1)
        return card

    def _group_card(self) -> Card:
        card = Card("Groups", "Columns by which people are told apart, such as sex or age band")
        self.groups = GroupPicker()
        self.groups.changed.connect(self.group_changed)
        self.favourable = QComboBox()
        self.favourable.activated.connect(lambda _: self._send_output("favourable", self.favourable))
        self._favourable_field = Field("Favourable class", self.favourable, "Whose rate is compared between groups.")
        card.body.addWidget(self.groups)
        card.body.addWidget(self._favourable_field)
        card.body.addStretch(1)
        return card

    def _send_output(self, field: str, combo: QComboBox) -> None:
        self.output_changed.emit(field, combo.currentData() or None)

    def _output_card(self) -> Card:
        card = Card("What the model says")
        self.scores, self.kind = QComboBox(), QComboBox()
        self.scores.activated.connect(lambda _: self._send_output("scores", self.scores))
        self.kind.activated.connect(lambda _: self._send_output("kind", self.kind))
        both = row(gap=4)
        both.addWidget(Field("Output with the scores", self.scores), 1)
        both.addWidget(Field("What its numbers are", self.kind), 1)
        card.body.addLayout(both)
        card.body.addStretch(1)
        return card

    def _input_card(self) -> Card:
        card = Card("Inputs of the model", "Where each gets its values from; proposed from the names where they agree")
        self.inputs = InputTable()
        self.inputs.bound.connect(self.input_bound)
        card.body.addWidget(self.inputs)
        return card

    def _preview_card(self) -> Card:
        self._preview = Card("Preview", "Real rows, and what the model says of them")
        self._facts = Facts()
        self.rows = PlainTable("Rows of the test data, and what the model says of them", most_rows=10)
        self._preview.body.addWidget(self._facts)
        self._preview.body.addWidget(self.rows)
        return self._preview

    def show_state(self, state: DataState) -> None:
        """Show the binding as it is now."""
        self.test.show_file(state.test)
        self.train.show_file(state.train)
        self.train.setVisible(bool(state.test))
        self.notes.show_notes(state.notes)
        self._said.setText(f"{state.said}…")
        self._said.setVisible(bool(state.said))
        self._busy.setVisible(bool(state.said))
        self._busy.setAccessibleName(state.said)
        self._bound.setVisible(bool(state.columns))
        if state.columns:
            self._show_task(state)
            self._show_outputs(state)
            self.inputs.show_inputs(state.inputs, state.columns, arrays=state.arrays)
        self._preview.setVisible(bool(state.preview.rows))
        if state.preview.rows:
            self._facts.show_facts(state.preview.facts)
            self.rows.show_rows(state.preview.header, state.preview.rows)

    def _show_task(self, state: DataState) -> None:
        if self.name.text() != state.name and not self.name.hasFocus():
            self.name.setText(state.name)
        self.task.set(state.task)
        fill(self.label, [("", "Choose a column…"), *((name, name) for name in state.label_columns)], state.label)
        classes = [(name, name) for name in state.classes]
        fill(self.positive, [("", "The second class"), *classes], state.positive)
        self._positive_field.setVisible(state.task == "binary")
        fill(self.favourable, [("", "The positive class"), *classes], state.favourable)
        taken = {state.label}
        self.groups.show_groups(state.groups, [name for name in state.label_columns if name not in taken])

    def _show_outputs(self, state: DataState) -> None:
        outputs = [("", "As the model suggests"), *((name, name) for name in state.outputs)]
        fill(self.scores, outputs, state.scores)
        fill(self.kind, KINDS, state.kind)
        if not self.threshold.hasFocus():
            self.threshold.setText(state.threshold)
        self._threshold_field.setVisible(state.task == "binary")
        self._favourable_field.setVisible(state.task != "regression")
