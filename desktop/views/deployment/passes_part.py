"""The life of the deployment: its stages, its evaluations in figures, what is carried over, what changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.passes import PassesModel, PassesState, StageState
from desktop.views.deployment.register import Register
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.layout import column
from desktop.widgets.pill import Pill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label

CHANGE_COLUMNS = ("What", "About", "Before", "Now")


class PassesPart(QWidget):
    def __init__(self, model: PassesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._stages = Reflow(560, gap=4)
        self.before, self.cautions = label("", selectable=True), Cautions()
        stages = Card("Stages", "Design, development, deployment and operation: section 3(g) asks for each.")
        stages.body.addWidget(self._stages)
        stages.body.addWidget(self.before)
        stages.body.addWidget(self.cautions)
        self.passes, self.carried = Register(model.state.passes), Register(model.state.carried)
        self.changes = PlainTable("Changes since the last evaluation")
        self._changed = Card("What changed since the last evaluation")
        self._since = label("", "muted")
        self._changed.body.addWidget(self._since)
        self._changed.body.addWidget(self.changes)
        outer = column(self, gap=4)
        for part in (stages, self.passes, self.carried, self._changed):
            outer.addWidget(part)
        self.carried.acted.connect(model.act)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: PassesState) -> None:
        """Show the evaluations as they stand."""
        self._show_stages(state.stages)
        self.before.setText(state.before)
        self.cautions.say(state.cautions)
        self.passes.show_state(state.passes)
        self.carried.show_state(state.carried)
        self.changes.show_rows(CHANGE_COLUMNS, [(what.capitalize(), *rest) for what, *rest in state.changes])
        self.changes.setVisible(bool(state.changes))
        self._since.setText(_since(state))

    def _show_stages(self, stages: Sequence[StageState]) -> None:
        self._stages.clear()
        for stage in stages:
            held = QWidget()
            words = column(held, gap=1)
            words.addWidget(label(stage.title, "label"))
            word, kind = stage.pill
            words.addWidget(Pill(word, kind))  # type: ignore[arg-type]
            words.addWidget(label(stage.sentence, "small"))
            words.addStretch(1)
            self._stages.add(held)


def _since(state: PassesState) -> str:
    if not state.since:
        return "This is the first evaluation of the deployment: there is nothing to compare with."
    if not state.changes:
        return f"Nothing yet, compared with “{state.since}”."
    return f"Compared with “{state.since}”, when this evaluation began."
