"""The registers: which there are at the side, one of them at a time with its entries and its form."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.viewmodels.grading import GradingModel, ListState
from desktop.viewmodels.proposals import FILE_KINDS, FILE_TITLE
from desktop.viewmodels.record.registers import RegistersModel, RegistersState
from desktop.views.deployment.register import Register
from desktop.views.grading import GradingPart
from desktop.views.registers.warnings_part import WarningsPart
from desktop.widgets.button import Button
from desktop.widgets.files import ask_save
from desktop.widgets.layout import show_if
from desktop.widgets.page import section
from desktop.widgets.sectioned_page import SectionedPage

WITH_WARNINGS = "synthetic-content"
GRADED = "outputs-graded"
SIDE_PX = 240


class RegistersPage(SectionedPage):
    """`registers` holds those that have been shown, by id."""

    def __init__(self, model: RegistersModel, grading: GradingModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Registers", "What has to be kept beside the answers, and what is missing in it.", parent=parent
        )
        self._model, self._grading = model, grading
        self.graded: GradingPart | None = None
        self.registers: dict[str, Register] = {}
        self.warnings = WarningsPart()
        self._case = model.state.case
        listed = [(key, title, partial(self._made, key)) for key, title in model.titles]
        self.add_sections([*listed, (GRADED, "Outputs graded", self._made_graded)], side_px=SIDE_PX)
        self.form = QComboBox()
        self.form.setAccessibleName("Form of the file")
        self.save = Button("Save as a file", "secondary", "save_alt")
        for widget in (self.form, self.save):
            self.corner.addWidget(widget)
        self.save.clicked.connect(self._save)
        self.layout().setContentsMargins(32, 24, 0, 0)  # type: ignore[union-attr]
        self.sections.section_shown.connect(self._offer_forms)
        self._offer_forms(self.sections.current)
        self.warnings.item_opened.connect(model.open_item)
        model.said.connect(self.say)
        model.state_changed.connect(self.show_state)
        grading.state_changed.connect(self._count_graded)
        self.show_state(model.state)
        self._count_graded(grading.state)

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

    def _made(self, key: str) -> QWidget:
        register = self.registers[key] = Register(self._model.state.registers[key])
        register.acted.connect(partial(self._act, key))
        return section(register, self.warnings) if key == WITH_WARNINGS else section(register)

    def _made_graded(self) -> QWidget:
        self.graded = GradingPart(self._grading)
        self.graded.noticed.connect(self.say)
        return self.graded

    def _count_graded(self, state: ListState) -> None:
        count, entry = len(state.rows), self.sections.entries[GRADED]
        entry.setText(f"Outputs graded ({count})" if count else "Outputs graded")
        entry.setAccessibleName(f"Section Outputs graded, {count} sets")

    def _act(self, register: str, key: str, row_id: str, values: dict[str, str]) -> None:
        if self._propose(row_id, values) if key == "propose" else self._model.act(register, key, row_id, values):
            self.registers[register].close_form()

    def _propose(self, incident_id: str, values: dict[str, str]) -> bool:
        target = ask_save(self, FILE_TITLE, self._model.proposal_name(incident_id), FILE_KINDS, adds=True)
        return bool(target) and self._model.propose(incident_id, values, target)

    def _offer_forms(self, key: str) -> None:
        """The forms of this register; nothing to choose where it has one."""
        self.form.clear()
        for form, title in self._model.forms(key) if key != GRADED else ():
            self.form.addItem(title, form)
        show_if(self.form, self.form.count() > 1)
        show_if(self.save, self.form.count() > 0)

    def _save(self) -> None:
        key, form = self.sections.current, str(self.form.currentData())
        target = ask_save(self, "Save the register", self._model.file_name(key, form), "JSON (*.json)")
        if target:
            self._model.save(key, target, form)
