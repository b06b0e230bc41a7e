"""Whom the reviewer trusts: root certificates, and the people who are expected to have signed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.viewmodels.export import ROLE_TITLES
from desktop.viewmodels.packets import PacketsState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import grouped
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row
from desktop.widgets.text import label, rule


class TrustCard(Card):
    """`roots_added` brings paths; `signer_expected` a role and a fingerprint ("" for none)."""

    roots_added = Signal(object)
    root_removed = Signal(str)
    signer_expected = Signal(str, str)
    settings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Whom you trust",
            "Nothing is trusted unless you choose it, here for now or in Settings for good",
            parent=parent,
        )
        self.add = Button("Add a root…", "secondary", "verified_user")
        self.add.clicked.connect(self._ask)
        self.more = Button("Expected signers", "quiet", "expand_more")
        self.more.clicked.connect(self._turn)
        self.keep = Button("Settings", "quiet", "settings", hint="Keep roots for good")
        self.keep.clicked.connect(self.settings_asked)
        self.corner.addWidget(self.keep)
        self.corner.addWidget(self.more)
        self.corner.addWidget(self.add)
        self._roots, self._signers = column(gap=1), column(gap=1)
        self.body.addLayout(self._roots)
        self._inside = QWidget()
        self._lay_out_inside()
        self.body.addWidget(self._inside)
        self._inside.hide()

    def _lay_out_inside(self) -> None:
        self.role = QComboBox()
        for role, title in ROLE_TITLES:
            self.role.addItem(title, role)
        self.fingerprint = QLineEdit()
        self.fingerprint.returnPressed.connect(self._expect)
        self._field = Field("Certificate SHA-256", self.fingerprint)
        self.expect = Button("Expect", "secondary", "add")
        self.expect.clicked.connect(self._expect)
        inside = column(self._inside, gap=2)
        inside.addWidget(rule())
        words = "Under an agency's root anyone with a card would do: say here whose certificate must have signed."
        inside.addWidget(label(words, "small"))
        inside.addLayout(self._signers)
        line = row(gap=3)
        line.addWidget(Field("Role", self.role))
        line.addWidget(self._field, 1)
        inside.addLayout(line)
        inside.addWidget(self.expect, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: PacketsState) -> None:
        """Show what is trusted and who is expected."""
        clear(self._roots)
        for name in state.kept:
            line = row(gap=2)
            line.addWidget(label(name, "label", wrap=False))
            line.addWidget(label("Kept in Settings", "small"), 1)
            self._roots.addLayout(line)
        for root in state.roots:
            self._roots.addLayout(self._line(root.name, f"Trust {root.name} no longer", root.path))
        if not state.roots and not state.kept:
            words = "No root certificate yet. Without one, the packet can be found intact but not trusted."
            self._roots.addWidget(label(words, "muted"))
        clear(self._signers)
        for one in state.signers:
            line = row(gap=2)
            line.addWidget(label(one.title, "label", wrap=False))
            line.addWidget(label(grouped(one.fingerprint), "mono", selectable=True), 1)
            remove = Button(f"Expect nobody as {one.title}", "icon", "close")
            remove.clicked.connect(lambda _checked=False, role=one.role: self.signer_expected.emit(role, ""))
            line.addWidget(remove)
            self._signers.addLayout(line)
        self._field.set_error(state.signer_error)

    def _line(self, name: str, remove_text: str, path: str) -> QHBoxLayout:
        line = row(gap=2)
        line.addWidget(label(name, "label", wrap=False))
        line.addWidget(label(path, "small"), 1)
        remove = Button(remove_text, "icon", "close")
        remove.clicked.connect(lambda _checked=False: self.root_removed.emit(path))
        line.addWidget(remove)
        return line

    def _turn(self) -> None:
        opens = self._inside.isHidden()
        self._inside.setVisible(opens)
        self.more.set_icon("expand_less" if opens else "expand_more")

    def _expect(self) -> None:
        self.signer_expected.emit(str(self.role.currentData()), self.fingerprint.text())
        self.fingerprint.clear()

    def _ask(self) -> None:
        paths = files.ask_open_many(self, "Root certificates", "Certificates (*.pem *.crt *.cer *.der)")
        if paths:
            self.roots_added.emit(tuple(paths))
