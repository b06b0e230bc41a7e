"""The deployment page: sections at the side, from what the system is to what changed since it was last evaluated."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.deployment import DeploymentModel, DeploymentState
from desktop.views.deployment.clocks_part import ClocksPart
from desktop.views.deployment.coverage_part import CoveragePart
from desktop.views.deployment.data_part import DataPart
from desktop.views.deployment.description import DescriptionPart
from desktop.views.deployment.inventory_part import InventoryPart
from desktop.views.deployment.passes_part import PassesPart
from desktop.views.deployment.register_part import RegisterPart
from desktop.widgets.page import section
from desktop.widgets.sectioned_page import SectionedPage


class DeploymentPage(SectionedPage):
    """`sections` holds the parts; the models of those beside the description are made with the section."""

    def __init__(self, model: DeploymentModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Deployment", "What is evaluated, where it is used, and what the Act asks of it.", parent=parent
        )
        self._model = model
        self.description = DescriptionPart(model)
        self.form, self.passing = self.description.form, self.description.passing
        self.discard = self.description.discard
        self.parts: dict[str, QWidget] = {}
        self.add_sections(
            [
                ("description", "Description", lambda: section(self.description)),
                ("coverage", "Coverage", self._coverage),
                ("exemptions", "Exemptions", lambda: self._register("exemptions")),
                ("clocks", "Clocks", self._clocks),
                ("components", "Components", self._components),
                ("data", "Data", lambda: self._made("data", DataPart(self._model_of("data")))),
                ("people", "People", lambda: self._register("people")),
                ("evaluations", "Evaluations", self._evaluations),
            ]
        )
        self.layout().setContentsMargins(32, 24, 0, 0)  # type: ignore[union-attr]
        for widget in (self.form.saved_note, self.discard, self.form.save):
            self.corner.addWidget(widget)
        self.description.said.connect(self.say)
        self.sections.section_shown.connect(self._turn)
        self._case = model.state.case
        model.state_changed.connect(self._follow_case)
        self.description.show_state(model.state)
        self._turn("description")

    def typed(self) -> Any:
        """The description as it stands in its form."""
        return self.description.typed()

    def _coverage(self) -> QWidget:
        return self._made("coverage", CoveragePart(self._model_of("coverage")))

    def _clocks(self) -> QWidget:
        return self._made("clocks", ClocksPart(self._model_of("clocks")))

    def _components(self) -> QWidget:
        part = InventoryPart(self._model_of("components"), self._model_of("human-like"))
        return self._made("components", part)

    def _evaluations(self) -> QWidget:
        return self._made("evaluations", PassesPart(self._model_of("evaluations")))

    def _register(self, key: str) -> QWidget:
        return self._made(key, RegisterPart(self._model_of(key)))

    def _made(self, key: str, part: QWidget) -> QWidget:
        self.parts[key] = part
        return section(part)

    def _model_of(self, key: str) -> Any:
        model = self._model.section(key)
        model.said.connect(self.say)
        return model

    def _follow_case(self, state: DeploymentState) -> None:
        """Another case: nothing that was typed about the one before may stand in it."""
        if state.case != self._case:
            self._case = state.case
            self.parts.clear()
            self.sections.forget("description")

    def _turn(self, key: str) -> None:
        """Saving is for the description alone; every other section records at once."""
        for widget in (self.form.saved_note, self.form.save):
            widget.setVisible(key == "description")
        self.description.offer_discarding(shown=key == "description")
