"""The lock: the case is closed until its passphrase is given again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.opening import OpeningModel, OpeningState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import column, row
from desktop.widgets.notice import Notice
from desktop.widgets.text import label


class UnlockPage(QWidget):
    def __init__(self, model: OpeningModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._model = model
        self._title = label("", "title")
        self._who = label("", "muted")
        self._notice = Notice()
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self._field = Field("Passphrase", self.passphrase)
        self.unlock = Button("Unlock", "primary", "lock_open")
        self.leave_case = Button("Leave this case", "secondary")
        self.unlock.clicked.connect(lambda: model.unlock(self.passphrase.text()))
        self.passphrase.returnPressed.connect(self.unlock.click)
        self.leave_case.clicked.connect(model.leave_locked)
        self._lay_out()
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: OpeningState) -> None:
        """Show which case waits, for whom, and what was wrong."""
        self._title.setText(f"{state.locked} is locked" if state.locked else "Locked")
        told = f" The passphrase of the demonstration is: {state.known_passphrase}" if state.known_passphrase else ""
        self._who.setText(f"Signed in as {state.signed_in}. Drafts and answers are saved in the case file.{told}")
        self._field.set_error(state.errors.get("passphrase", ""))
        fault = state.notice[0] or state.errors.get("path", "")
        if fault or not state.why_locked:
            self._notice.say_error(fault, state.notice[1])
        else:
            self._notice.say(state.why_locked, "", "warning")
        self.unlock.block(state.busy)
        self.unlock.set_label(state.busy or "Unlock")
        if state.errors:
            self.passphrase.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.clear_errors()
        self.passphrase.clear()
        self.passphrase.setFocus()

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(Glyph("lock", "accent", 36), 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._title, self._who, self._notice, self._field):
            card.body.addWidget(widget)
        buttons = row(gap=2)
        buttons.addWidget(self.unlock)
        buttons.addWidget(self.leave_case)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        # Stretches and no alignment: only then does Qt give wrapped words the height that they need.
        across = row(gap=0, margin=6)
        across.addStretch(1)
        across.addWidget(card, 2)
        across.addStretch(1)
        outer = column(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)
