"""Taking in a model card: the file, what it says, its marking, and the button."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from desktop.viewmodels.outputs.card import CardModel
from desktop.viewmodels.outputs.states import CardState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label


class CardPart(QWidget):
    def __init__(self, model: CardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        card = Card(
            "Take in a model card",
            "The file is kept as evidence; what it says of the model becomes a part of the inventory",
        )
        self.drop = DropZone(
            "Choose the model card", "JSON, YAML, or Markdown", "Model cards (*.json *.yaml *.yml *.md *.markdown)"
        )
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        card.body.addWidget(self.drop)
        card.body.addWidget(self._busy)
        self._read = Card("What it says")
        self.facts, self._silent, self._ignored = Facts(), label("", "muted"), label("", "muted")
        self.marking = QLineEdit()
        self.take_in = Button("Take it into the case", "primary", "attach_file")
        self._why_not = label("", "muted")
        line = row(gap=3)
        line.addWidget(self.take_in)
        line.addWidget(self._why_not, 1)
        for part in (self.facts, self._silent, self._ignored, Field("Marking of the card", self.marking, "As (U)")):
            self._read.body.addWidget(part)
        self._read.body.addLayout(line)
        outer = column(self, gap=4)
        outer.addWidget(card)
        outer.addWidget(self._read)
        self.drop.file_chosen.connect(model.choose)
        self.take_in.clicked.connect(lambda: model.take_in(self.marking.text()))
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: CardState) -> None:
        """Show what was read."""
        if self.drop.property("path") != state.path:
            self.drop.setProperty("path", state.path)
            self.marking.setText(state.marking)
        self.drop.show_file(state.path)
        show_if(self._busy, bool(state.busy))
        self._busy.setAccessibleName(state.busy)
        show_if(self._read, bool(state.said))
        self.facts.show_facts(state.said)
        self._silent.setText(f"It is silent about: {state.silent}.")
        show_if(self._silent, bool(state.silent))
        self._ignored.setText(f"Not understood: {state.ignored}.")
        show_if(self._ignored, bool(state.ignored))
        self.take_in.block(state.why_not)
        self._why_not.setText(state.why_not)
