"""What is predicted: the task, the labels, the classes and the limit of a decision."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.viewmodels.probes.data_states import DataState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import show_if
from desktop.widgets.picker import fill
from desktop.widgets.text import label

TASKS = (("binary", "Two classes"), ("multiclass", "Several classes"), ("regression", "A number"))


class TaskCard(Card):
    """`typed` brings threshold, limit (of rows) or order (of classes), and what was typed; `order_file_chosen` the path
    of a file with the classes.
    """

    name_changed = Signal(str)
    task_chosen = Signal(str)
    label_chosen = Signal(str)
    positive_chosen = Signal(str)
    typed = Signal(str, str)
    order_file_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What is predicted", parent=parent)
        self.name = QLineEdit()
        self.name.editingFinished.connect(lambda: self.name_changed.emit(self.name.text().strip()))
        self.task = Choice("Task", TASKS)
        self.task.chosen.connect(self.task_chosen)
        self.label, self.positive = QComboBox(), QComboBox()
        self.label.activated.connect(lambda _: self.label_chosen.emit(str(self.label.currentData())))
        self.positive.activated.connect(lambda _: self.positive_chosen.emit(str(self.positive.currentData())))
        self._positive_field = Field("Positive class", self.positive)
        self._lines: dict[str, QLineEdit] = {}
        self._fields = {
            "threshold": self._line(
                "threshold",
                "Decision threshold",
                "From this score of the positive class on, the decision is positive.",
                "the larger score wins",
            ),
            "order": self._line(
                "order",
                "Classes in the order of the scores",
                "Apart by commas. Only needed where the model or the sorted labels say another order.",
                "as the model or the labels say",
            ),
            "limit": self._line(
                "limit",
                "Most rows that are used",
                "Drawn at random by the seed, for tests that would take long.",
                "all",
            ),
        }
        pair = FlowGrid(220, most=2)
        pair.hold([Field("Label column", self.label), self._positive_field])
        self.body.addWidget(Field("Name of the plan", self.name))
        self.body.addWidget(label("Task", "label"))
        self.body.addWidget(self.task)
        self.body.addWidget(pair)
        self.order_file = Button("Take the classes from a file…", "quiet", "folder_open")
        self.order_file.clicked.connect(self._ask_order)
        for name, field in self._fields.items():
            self.body.addWidget(field)
            if name == "order":
                self.body.addWidget(self.order_file, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def line(self, name: str) -> QLineEdit:
        """Where threshold, limit or order are typed."""
        return self._lines[name]

    def _line(self, name: str, title: str, help_text: str, placeholder: str) -> Field:
        line = QLineEdit()
        line.setPlaceholderText(placeholder)
        line.editingFinished.connect(lambda: self._on_typed(name))
        self._lines[name] = line
        return Field(title, line, help_text)

    def _ask_order(self) -> None:
        path = files.ask_open(self, "A list of the classes", "Lists (*.json *.txt);;All files (*)")
        if path:
            self.order_file_chosen.emit(path)

    def _on_typed(self, name: str) -> None:
        line = self._lines[name]
        if line.isModified():
            line.setModified(False)
            self.typed.emit(name, line.text())

    def show_state(self, state: DataState) -> None:
        """Show what is set now."""
        if self.name.text() != state.name and not self.name.hasFocus():
            self.name.setText(state.name)
        self.task.set(state.task)
        fill(self.label, [("", "No labels"), *((name, name) for name in state.label_columns)], state.label)
        classes = [(name, name) for name in state.classes]
        fill(self.positive, [("", "The second class"), *classes], state.positive)
        show_if(self._positive_field, state.task == "binary")
        show_if(self._fields["threshold"], state.task == "binary")
        for widget in (self._fields["order"], self.order_file):
            show_if(widget, state.task != "regression")
        wrong = dict(state.wrong)
        for name, value in (("threshold", state.threshold), ("order", state.order), ("limit", state.limit)):
            line = self._lines[name]
            if line.text() != value and not (line.hasFocus() and line.isModified()):
                line.setText(value)
                line.setCursorPosition(0)
            if self._fields[name].error != wrong.get(name, ""):
                self._fields[name].set_error(wrong.get(name, ""))
