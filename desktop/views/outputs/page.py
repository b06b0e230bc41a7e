"""The Documents page: what can go out beside the packet, the words for the public, the release check."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.outputs import CardModel, CheckModel, DocumentsModel, WordsModel
from desktop.views.outputs.card_part import CardPart
from desktop.views.outputs.check_part import CheckPart
from desktop.views.outputs.documents_part import DocumentsPart
from desktop.views.outputs.words_part import WordsPart
from desktop.widgets.page import section
from desktop.widgets.sectioned_page import SectionedPage


class OutputsPage(SectionedPage):
    """`documents`, `words`, `card` and `check` are the sections' widgets."""

    def __init__(
        self,
        *,
        documents: DocumentsModel,
        words: WordsModel,
        card: CardModel,
        check: CheckModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Documents", "What can go out beside the packet, and a last look before it does.", parent=parent
        )
        self._models = (documents, words, card, check)
        self.documents, self.words = DocumentsPart(documents), WordsPart(words)
        self.card, self.check = CardPart(card), CheckPart(check)
        self.add_sections(
            [
                ("documents", "Documents", lambda: self.documents),
                ("words", "Words for the public", lambda: section(self.words)),
                ("card", "Model card", lambda: section(self.card)),
                ("check", "Release check", lambda: section(self.check)),
            ]
        )
        self.documents.words_asked.connect(lambda: self.sections.show_section("words"))
        self.documents.page_asked.connect(documents.open_page)
        for model in self._models:
            model.said.connect(self.say)

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        documents, _, card, check = self._models
        return not (documents.state.busy or card.state.busy or check.state.busy)
