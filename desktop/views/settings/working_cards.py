"""Small settings of the working day: the lock, markings, files."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

from desktop.viewmodels.settings import SettingsState
from desktop.viewmodels.settings.states import PROFILES
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.choice import Choice
from desktop.widgets.field import Field
from desktop.widgets.layout import row
from desktop.widgets.text import label

LONGEST_MINUTES = 240


class LockCard(Card):
    """`minutes_set` carries 0 for never."""

    minutes_set = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Lock", "An open case asks for its passphrase again when nobody is there", parent)
        self.minutes = QSpinBox()
        self.minutes.setRange(0, LONGEST_MINUTES)
        self.minutes.lineEdit().setTextMargins(8, 0, 8, 0)
        self.minutes.setSuffix(" minutes")
        self.minutes.setSpecialValueText("Never")
        self.minutes.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.minutes.valueChanged.connect(self.minutes_set)
        words = "Up and Down change it; 0 is never. A minute before, a notice says so, and any key keeps the case open."
        self.body.addWidget(Field("Lock after", self.minutes, words))

    def show_state(self, state: SettingsState) -> None:
        quiet = QSignalBlocker(self.minutes)
        self.minutes.setValue(state.lock_minutes)
        quiet.unblock()


class MarkingsCard(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Markings", "Whose rules a marking is checked by", parent)
        self.profile = Choice("Marking profile", [(key, title) for key, title, _ in PROFILES])
        self._said = label("", "small")
        self.body.addWidget(Field("Marking profile", self.profile))
        self.body.addWidget(self._said)

    def show_state(self, state: SettingsState) -> None:
        self.profile.set(state.profile)
        self._said.setText(next((words for key, _, words in PROFILES if key == state.profile), ""))


class FilesCard(Card):
    """`folder_chosen` carries a folder, or "" for the last one used."""

    folder_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Files", "Where the dialogs that ask for a file start", parent)
        self._said = label("", selectable=True)
        self.choose = Button("Choose a folder…", "secondary", "folder_open")
        self.forget = Button("Start where I was last", "quiet", "history")
        self.choose.clicked.connect(self._ask)
        self.forget.clicked.connect(lambda: self.folder_chosen.emit(""))
        line = row(gap=2)
        line.addWidget(self.choose)
        line.addWidget(self.forget)
        line.addStretch(1)
        self.body.addWidget(self._said)
        self.body.addLayout(line)

    def show_state(self, state: SettingsState) -> None:
        self._said.setText(state.folder or "In the folder that was used last; the first time in your documents.")
        self.forget.block("" if state.folder else "They do already.")

    def _ask(self) -> None:
        folder = files.ask_folder(self, "Where file dialogs start")
        if folder:
            self.folder_chosen.emit(folder)
