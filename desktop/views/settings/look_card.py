"""How the window looks: theme and text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.settings import SettingsState
from desktop.viewmodels.settings.states import LOOKS, SCALES
from desktop.widgets.card import Card
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field


class LookCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Appearance", parent=parent)
        self.theme, self.scale = Choice("Theme", LOOKS), Choice("Text size", SCALES)
        self.body.addWidget(Field("Theme", self.theme, "High contrast draws every edge and uses few colours"))
        self.body.addWidget(Field("Text size", self.scale, "Ctrl+plus and Ctrl+minus on every page"))

    def show_state(self, state: SettingsState) -> None:
        self.theme.set(state.theme)
        self.scale.set(state.scale)

    def take_focus(self) -> None:
        self.theme.button(self.theme.value or "system").setFocus(Qt.FocusReason.OtherFocusReason)
