"""The two panels behind the first door: make a case, open a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.layout import row

CASES = "Touchstone cases (*.touchstone);;All files (*)"


def secret(name: str) -> QLineEdit:
    """A line for a passphrase."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line


class PathEditor(QWidget):
    """A line for a path with Browse beside it. `saves`: the file is to be made. `what` names it, `kinds` filters."""

    def __init__(self, *, saves: bool, what: str = "case", kinds: str = CASES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self._saves, self._what, self._kinds = saves, what, kinds
        browse = Button("Browse …", "secondary")
        browse.clicked.connect(self._browse)
        inner = row(self, gap=2)
        inner.addWidget(self.line, 1)
        inner.addWidget(browse)
        self.setFocusProxy(self.line)

    def _browse(self) -> None:
        if self._saves:
            path = files.ask_save(self, f"Where to keep the {self._what}", self.line.text(), self._kinds)
        else:
            path = files.ask_open(self, f"Open: {self._what}", self._kinds, self.line.text())
        if path:
            self.line.setText(path)


class CaseForm(Card):
    """Fields and two buttons; `errors` stand beside the fields they are about."""

    submitted = Signal()
    cancelled = Signal()

    def __init__(self, title: str, subtitle: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(title, subtitle, parent)
        self.fields: dict[str, Field] = {}
        self._action = action
        self.submit = Button(action, "primary")
        self.cancel = Button("Back", "secondary")
        self.submit.clicked.connect(self.submitted)
        self.cancel.clicked.connect(self.cancelled)

    def add(self, key: str, title: str, editor: QWidget, help_text: str = "") -> None:
        """One more field; Enter in its line submits the form."""
        made = Field(title, editor, help_text)
        self.fields[key] = made
        self.body.addWidget(made)
        line = editor.line if isinstance(editor, PathEditor) else editor
        if isinstance(line, QLineEdit):
            line.setAccessibleName(title)
            line.returnPressed.connect(self.submit.click)
            line.textChanged.connect(lambda _: made.set_error(""))  # it was about what stood there before

    def finish(self) -> None:
        """All fields are there: put the buttons under them."""
        line: QHBoxLayout = row(gap=2)
        line.addWidget(self.submit)
        line.addWidget(self.cancel)
        line.addStretch(1)
        self.body.addSpacing(8)
        self.body.addLayout(line)

    def show_errors(self, errors: Mapping[str, str], busy: str) -> None:
        """Put each error beside its field; while `busy`, the button says what is being done."""
        for key, field in self.fields.items():
            field.set_error(errors.get(key, ""))
        faulty = [field for field in self.fields.values() if field.error]
        if faulty and not any(field.editor.hasFocus() for field in faulty):
            faulty[0].editor.setFocus()
        if faulty and isinstance(faulty[0].editor, QLineEdit):
            faulty[0].editor.selectAll()
        self.submit.block(busy)
        self.submit.set_label(busy or self._action)


class NewCaseForm(CaseForm):
    """`place_for` proposes a file for a title; a file that the person chose stays."""

    def __init__(self, rule: str, place_for: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__("New case", "One encrypted file holds the whole evaluation.", "Make the case", parent)
        self.path, self.title_line, self.person = PathEditor(saves=True), QLineEdit(), QLineEdit()
        self.passphrase, self.again = secret("Passphrase"), secret("Passphrase again")
        self.add("title", "Title", self.title_line, "What is evaluated, e.g. Benefit screening 2.3")
        self.add("path", "File", self.path, "Where the case file is kept")
        self.add("person", "Your name", self.person, "Stands beside everything that you confirm")
        self.add("passphrase", "Passphrase", self.passphrase, f"{rule} Without it nobody can open the case again.")
        self.add("again", "Passphrase again", self.again)
        self.finish()
        self._proposed, self._place_for = "", place_for
        self.title_line.textEdited.connect(self._propose)

    def _propose(self, title: str) -> None:
        if self.path.line.text() == self._proposed:
            self._proposed = self._place_for(title)
            self.path.line.setText(self._proposed)


class OpenCaseForm(CaseForm):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Open a case", "The passphrase never leaves this machine.", "Open the case", parent)
        self.path, self.person, self.passphrase = PathEditor(saves=False), QLineEdit(), secret("Passphrase")
        self.add("path", "File", self.path)
        self.add("person", "Your name", self.person, "Stands beside everything that you confirm")
        self.add("passphrase", "Passphrase", self.passphrase)
        self.finish()
