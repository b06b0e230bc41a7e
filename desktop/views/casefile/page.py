"""The case file page: copies and merging, packs, markings, removal of a spill."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.casefile import CopiesModel, MarkingsModel, PacksModel, RemovalModel
from desktop.views.casefile.copies_part import CopiesPart
from desktop.views.casefile.markings_part import MarkingsPart
from desktop.views.casefile.packs_part import PacksPart
from desktop.views.casefile.removal_part import RemovalPart
from desktop.widgets.page import section
from desktop.widgets.sectioned_page import SectionedPage


class CaseFilePage(SectionedPage):
    """`copies`, `packs`, `markings` and `removal` are the sections' widgets."""

    def __init__(
        self,
        *,
        copies: CopiesModel,
        packs: PacksModel,
        markings: MarkingsModel,
        removal: RemovalModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Case file", "Copies of this case, the packs in it, its markings, and what must leave it.", parent=parent
        )
        self._models = (copies, packs, markings, removal)
        self.copies, self.packs = CopiesPart(copies), PacksPart(packs)
        self.markings, self.removal = MarkingsPart(markings), RemovalPart(removal)
        self.add_sections(
            [
                ("copies", "Copies and merging", lambda: section(self.copies)),
                ("packs", "Guideline packs", lambda: section(self.packs)),
                ("markings", "Markings", lambda: section(self.markings)),
                ("removal", "Remove a spill", lambda: section(self.removal)),
            ]
        )
        for model in self._models:
            model.said.connect(self.say)

    def leave(self) -> None:
        """What was typed to find a spill must not stay on the screen."""
        self.removal.forget_words()
