"""One criterion with its three words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.grading.states import CriterionRow
from desktop.widgets.choice import Choice
from desktop.widgets.layout import column
from desktop.widgets.text import label

WORDS = (("pass", "1  Pass"), ("fail", "2  Fail"), ("cannot-tell", "3  Cannot tell"))


class CriterionLine(QWidget):
    """The question stands over its tiles; what fails it is said below the question."""

    def __init__(self, criterion: CriterionRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice(criterion.title, WORDS)
        self.choice.setAccessibleDescription(f"{criterion.question} Fails: {criterion.fails}")
        outer = column(self, gap=1)
        outer.addWidget(label(criterion.title, "label"))
        words = label(criterion.question, "small")
        words.setToolTip(f"Fails: {criterion.fails}" if criterion.fails else "")
        outer.addWidget(words)
        outer.addWidget(self.choice)

    def show_word(self, word: str) -> None:
        if self.choice.value != word:
            self.choice.set(word)

    @property
    def has_focus(self) -> bool:
        return any(self.choice.button(key).hasFocus() for key, _ in WORDS)

    def take_focus(self) -> None:
        """Put the keyboard on the chosen tile, or on the first."""
        self.choice.button(self.choice.value or WORDS[0][0]).setFocus()
