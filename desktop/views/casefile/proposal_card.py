"""A comment on the guidelines, or a proposal to change them: one entry at a time, into a file that is sent on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.viewmodels.proposals import (
    FIELDS,
    FILE_KINDS,
    FILE_NAME,
    FILE_TITLE,
    KINDS,
    SUBJECT_HELP,
    WORDS_HELP,
)
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.files import ask_save
from desktop.widgets.layout import row, show_if
from desktop.widgets.pairs import pairs
from desktop.widgets.text_box import TextBox


class ProposalCard(Card):
    """`entry_given` brings the path and the entry's kind, subject, field, text and reason."""

    entry_given = Signal(str, str, str, str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Comment on the guidelines", "Entries go into a proposal file for whoever keeps the pack", parent
        )
        self.kind, self.field, self.subject = QComboBox(), QComboBox(), QLineEdit()
        for box, options in ((self.kind, KINDS), (self.field, FIELDS)):
            for key, title in options:
                box.addItem(title, key)
        self.words, self.reason = TextBox(2), TextBox(2)
        self.add = Button("Add to a file…", "secondary", "save_alt")
        self.body.addWidget(
            pairs(
                [
                    Field("What it is", self.kind),
                    Field("On", self.subject, SUBJECT_HELP),
                ]
            )
        )
        self._field = Field("Field", self.field)
        self._words = Field("Text proposed", self.words, WORDS_HELP)
        for widget in (self._field, self._words, Field("Reason, or the comment", self.reason)):
            self.body.addWidget(widget)
        line = row(gap=3)
        line.addWidget(self.add)
        line.addStretch(1)
        self.body.addLayout(line)
        self.kind.currentIndexChanged.connect(lambda _: self._fit())
        self.add.clicked.connect(self._ask)
        self._fit()

    def clear_entry(self) -> None:
        """Make room for the next entry."""
        for box in (self.words, self.reason):
            box.clear()

    def _fit(self) -> None:
        kind = self.kind.currentData()
        show_if(self._field, kind == "change")
        show_if(self._words, kind in ("change", "add"))

    def _ask(self) -> None:
        path = ask_save(self, FILE_TITLE, FILE_NAME, FILE_KINDS, adds=True)
        if path:
            kind = str(self.kind.currentData())
            field = str(self.field.currentData()) if kind == "change" else ""
            words = self.words.toPlainText() if kind in ("change", "add") else ""
            self.entry_given.emit(path, kind, self.subject.text(), field, words, self.reason.toPlainText())
