"""Removing a spill: words, the places that hold them with a tick each, two names, and one plain question."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.viewmodels.casefile.removal import HitRow, RemovalModel, RemovalState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.pairs import pairs
from desktop.widgets.text import label


class RemovalPart(QWidget):
    def __init__(self, model: RemovalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.boxes: dict[str, QCheckBox] = {}
        self._hits: tuple[HitRow, ...] | None = None
        outer = column(self, gap=4)
        for card in (self._search_card(), self._hits_card(), self._outside_card()):
            outer.addWidget(card)
        outer.addStretch(1)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: RemovalState) -> None:
        """Show where the words are, or what was not reached."""
        self.search.block("" if not state.blocked or state.searched else state.blocked)
        show_if(self._found, state.searched)
        if state.hits != self._hits:
            self._hits = state.hits
            self._show_hits(state.hits)
        self._by.setText(f"The first person is {state.person}, who is in front of the window.")
        clear(self._outside.body)
        for place in state.outside:
            self._outside.body.addWidget(label(f"• {place}"))
        show_if(self._outside, bool(state.outside))
        if state.outside:  # it was done; what was typed for it has served
            for line_edit in (self.second, self.what, self.why):
                line_edit.clear()
        self._block(state.blocked)

    def forget_words(self) -> None:
        """Take away what was looked for."""
        self.words.clear()

    def _search_card(self) -> Card:
        card = Card(
            "Find the words",
            "In every row of the log, in drafts and in documents. What you look for is recorded nowhere.",
        )
        self.words = QLineEdit()
        self.words.returnPressed.connect(self._search)
        self.search = Button("Find", "primary", "search")
        self.search.clicked.connect(self._search)
        help_text = "Text that is compressed inside a document (PDF, DOCX, ZIP) is not looked through."
        card.body.addWidget(Field("Words that must not be in this case", self.words, help_text))
        line = row(gap=3)
        line.addWidget(self.search)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def _hits_card(self) -> Card:
        self._found = Card("What holds them", "Untick what may stay")
        self._list = column(gap=2)
        self._found.body.addLayout(self._list)
        self._by = label("", "muted")
        self.second, self.what, self.why = QLineEdit(), QLineEdit(), QLineEdit()
        both = pairs(
            [
                Field("Second person, who is with you", self.second, "Another person than you"),
                Field("What is removed", self.what, "In words that give nothing away; the log keeps them"),
                Field("Why", self.why, "The log keeps it"),
            ]
        )
        self.sure = QCheckBox("Both of us want this content removed. It can't be brought back.")
        self.remove = Button("Remove it", "danger", "delete")
        for line_edit in (self.second, self.what, self.why):
            line_edit.textChanged.connect(lambda _: self._block(self._model.state.blocked))
        self.sure.toggled.connect(lambda _: self._block(self._model.state.blocked))
        self.remove.clicked.connect(self._remove)
        self._form = QWidget()
        form = column(self._form, gap=3)
        for widget in (self._by, both, self.sure):
            form.addWidget(widget)
        end = row(gap=3)
        end.addWidget(self.remove)
        end.addStretch(1)
        form.addLayout(end)
        self._found.body.addWidget(self._form)
        return self._found

    def _outside_card(self) -> Card:
        self._outside = Card("Not reached from here", "Someone has to see to these")
        return self._outside

    def _show_hits(self, hits: tuple[HitRow, ...]) -> None:
        clear(self._list)
        self.boxes = {}
        if not hits:
            self._list.addWidget(label("Nothing in this case holds these words.", "muted"))
        for hit in hits:
            where = f"Row {hit.row}, {hit.where}" if hit.row else f"{hit.where.capitalize()} of {hit.id}"
            box = QCheckBox(where)
            box.setAccessibleName(f"{where}: {hit.sentence}")
            box.setChecked(not hit.why_not)
            box.setEnabled(not hit.why_not)
            box.setToolTip(hit.why_not)
            box.toggled.connect(lambda _: self._block(self._model.state.blocked))
            self.boxes[hit.id] = box
            words = column(gap=0)
            words.addWidget(box)
            said = label(hit.sentence, "small", selectable=True)
            said.setContentsMargins(28, 0, 0, 0)
            words.addWidget(said)
            self._list.addLayout(words)
        self.sure.setChecked(False)
        show_if(self._form, bool(hits))

    def _chosen(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def _block(self, blocked: str) -> None:
        missing = next(
            (
                sentence
                for there, sentence in (
                    (self._chosen(), "Tick what is to be removed."),
                    (self.second.text().strip(), "Name the second person."),
                    (self.what.text().strip(), "Say what is removed, in words that give nothing away."),
                    (self.why.text().strip(), "Say why."),
                    (self.sure.isChecked(), "Tick the statement first: this can't be undone."),
                )
                if not there
            ),
            "",
        )
        self.remove.block(blocked or missing)

    def _search(self) -> None:
        self._model.search(self.words.text())

    def _remove(self) -> None:
        self.forget_words()
        self._model.remove(self._chosen(), what=self.what.text(), why=self.why.text(), second=self.second.text())
