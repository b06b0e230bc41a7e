"""The two dates of the Act, and every clock that counts from them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.clocks import ClocksModel
from desktop.viewmodels.record.states import RegisterState
from desktop.views.deployment.register_part import RegisterPart
from desktop.views.deployment.spec_form import SpecForm
from desktop.widgets.card import Card
from desktop.widgets.layout import column
from desktop.widgets.notice import Notice


class ClocksPart(QWidget):
    def __init__(self, model: ClocksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.dates = SpecForm()
        self._shown = {field.id: field.value for field in model.date_fields}
        self.dates.offer(model.date_fields, save="Record the dates", values={}, cancels=False, across=3)
        self.proposal = Notice(dismissable=False)
        self.proposal.action_chosen.connect(model.take_proposed_dates)
        card = Card(
            "Dates of the Act", "Every clock counts from them. They are set here for this case; none is built in."
        )
        card.body.addWidget(self.proposal)
        card.body.addWidget(self.dates)
        self.clocks = RegisterPart(model)
        self.register = self.clocks.register
        outer = column(self, gap=4)
        outer.addWidget(card)
        outer.addWidget(self.clocks)
        self.dates.submitted.connect(model.set_dates)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: RegisterState) -> None:
        """Show the dates that are recorded, unless the person is typing others."""
        recorded = {field.id: field.value for field in self._model.date_fields}
        if recorded != self._shown:
            self.dates.fill(recorded)
            self._shown = recorded
        self.dates.block(state.blocked)
        proposed = self._model.proposed_dates
        if not proposed:
            self.proposal.clear()
        elif proposed != self.proposal.text:
            self.proposal.say(proposed, "Record them for this case, or type others.", "info", "Record these dates")
