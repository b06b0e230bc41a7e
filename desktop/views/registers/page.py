"""The registers: which there are at the side, one of them at a time with its entries and its form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.registers import RegistersModel, RegistersState
from desktop.views.deployment.register import Register
from desktop.views.registers.warnings_part import WarningsPart
from desktop.widgets.button import Button
from desktop.widgets.files import ask_save
from desktop.widgets.page import Page, section
from desktop.widgets.sections import Sections

WITH_WARNINGS = "synthetic-content"
SIDE_PX = 240


class RegistersPage(Page):
    """`registers` holds those that have been shown, by id."""

    def __init__(self, model: RegistersModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Registers", "What has to be kept beside the answers, and what is missing in it.", parent=parent
        )
        self._model = model
        self.registers: dict[str, Register] = {}
        self.warnings = WarningsPart()
        self._case = model.state.case
        self.sections = Sections(
            [(key, title, partial(self._made, key)) for key, title in model.titles], side_px=SIDE_PX
        )
        self.save = Button("Save as a file", "secondary", "save_alt")
        self.corner.addWidget(self.save)
        self.save.clicked.connect(self._save)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.layout().setContentsMargins(32, 24, 0, 0)  # type: ignore[union-attr]
        self.body.addWidget(self.sections, 1)
        self.sections.section_shown.connect(lambda _: self.notice.clear())
        self.warnings.item_opened.connect(model.open_item)
        model.said.connect(self._say)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: RegistersState) -> None:
        """Show every register as it is recorded, and beside its name how many entries it has."""
        if state.case != self._case:  # another case: nothing that was typed about the one before may stand here
            self._case = state.case
            for register in self.registers.values():
                register.close_form()
        for key, title in self._model.titles:
            count = state.counts.get(key, 0)
            self.sections.entries[key].setText(f"{title} ({count})" if count else title)
            self.sections.entries[key].setAccessibleName(f"Section {title}, {count} entries")
        for key, register in self.registers.items():
            if key in state.registers:
                register.show_state(state.registers[key])
        self.warnings.show_warnings(state.warnings)

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Show the register that is named in `target`."""
        if target.get("section") in self.sections.entries:
            self.sections.show_section(str(target["section"]))

    def take_focus(self) -> None:
        self.sections.take_focus()

    def _made(self, key: str) -> QWidget:
        register = self.registers[key] = Register(self._model.state.registers[key])
        register.acted.connect(partial(self._act, key))
        return section(register, self.warnings) if key == WITH_WARNINGS else section(register)

    def _act(self, register: str, key: str, row_id: str, values: dict[str, str]) -> None:
        if self._model.act(register, key, row_id, values):
            self.registers[register].close_form()

    def _save(self) -> None:
        key = self.sections.current
        target = ask_save(self, "Save the register", f"{key}.json", "JSON (*.json)")
        if target:
            self._model.save(key, target)

    def _say(self, kind: str, message: str, hint: str) -> None:
        self.notice.say(message, hint, kind)  # type: ignore[arg-type]
