"""What the program is made of, and what others made of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.settings import SettingsState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import row
from desktop.widgets.text_box import TextBox

LINES = 18


class AboutCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About this program", parent=parent)
        self._facts = Facts()
        self._shown: tuple[tuple[str, str], ...] = ()
        self.notices = TextBox(LINES)
        self.notices.setReadOnly(True)
        self.notices.setProperty("role", "mono")
        self.notices.setAccessibleName("Third-party notices")
        self.turn = Button("Show the third-party notices", "quiet", "expand_more")
        self.turn.clicked.connect(self._turn)
        self.body.addWidget(self._facts)
        line = row()
        line.addWidget(self.turn)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.notices)
        self.notices.hide()

    def show_state(self, state: SettingsState) -> None:
        if state.about != self._shown:
            self._shown = state.about
            self._facts.show_facts(state.about)
            self.notices.setPlainText(state.notices)

    def _turn(self) -> None:
        opens = self.notices.isHidden()
        self.notices.setVisible(opens)
        self.turn.set_label("Hide the third-party notices" if opens else "Show the third-party notices")
        self.turn.set_icon("expand_less" if opens else "expand_more")
