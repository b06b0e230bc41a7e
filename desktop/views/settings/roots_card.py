"""The roots that are trusted on this machine: looked at first, then accepted by a person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.viewmodels.settings import RootRow, SettingsState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, row
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

KINDS = "Certificates (*.pem *.crt *.cer *.der)"


class RootsCard(Card):
    """`files_chosen` brings paths; the other signals bring a fingerprint."""

    files_chosen = Signal(object)
    accepted = Signal(str)
    refused = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Trusted roots",
            "The Packets page trusts signatures that lead to one of these; touchstone verify does with --trusted",
            parent,
        )
        self.add = Button("Add certificates…", "secondary", "verified_user")
        self.add.clicked.connect(self._ask)
        self.corner.addWidget(self.add)
        self.notice = Notice()
        self._list = column(gap=2)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._list)
        self._shown: tuple[tuple[RootRow, ...], tuple[RootRow, ...]] | None = None

    def show_state(self, state: SettingsState) -> None:
        """Show what waits for a yes first, then what is trusted."""
        sentence, hint = state.roots_error
        if sentence != self.notice.text:
            self.notice.say_error(sentence, hint)
        if self._shown == (state.offered, state.roots):
            return
        had_keyboard = self._shown is not None and self.isAncestorOf(self.window().focusWidget() or self.window())
        self._shown = (state.offered, state.roots)
        clear(self._list)
        for one in state.offered:
            self._list.addWidget(self._offer(one))
        for one in state.roots:
            self._list.addWidget(self._kept(one))
        if not state.roots and not state.offered:
            words = "None yet. Without one, a packet can be found intact but not trusted."
            self._list.addWidget(label(words, "muted"))
        if had_keyboard:
            self.add.setFocus()

    def _offer(self, one: RootRow) -> QWidget:
        accept, refuse = Button("Trust it", "primary"), Button("Do not trust it", "secondary")
        accept.setAccessibleName(f"Trust {one.name}")
        refuse.setAccessibleName(f"Do not trust {one.name}")
        accept.clicked.connect(lambda: self.accepted.emit(one.sha256))
        refuse.clicked.connect(lambda: self.refused.emit(one.sha256))
        words = "Compare the SHA-256 with one that you were given by another way before you trust it."
        return self._box(one, f"Trust {one.name}?", words, accept, refuse)

    def _kept(self, one: RootRow) -> QWidget:
        remove = Button("Trust it no longer", "quiet", "close")
        remove.setAccessibleName(f"Trust {one.name} no longer")
        remove.clicked.connect(lambda: self.removed.emit(one.sha256))
        return self._box(one, one.name, "", remove)

    def _box(self, one: RootRow, title: str, words: str, *buttons: Button) -> QWidget:
        made = QFrame()
        made.setProperty("role", "well")
        made.setAccessibleName(title)
        inner = column(made, gap=2, margin=3)
        inner.addWidget(label(title, "subheading"))
        inner.addWidget(Facts(one.facts))
        for worry in one.worries:
            inner.addWidget(label(f"Warning: {worry}", "error"))
        if words:
            inner.addWidget(label(words, "small"))
        line = row(gap=2)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        inner.addLayout(line)
        return made

    def _ask(self) -> None:
        paths = files.ask_open_many(self, "Root certificates", KINDS)
        if paths:
            self.files_chosen.emit(tuple(paths))
