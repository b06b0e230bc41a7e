"""The two dates that the clocks of the Act count from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.settings import SettingsState
from desktop.widgets.beside import Beside
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.layout import show_if
from desktop.widgets.text import label


class DatesCard(Card):
    """`dates_set` carries both as typed when the person leaves a field or presses Enter."""

    dates_set = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Dates of the Act", "Every clock counts from them. They have no default.", parent)
        self.enacted, self.released = QLineEdit(), QLineEdit()
        for line in (self.enacted, self.released):
            line.setPlaceholderText("2026-11-22")
            line.setMaxLength(10)
            line.editingFinished.connect(self._say)
        held = Beside(least_px=260)
        self._fields = (
            Field("Enactment", self.enacted, "The day the Act became law"),
            Field("Release of the guidelines", self.released, "From this day section 4 is in effect (4(f))"),
        )
        for field in self._fields:
            held.add(field, top=True)
        self._note = label("", "small")
        self.body.addWidget(held)
        self.body.addWidget(self._note)

    def show_state(self, state: SettingsState) -> None:
        for line, text in ((self.enacted, state.enacted), (self.released, state.released)):
            if line.text() != text:
                line.setText(text)
        about_enactment = "enactment" in state.dates_error and "release" not in state.dates_error
        self._fields[0].set_error(state.dates_error if about_enactment else "")
        self._fields[1].set_error("" if about_enactment else state.dates_error)
        self._note.setText(state.dates_note)
        show_if(self._note, bool(state.dates_note))

    def _say(self) -> None:
        self.dates_set.emit(self.enacted.text(), self.released.text())
