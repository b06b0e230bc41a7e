"""A form of named fields: it says what is typed, shows what it is given, and puts errors beside the fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.widgets.button import Button
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.picker import fill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label

DATE = "2026-11-22"
Editor = QLineEdit | QPlainTextEdit | QComboBox | Choice


class Form(QWidget):
    """`typed` carries (form, fields) at every change; `record_chosen` and `discard_chosen` the form's name."""

    typed = Signal(str, object)
    record_chosen = Signal(str)
    discard_chosen = Signal(str)

    def __init__(self, name: str, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.fields: dict[str, Field] = {}
        self._editors: dict[str, Editor] = {}
        self._hidden: dict[str, str] = {}  # fields that nobody edits, such as an id
        self._silent = False
        self._fault = label("", "error")
        self._fault.hide()
        self.record = Button(record, "primary", "check")
        self.discard = Button("Discard", "quiet", "undo", hint="Forget what is typed here")
        self.record.clicked.connect(lambda: self.record_chosen.emit(name))
        self.discard.clicked.connect(lambda: self.discard_chosen.emit(name))
        self.body = column(gap=3)
        outer = column(self, gap=3)
        outer.addLayout(self.body)
        outer.addWidget(self._fault)
        self.foot = row(gap=3)
        self.foot.addWidget(self.record)
        self.foot.addWidget(self.discard)
        self.foot.addStretch(1)
        outer.addLayout(self.foot)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {**self._hidden, **{name: _text(editor) for name, editor in self._editors.items()}}

    def add(self, name: str, title: str, editor: Editor, help_text: str = "") -> Field:
        """One more field; it still has to be laid out."""
        self.fields[name] = Field(title, editor, help_text)
        self._editors[name] = editor
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._tell)
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self._tell)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(self._tell)
            if editor.isEditable():
                editor.editTextChanged.connect(self._tell)
        else:
            editor.chosen.connect(self._tell)
        return self.fields[name]

    def beside(self, *fields: QWidget, width_px: int = 330) -> Reflow:
        """Fields beside each other where there is room."""
        line = Reflow(width_px, gap=3)
        for field in fields:
            held = QWidget()
            inner = column(held)
            inner.addWidget(field)
            inner.addStretch(1)
            line.add(held)
        self.body.addWidget(line)
        return line

    def show_values(self, values: Mapping[str, str], errors: Mapping[str, str], *, typed: bool, blocked: str) -> None:
        """Show what is typed or recorded, unless the editors show it already: the cursor stays where it is."""
        self._silent = True
        for name, value in values.items():
            if name in self._editors:
                _put(self._editors[name], value)
            else:
                self._hidden[name] = value
        self._silent = False
        for name, field in self.fields.items():
            field.set_error(errors.get(name, ""))
        other = " ".join(said for name, said in errors.items() if name not in self.fields)
        self._fault.setText(other)
        show_if(self._fault, bool(other))
        for editor in self._editors.values():
            _allow(editor, blocked)
        self.record.block(blocked or ("" if typed else "Nothing is typed that is not recorded."))
        show_if(self.discard, typed and not blocked)

    def focus_fault(self) -> None:
        """Put the keyboard into the first field that has an error."""
        for name, field in self.fields.items():
            if field.error and not isinstance(self._editors[name], Choice):
                field.editor.setFocus()
                return

    def _tell(self, *_: object) -> None:
        if not self._silent:
            self.typed.emit(self.name, self.values)


def date_line() -> QLineEdit:
    """A line for a date."""
    line = QLineEdit()
    line.setPlaceholderText(DATE)
    return line


def picker(options: Sequence[tuple[str, str]], chosen: str = "") -> QComboBox:
    """A box of (key, words)."""
    box = QComboBox()
    fill(box, options, chosen or options[0][0])
    return box


def _text(editor: Editor) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return editor.currentText() if editor.isEditable() else str(editor.currentData() or "")
    return editor.value


def _put(editor: Editor, value: str) -> None:
    if _text(editor) == value:
        return
    if isinstance(editor, QLineEdit):
        editor.setText(value)
        editor.setCursorPosition(0)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    elif isinstance(editor, QComboBox):
        quiet = QSignalBlocker(editor)
        if editor.isEditable():
            editor.setEditText(value)
        else:
            editor.setCurrentIndex(editor.findData(value))
        quiet.unblock()
    else:
        editor.set(value)


def _allow(editor: Editor, blocked: str) -> None:
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.setReadOnly(bool(blocked))
    elif isinstance(editor, Choice):
        editor.block(blocked)
    else:
        editor.setEnabled(not blocked)
        editor.setToolTip(blocked)
