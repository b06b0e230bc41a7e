"""Determinations under each other: the intake, and the gate of human-like features."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.viewmodels.record.coverage import CoverageModel
from desktop.viewmodels.record.states import CoverageState, DeterminationState
from desktop.views.deployment.determination import DeterminationCard
from desktop.widgets.card import Card
from desktop.widgets.layout import column
from desktop.widgets.pill import Pill
from desktop.widgets.text import label


class Glance(Card):
    """Every determination in a word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("At a glance", "What the answers below lead to today.", parent)
        self._words: dict[str, tuple[Pill, QLabel]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)

    def show_state(self, determinations: Sequence[DeterminationState]) -> None:
        """Show a line for each; lines stay, so that nothing jumps."""
        for one in determinations:
            if one.id not in self._words:
                pill, said = Pill(), label("", selectable=True)
                at = len(self._words)
                self._grid.addWidget(label(one.title, "muted", wrap=False), at, 0)
                self._grid.addWidget(pill, at, 1)
                self._grid.addWidget(said, at, 2)
                self._words[one.id] = (pill, said)
            pill, said = self._words[one.id]
            word, kind = one.pill
            pill.set(word, kind, "edit" if one.overruled else "")  # type: ignore[arg-type]
            said.setText(one.sentence)


class CoveragePart(QWidget):
    def __init__(self, model: CoverageModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.cards: dict[str, DeterminationCard] = {}
        self._column = column(self, gap=4)
        self.glance = Glance()
        if len(model.state.determinations) > 1:
            self._column.addWidget(self.glance)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: CoverageState) -> None:
        """Show the determinations as they stand; cards stay, so that nobody loses their place."""
        self.glance.show_state(state.determinations)
        for one in state.determinations:
            if one.id not in self.cards:
                card = self.cards[one.id] = DeterminationCard(one)
                card.answered.connect(self._model.answer)
                card.overruled.connect(self._overrule)
                self._column.addWidget(card)
            self.cards[one.id].show_state(one, state.blocked)

    def _overrule(self, determination_id: str, word: str, reason: str) -> None:
        if self._model.overrule(determination_id, word, reason):
            self.cards[determination_id].close_form()
