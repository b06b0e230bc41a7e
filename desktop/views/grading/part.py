"""Outputs graded: the list of sets, and in its place the import, the grading, or the results."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.viewmodels.grading import FlowState, GradingModel, ListState
from desktop.views.grading.flow_panel import FlowPanel
from desktop.views.grading.import_panel import ImportPanel
from desktop.views.grading.result_panel import ResultPanel
from desktop.views.grading.sets_panel import SetsPanel
from desktop.widgets.page import section


class GradingPart(QWidget):
    """`noticed` carries a notice for the page: kind, message, hint."""

    noticed = Signal(str, str, str)

    def __init__(self, model: GradingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._case = model, model.state.case
        self.sets, self.importing = SetsPanel(), ImportPanel(model.importing)
        self.flow, self.results = FlowPanel(), ResultPanel()
        self._stack = QStackedWidget()
        panels: tuple[QWidget, ...] = (self.sets, self.importing, self.results)
        self._held = {one: section(one) for one in panels}
        for area in self._held.values():
            self._stack.addWidget(area)
        self._stack.addWidget(self.flow)  # it fills the room: its texts scroll, its keys stay in sight
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self._wire(model)
        self.show_state(model.state)

    @property
    def shown(self) -> QWidget:
        """The panel in front."""
        front = self._stack.currentWidget()
        return next((one for one, area in self._held.items() if area is front), self.flow)

    def show_state(self, state: ListState) -> None:
        """Show the sets; of another case only the list."""
        if state.case != self._case:
            self._case = state.case
            self._model.flow.leave()
            self._go(self.sets)
        self.sets.show_state(state)

    def _wire(self, model: GradingModel) -> None:
        model.state_changed.connect(self.show_state)
        model.said.connect(self.noticed)
        sets, flow = self.sets, model.flow
        sets.import_chosen.connect(lambda: self._go(self.importing))
        sets.grade_chosen.connect(self._grade)
        sets.close_chosen.connect(model.close)
        model.closed.connect(self._show_results)
        sets.results_chosen.connect(self._show_results)
        sets.files_chosen.connect(model.look_into)
        self.importing.left.connect(lambda: self._go(self.sets))
        model.importing.imported.connect(self._on_imported)
        flow.state_changed.connect(self._show_flow)
        self.flow.word_chosen.connect(flow.say)
        self.flow.note_typed.connect(flow.note)
        self.flow.mark_typed.connect(flow.mark)
        self.flow.step_chosen.connect(flow.step)
        self.flow.next_chosen.connect(flow.next_open)
        self.flow.confirm_chosen.connect(flow.confirm)
        self.flow.left.connect(self._leave)
        self.results.left.connect(lambda: self._go(self.sets))
        self.results.reading_chosen.connect(model.show_reading)

    def _on_imported(self, made: Any) -> None:
        self._go(self.sets)
        self.sets.select(made.id)

    def _grade(self, set_id: str) -> None:
        if self._model.grade(set_id):
            self.noticed.emit("info", "", "")  # what was said before is done with, and the room is wanted
            self._stack.setCurrentWidget(self.flow)
            self.flow.take_focus()

    def _show_results(self, set_id: str) -> None:
        self.results.show_state(self._model.results(set_id))
        self._go(self.results)

    def _show_flow(self, state: FlowState) -> None:
        if state.number:
            self.flow.show_state(state)

    def _leave(self) -> None:
        self._model.flow.leave()
        self._model.refresh()
        self._go(self.sets)

    def _go(self, panel: QWidget) -> None:
        self._stack.setCurrentWidget(self._held[panel])
        panel.setFocus(Qt.FocusReason.OtherFocusReason)
