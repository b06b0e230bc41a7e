"""Importing outputs: the file, which column is what with its first rows, who grades and by which rubric."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from desktop.viewmodels.grading.importing import PART_TITLES, ImportModel
from desktop.viewmodels.grading.states import ImportState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.field import Field
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.picker import fill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox
from desktop.widgets.tick import Tick

_KINDS = "Tables of outputs (*.csv *.xlsx *.jsonl *.ndjson)"
_NONE = ("", "None")


class ImportPanel(QWidget):
    """`left` when the person goes back to the list without importing."""

    left = Signal()

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.drop = DropZone("Table of outputs", "CSV, XLSX or JSON Lines, one output a row", _KINDS)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self.columns = {part: QComboBox() for part in PART_TITLES}
        self._problem, self._summary = Cautions(), label("", "muted")
        self._rows = PlainTable("The first rows, as they would be taken", most_rows=6)
        self.title, self.origin, self.seed, self.marking = QLineEdit(), QLineEdit(), QLineEdit("1"), QLineEdit()
        self.graders = TextBox(3, "One name a line")
        self.include = Tick("Put the outputs into packets, too")
        self._rubric = label("", selectable=True)
        self.own_rubric = Button("Use a rubric of your own…", "quiet", "folder_open")
        self.take = Button("Import and shuffle", "primary", "file_upload")
        self.back = Button("Back to the list", "quiet", "arrow_back")
        self._why_not = label("", "muted")
        self._lay_out()
        self._wire()
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: ImportState) -> None:
        """Show what was read of the file, if one was."""
        if not state.path and self.drop.property("path"):
            for line in (self.title, self.origin):
                line.clear()
            self.graders.clear()
            self.seed.setText("1")
            self.include.set(ticked=False)
        if self.drop.property("path") != state.path:
            self.marking.setText(state.marking)
        self.drop.setProperty("path", state.path)
        self.drop.show_file(state.path)
        show_if(self._busy, bool(state.busy))
        self._busy.setAccessibleName(state.busy)
        for card in (self._which, self._about):
            show_if(card, bool(state.header))
        for part, combo in self.columns.items():
            fill(combo, [_NONE, *((name, name) for name in state.header)], state.chosen.get(part, ""))
        self._problem.say([state.problem] if state.problem else [])
        self._summary.setText(state.summary)
        self._rows.show_rows(*state.preview[1:])
        self._rubric.setText(state.rubric)
        why_not = state.blocked or state.problem
        self.take.block(why_not)
        self._why_not.setText(state.blocked)

    def _lay_out(self) -> None:
        first = Card("1  The table", "Recorded elsewhere: nothing is asked of the system here")
        first.body.addWidget(self.drop)
        first.body.addWidget(self._busy)
        self._which = Card(
            "2  Which column is what", "System, group and disclosure are put aside: graders do not see them"
        )
        grid = FlowGrid(least_px=200)
        grid.hold([Field(PART_TITLES[part], combo, required=part == "output") for part, combo in self.columns.items()])
        for widget in (grid, self._problem, self._summary, self._rows):
            self._which.body.addWidget(widget)
        self._about = Card("3  Who grades, and by what")
        for told in (
            Field("Title", self.title, required=True),
            Field("Origin", self.origin, "Where the outputs come from, and how they were drawn", required=True),
            Field("Graders", self.graders, "One name a line; with nobody, the program counts alone"),
            Field("Seed of the order", self.seed, "Kept, so that the order can be worked out again"),
            Field("Portion mark", self.marking),
        ):
            self._about.body.addWidget(told)
        self._about.body.addWidget(self.include)
        self._about.body.addWidget(label("Rubric", "label"))
        self._about.body.addWidget(self._rubric)
        line = row(gap=2)
        for button in (self.take, self.own_rubric):
            line.addWidget(button)
        line.addWidget(self._why_not, 1)
        self._about.body.addLayout(line)
        head = row(gap=2)
        head.addWidget(self.back)
        head.addStretch(1)
        outer = column(self, gap=4)
        outer.addLayout(head)
        for card in (first, self._which, self._about):
            outer.addWidget(card)

    def _wire(self) -> None:
        self.setFocusProxy(self.drop.choose)
        self.drop.file_chosen.connect(self._model.choose)
        for part, combo in self.columns.items():
            combo.activated.connect(
                lambda _, part=part, combo=combo: self._model.say_column(part, str(combo.currentData() or ""))
            )
        self.own_rubric.clicked.connect(self._ask_rubric)
        self.take.clicked.connect(self._take)
        self.back.clicked.connect(self.left)

    def _ask_rubric(self) -> None:
        path = files.ask_open(self, "Rubric", "Rubrics (*.yaml *.yml)")
        if path:
            self._model.use_rubric(path)

    def _take(self) -> None:
        fields = {
            "title": self.title.text(),
            "origin": self.origin.text(),
            "graders": self.graders.toPlainText(),
            "seed": self.seed.text(),
            "marking": self.marking.text(),
        }
        self._model.take_in(fields, include=self.include.is_ticked)
