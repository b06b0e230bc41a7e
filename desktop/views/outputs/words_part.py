"""The words for the public: a form, all of which is marked (U)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.viewmodels.outputs.states import WordsField, WordsState
from desktop.viewmodels.outputs.words import PUBLIC_FIELDS, WordsModel
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row
from desktop.widgets.pairs import pairs
from desktop.widgets.picker import fill
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox

_LINES = 3
Editor = QLineEdit | QPlainTextEdit | QComboBox


class WordsPart(QWidget):
    def __init__(self, model: WordsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._written: object = None
        self.editors: dict[str, Editor] = {one.id: _editor(one) for one in PUBLIC_FIELDS}
        about = Card(
            "About the system",
            "Anybody may read every word of it. What is empty is taken from the description, if that is unclassified",
        )
        about.body.addWidget(self._form("about"))
        inventory = Card(
            "For the inventory of AI use cases", "Columns that OMB M-25-21 asks for; what is empty stays empty"
        )
        inventory.body.addWidget(self._form("inventory"))
        self._by = label("", "muted")
        self.record = Button("Record these words", "primary", "check")
        self.record.clicked.connect(self._record)
        line = row(gap=3)
        line.addWidget(self.record)
        line.addWidget(self._by, 1)
        outer = column(self, gap=4)
        outer.addWidget(about)
        outer.addWidget(inventory)
        outer.addLayout(line)
        model.state_changed.connect(self.show_state)
        model.refresh()

    def show_state(self, state: WordsState) -> None:
        """Show what is written. What is being typed stays, unless something else was recorded."""
        self._by.setText(state.by)
        self.record.block(state.blocked)
        if state.written != self._written:
            self._written = state.written
            for one in PUBLIC_FIELDS:
                _put(self.editors[one.id], one, state.written.get(one.id, ""))

    def _form(self, group: str) -> QWidget:
        held = QWidget()
        outer = column(held, gap=3)
        fields = [one for one in PUBLIC_FIELDS if one.group == group]
        outer.addWidget(pairs(list(self._fields(one for one in fields if one.kind != "text"))))
        for field in self._fields(one for one in fields if one.kind == "text"):
            outer.addWidget(field)
        return held

    def _fields(self, wanted: Iterable[WordsField]) -> Iterable[Field]:
        return (Field(one.title, self.editors[one.id], one.help) for one in wanted)

    def _record(self) -> None:
        self._model.write({name: _typed(editor) for name, editor in self.editors.items()})


def _editor(field: WordsField) -> Editor:
    if field.kind == "text":
        return TextBox(_LINES)
    return QComboBox() if field.choices else QLineEdit()


def _put(editor: Editor, field: WordsField, value: str) -> None:
    if isinstance(editor, QComboBox):
        fill(editor, [("", "Not said"), *((choice, choice) for choice in field.choices)], value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    else:
        editor.setText(value)


def _typed(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
