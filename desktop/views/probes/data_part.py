"""Step 2: the data, and how it is bound to the model."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QProgressBar, QWidget

from desktop.viewmodels.probes.data_states import DataState
from desktop.views.probes.group_picker import GroupPicker
from desktop.views.probes.input_list import InputList
from desktop.views.probes.preview_card import PreviewCard
from desktop.views.probes.task_card import TaskCard
from desktop.widgets.beside import Beside
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.empty import EmptyState
from desktop.widgets.field import Field
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import column, show_if
from desktop.widgets.notes import Notes
from desktop.widgets.picker import fill
from desktop.widgets.text import label

KINDS = (
    ("", "As the model suggests"),
    ("probabilities", "Probabilities"),
    ("logits", "Logits"),
    ("label", "Labels"),
    ("value", "Values"),
)
RECORDED_KINDS = (
    ("", "As its values suggest"),
    ("probabilities", "Probabilities of the positive class"),
    ("label", "Decisions"),
    ("value", "Values"),
)
_DATA_FILES = "Data (*.csv *.parquet *.npz)"
_EMPTY = (
    "Choose a table (CSV or Parquet), a folder with one sub-folder for each class or with a labels.csv, or an NPZ file "
    "of arrays. What feeds each input of the model is then proposed, and you see real rows with what the model says of "
    "them. Without data only the probes of the file itself apply: go on to step 3 for these."
)
_EMPTY_RECORDED = (
    "Choose the table that holds, for each row, what the system said and what was true: a CSV or Parquet file. "
    "Columns of groups, such as sex or age band, let results be compared between people."
)


class DataPart(QWidget):
    """Each signal is one thing the person has set; `output_changed` brings its field and value."""

    test_chosen = Signal(str)
    train_chosen = Signal(str)
    group_changed = Signal(str, bool)
    output_changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.test = DropZone("Test data", "A table, a folder of files, or arrays (NPZ)", _DATA_FILES, folders=True)
        self.test.file_chosen.connect(self.test_chosen)
        self.train = DropZone(
            "Training data", "Only some probes need it: step 3 says which", _DATA_FILES, folders=True, removable=True
        )
        self.train.file_chosen.connect(self.train_chosen)
        self.train.removed.connect(lambda: self.train_chosen.emit(""))
        self.notes = Notes()
        self._said = label("", "small")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._empty = EmptyState("grid_view", "", "")
        self._bound = QWidget()
        self.inputs, self.task_card, self.preview = InputList(), TaskCard(), PreviewCard()
        files = Beside(least_px=380)
        files.add(self.test)
        files.add(self.train)
        outer = column(self, gap=4)
        for widget in (files, self._said, self._busy, self.notes, self._empty, self._bound):
            outer.addWidget(widget)
        outer.addStretch(1)
        self._lay_out_bound()

    def _lay_out_bound(self) -> None:
        held = QWidget()
        right = column(held, gap=4)
        right.addWidget(self._output_card())
        right.addWidget(self._group_card(), 1)
        both = Beside(least_px=420)
        both.add(self.task_card)
        both.add(held)
        self._inputs_card = Card(
            "Inputs of the model", "Where each gets its values from; what is proposed can be changed"
        )
        self._inputs_card.body.addWidget(self.inputs)
        inside = column(self._bound, gap=4)
        for widget in (both, self._inputs_card, self.preview):
            inside.addWidget(widget)

    def _output_card(self) -> Card:
        self._outputs = Card("What the model says")
        self.scores, self.column, self.kind = QComboBox(), QComboBox(), QComboBox()
        for field, combo in (("scores", self.scores), ("column", self.column), ("kind", self.kind)):
            combo.activated.connect(lambda _, field=field, combo=combo: self._send_output(field, combo))
        self._scores_field = Field("Output with the scores", self.scores)
        self._column_field = Field("Column of what was said", self.column)
        pair = FlowGrid(220, most=3)
        pair.hold([self._scores_field, self._column_field, Field("What its numbers are", self.kind)])
        self._outputs.body.addWidget(pair)
        self._outputs.body.addStretch(1)
        return self._outputs

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

    def show_state(self, state: DataState) -> None:
        """Show the binding as it is now."""
        self.test.show_file(state.test)
        self.train.show_file(state.train)
        show_if(self.train, bool(state.test))
        self.notes.show_notes(state.notes)
        self._said.setText(f"{state.said}…")
        self._busy.setAccessibleName(state.said)
        for widget in (self._said, self._busy):
            show_if(widget, bool(state.said))
        show_if(self._empty, not state.test)
        title = "What was recorded stands in a table" if state.recorded else "Bind test data to the model"
        self._empty.set_text(title, _EMPTY_RECORDED if state.recorded else _EMPTY)
        show_if(self._bound, state.can_be_bound)
        if state.can_be_bound:
            self.task_card.show_state(state)
            self._show_outputs(state)
            self.inputs.show_inputs(state.inputs, state.columns)
            show_if(self._inputs_card, bool(state.inputs))
        self.preview.show_preview(state.preview)

    def _show_outputs(self, state: DataState) -> None:
        named = [(name, name) for name in state.label_columns]
        fill(self.scores, [("", "As the model suggests"), *((name, name) for name in state.outputs)], state.scores)
        fill(self.column, [("", "Choose a column…"), *named], state.column)
        fill(self.kind, RECORDED_KINDS if state.recorded else KINDS, state.kind)
        show_if(self._scores_field, not state.recorded)
        show_if(self._column_field, state.recorded)
        self._outputs.title.setText("What the system said" if state.recorded else "What the model says")
        taken = {state.label, state.column}
        self.groups.show_groups(state.groups, [name for name in state.label_columns if name not in taken])
        classes = [(name, name) for name in state.classes]
        unset = "The positive class" if state.task == "binary" else "None"
        fill(self.favourable, [("", unset), *classes], state.favourable)
        show_if(self._favourable_field, state.task != "regression")
