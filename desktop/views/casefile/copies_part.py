"""Copies: make one for another person, merge one, choose where two people wrote different things."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.casefile.copies import ConflictRow, CopiesModel, CopiesState, SideRow
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.field import Field
from desktop.widgets.files import ask_save
from desktop.widgets.layout import clear, column, row
from desktop.widgets.pill import Pill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label


class CopiesPart(QWidget):
    def __init__(self, model: CopiesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._path = model, ""
        self._shown: Sequence[ConflictRow] | None = None
        self.choices: dict[str, tuple[Button, Button]] = {}
        outer = column(self, gap=4)
        outer.addWidget(self._copy_card())
        outer.addWidget(self._merge_card())
        self._conflicts = Card(
            "To be settled",
            "Two people wrote about the same thing. Both stay in the log; until you choose, it is open.",
        )
        outer.addWidget(self._conflicts)
        outer.addStretch(1)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: CopiesState) -> None:
        """Show what there is to settle, and whether anything can be done now."""
        self.merge.block(state.blocked or ("" if self._path else "Choose the other copy first."))
        if state.conflicts != self._shown:
            self._shown = state.conflicts
            self._show_conflicts(state.conflicts)
        for buttons in self.choices.values():
            for button in buttons:
                button.block(state.blocked)

    def choose_copy(self, path: str) -> None:
        """Take this file as the other copy; its passphrase is asked next."""
        self._path = path
        self.drop.show_file(path)
        self.show_state(self._model.state)
        self.passphrase.setFocus()

    def _copy_card(self) -> Card:
        card = Card("A copy for another evaluator", "Two people can work at the same time, each on a copy of the case")
        self.back_up = Button("Save a copy…", "secondary", "content_copy")
        self.back_up.clicked.connect(self._back_up)
        line = row(gap=3)
        line.addWidget(label("The copy is encrypted with the same passphrase and keeps a log of its own.", "muted"), 1)
        line.addWidget(self.back_up)
        card.body.addLayout(line)
        return card

    def _merge_card(self) -> Card:
        card = Card("Merge another copy", "Its whole log is taken over and checked; nothing that anyone wrote is lost")
        self.drop = DropZone(
            "Choose the other copy", "It is only read, never changed", "Cases (*.touchstone)", icon_name="folder_open"
        )
        self.drop.file_chosen.connect(self.choose_copy)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self._merge)
        self.merge = Button("Merge", "primary", "people")
        self.merge.clicked.connect(self._merge)
        line = row(gap=3)
        line.addWidget(Field("Passphrase of the copy", self.passphrase), 1)
        card.body.addWidget(self.drop)
        card.body.addLayout(line)
        end = row(gap=3)
        end.addWidget(self.merge)
        end.addStretch(1)
        card.body.addLayout(end)
        return card

    def _show_conflicts(self, conflicts: Sequence[ConflictRow]) -> None:
        clear(self._conflicts.body)
        self.choices = {}
        if not conflicts:
            self._conflicts.body.addWidget(label("Nothing: no two copies say different things.", "muted"))
        for conflict in conflicts:
            self._conflicts.body.addWidget(self._conflict(conflict))

    def _conflict(self, conflict: ConflictRow) -> QWidget:
        held = QWidget()
        inner = column(held, gap=2)
        head = row(gap=3)
        head.addWidget(Pill("Open", "warn"))
        head.addWidget(label(conflict.title, "subheading"), 1)
        if conflict.item_id:
            link = Button("Go to the item", "link", "arrow_forward")
            link.setAccessibleName(f"Go to {conflict.item_id}")
            link.clicked.connect(lambda _=False: self._model.open_item(conflict.item_id))
            head.addWidget(link)
        inner.addLayout(head)
        both = Reflow(420, gap=4)
        buttons = []
        for where, side in (("In this case", conflict.ours), ("In the other copy", conflict.theirs)):
            card, button = self._side(conflict, where, side)
            both.add(card)
            buttons.append(button)
        self.choices[conflict.id] = (buttons[0], buttons[1])
        inner.addWidget(both)
        return held

    def _side(self, conflict: ConflictRow, where: str, side: SideRow) -> tuple[QWidget, Button]:
        card = Card()
        card.body.addWidget(label(where, "label"))
        card.body.addWidget(label(side.sentence, selectable=True))
        card.body.addWidget(label(f"{side.by}, {side.at}", "small"))
        card.body.addStretch(1)
        button = Button("Let this one hold", "secondary", "check")
        button.setAccessibleName(f"{conflict.title}: let what {side.by} wrote hold")
        button.clicked.connect(lambda _=False: self._model.settle(conflict.id, side.id))
        line = row(gap=2)
        line.addWidget(button)
        line.addStretch(1)
        card.body.addLayout(line)
        return card, button

    def _back_up(self) -> None:
        path = ask_save(self, "Save a copy of the case", self._model.copy_name(), "Cases (*.touchstone)")
        if path:
            self._model.back_up(path)

    def _merge(self) -> None:
        if self._path and self.merge.isEnabled():
            self._model.merge(self._path, self.passphrase.text())
            self.passphrase.clear()
