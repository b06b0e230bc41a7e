"""Step 4: the key, the person and the role; then the signature, which is asked for plainly."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.viewmodels.export import ROLE_TITLES, ExportState
from desktop.viewmodels.export.states import KeySeen
from desktop.widgets.beside import Beside
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label


class SignPart(QWidget):
    """`key_given` brings path and passphrase; `signature_asked` role and reason."""

    key_given = Signal(str, str)
    signature_asked = Signal(str, str)
    unsigned_asked = Signal()

    def __init__(self, *, may_leave: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = ""
        self._busy = ""
        self._seen: KeySeen | None = None
        outer = column(self, gap=4)
        outer.addWidget(self._key_card())
        outer.addWidget(self._person_card())
        without = self._without_card()
        outer.addWidget(without)
        show_if(without, may_leave)
        outer.addStretch(1)

    def _key_card(self) -> Card:
        card = Card("The key", "It stays in memory until the packet is signed, and is never stored")
        self.drop = DropZone(
            "Choose a key file", "A PKCS#12 file, .p12 or .pfx", "Key files (*.p12 *.pfx)", icon_name="lock"
        )
        self.drop.file_chosen.connect(self.choose_key)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self._give)
        self._passphrase_field = Field("Passphrase of the key", self.passphrase)
        self.unlock = Button("Open the key", "secondary", "lock_open")
        self.unlock.clicked.connect(self._give)
        self._facts = Facts()
        card.body.addWidget(self.drop)
        card.body.addWidget(self._passphrase_field)
        line = row(gap=3)
        line.addWidget(self.unlock)
        line.addStretch(1)
        card.body.addLayout(line)
        card.body.addWidget(self._facts)
        return card

    def _person_card(self) -> Card:
        self._person = Card("The signature")
        self.role = QComboBox()
        for role, title in ROLE_TITLES:
            self.role.addItem(title, role)
        self.role.currentIndexChanged.connect(self._say_statement)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("For example: evaluation of the second quarter")
        both = Beside(gap=6)
        both.add(Field("Role", self.role, "The field of this role is filled in the packet."))
        both.add(Field("Reason", self.reason, "Shown in the signature; may be empty."))
        self._statement = label("", "question")
        self.sure = QCheckBox("Yes, I sign")
        self.sure.toggled.connect(self._block)
        self.sign = Button("Sign the packet", "primary", "verified")
        self.sign.clicked.connect(self._sign)
        self._person.body.addWidget(both)
        self._person.body.addWidget(self._statement)
        self._person.body.addWidget(self.sure)
        line = row(gap=3)
        line.addWidget(self.sign)
        line.addStretch(1)
        self._person.body.addLayout(line)
        return self._person

    def _without_card(self) -> Card:
        card = Card()
        self.unsigned = Button("Finish without a signature", "quiet")
        self.unsigned.clicked.connect(self.unsigned_asked)
        line = row(gap=3)
        line.addWidget(
            label("Someone else signs, or not now? The packet can stay as it is and be signed later.", "muted"), 1
        )
        line.addWidget(self.unsigned)
        card.body.addLayout(line)
        return card

    def choose_key(self, path: str) -> None:
        """Take this key file; its passphrase is asked next."""
        self._path = path
        self.drop.show_file(path)
        self.unlock.block("")
        self.passphrase.setFocus()

    def show_state(self, state: ExportState) -> None:
        """Show the key once it is open."""
        self._passphrase_field.set_error(state.key_error)
        self._facts.setVisible(state.key is not None)
        self._person.setVisible(state.key is not None)
        self.unlock.block(state.busy or ("" if self._path else "Choose a key file first."))
        self.unsigned.block(state.busy)
        if state.key != self._seen:
            self._seen = state.key
            self.sure.setChecked(False)
            if state.key is not None:
                self.passphrase.clear()
                self._facts.show_facts(state.key.facts)
                self._say_statement()
        self._busy = state.busy
        self._block()

    def _say_statement(self) -> None:
        name = self._seen.subject if self._seen else ""
        self._statement.setText(f"{name} has looked at the packet and signs it as {self.role.currentText()}.")
        self.sure.setAccessibleDescription(self._statement.text())

    def _block(self) -> None:
        self.sign.block(
            self._busy or ("" if self.sure.isChecked() else "Tick the statement first: signing is binding.")
        )

    def _give(self) -> None:
        if self._path:
            self.key_given.emit(self._path, self.passphrase.text())

    def _sign(self) -> None:
        self.signature_asked.emit(str(self.role.currentData()), self.reason.text().strip())
