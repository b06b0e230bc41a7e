"""What stands before an agency file is open: make one, or open one."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.agency import DoorModel
from desktop.viewmodels.agency.door import DoorState
from desktop.views.welcome.forms import CaseForm, PathEditor, secret
from desktop.widgets.beside import Beside
from desktop.widgets.layout import column
from desktop.widgets.page import scrolling
from desktop.widgets.text import label

FILES = "Agency files (*.agency);;All files (*)"
WHAT_IT_IS = (
    "An agency file takes in packets. Each is verified first; what cannot be verified is kept as “not verified” and"
    " never counts. From it come the portfolio, the noncompliance list of section 4(d)(2), the use case inventory and"
    " the report to Congress of section 4(d)(3)."
)


class DoorView(QWidget):
    def __init__(self, model: DoorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.opening, self.making = _OpenForm(), _MakeForm(model.state.rule)
        self.opening.submitted.connect(self._open)
        self.making.submitted.connect(self._make)
        both = Beside(least_px=380)
        both.add(self.opening)
        both.add(self.making)
        inner = column(gap=4)
        inner.addWidget(label(WHAT_IT_IS))
        inner.addWidget(both)
        inner.addStretch(1)
        column(self).addWidget(scrolling(inner, 1180))
        self._pressed: CaseForm = self.opening
        self.show_state(model.state)

    def show_state(self, state: DoorState) -> None:
        """Put what is wrong beside the form that was sent, and the person's name into both."""
        for form in (self.opening, self.making):
            form.show_errors(state.errors if form is self._pressed else {}, state.busy)
            if state.person and not form.person.text():
                form.person.setText(state.person)
        if state.open:
            for line in (self.opening.passphrase, self.making.passphrase, self.making.again):
                line.clear()

    def _open(self) -> None:
        form = self.opening
        self._pressed = form
        self._model.open(path=form.path.line.text(), person=form.person.text(), passphrase=form.passphrase.text())

    def _make(self) -> None:
        form = self.making
        self._pressed = form
        self._model.create(
            path=form.path.line.text(),
            agency=form.agency.text(),
            person=form.person.text(),
            passphrase=form.passphrase.text(),
            again=form.again.text(),
        )


class _OpenForm(CaseForm):
    def __init__(self) -> None:
        super().__init__("Open an agency file", "The passphrase never leaves this machine.", "Open the agency file")
        self.path, self.person = PathEditor(saves=False, what="agency file", kinds=FILES), QLineEdit()
        self.passphrase = secret("Passphrase")
        self.add("path", "File", self.path)
        self.add("person", "Your name", self.person, "Stands beside everything that you record")
        self.add("passphrase", "Passphrase", self.passphrase)
        self.finish()
        self.cancel.hide()
        self.body.addStretch(1)


class _MakeForm(CaseForm):
    def __init__(self, rule: str) -> None:
        super().__init__("New agency file", "One encrypted file for all packets of an agency.", "Make the agency file")
        self.path, self.agency = PathEditor(saves=True, what="agency file", kinds=FILES), QLineEdit()
        self.person, self.passphrase, self.again = QLineEdit(), secret("Passphrase"), secret("Passphrase again")
        self.add("agency", "Agency", self.agency, "As it stands in the report to Congress")
        self.add("path", "File", self.path, "Where the agency file is kept")
        self.add("person", "Your name", self.person, "Stands beside everything that you record")
        self.add("passphrase", "Passphrase", self.passphrase, f"{rule} Without it nobody can open the file again.")
        self.add("again", "Passphrase again", self.again)
        self.finish()
        self.cancel.hide()
        self.body.addStretch(1)
