"""A section that is one register: exemptions, people."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.states import RegisterState
from desktop.views.deployment.register import Register
from desktop.widgets.layout import column


class RegisterModel(Protocol):
    """What a register needs of its model."""

    state: RegisterState

    @property
    def state_changed(self) -> SignalInstance: ...
    def act(self, key: str, row_id: str, values: dict[str, str], /) -> bool: ...


class RegisterPart(QWidget):
    def __init__(self, model: RegisterModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.register = Register(model.state)
        column(self, gap=4).addWidget(self.register)
        self.register.acted.connect(self._act)
        model.state_changed.connect(self.register.show_state)

    def _act(self, key: str, row_id: str, values: dict[str, str]) -> None:
        if self._model.act(key, row_id, values):
            self.register.close_form()
