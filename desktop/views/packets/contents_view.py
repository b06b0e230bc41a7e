"""What is in a packet: what it says of itself, its files, its readings, what is missing and withheld."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.packets import PacketsState
from desktop.viewmodels.packets.states import FileRow
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

_COLUMNS = (
    Column(title="Name", text=lambda file: file.name + (" (beside the packet)" if file.beside else "")),
    Column(title="What it is", text=lambda file: file.description, stretch=True),
    Column(title="Size", text=lambda file: file.size, right=True),
    Column(title="Marking", text=lambda file: file.marking),
    Column(title="SHA-256", text=lambda file: f"{file.sha256[:12]}…", mono=True),
)


class ContentsView(QWidget):
    """`save_asked` brings the name of an attached file."""

    save_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = PacketsState()
        self._facts = Facts()
        about = Card("What it says of itself", "The packet's own word; the checks say whether it can be relied on")
        about.body.addWidget(self._facts)
        self.save = Button("Save the file…", "secondary", "save_alt")
        self.save.clicked.connect(self._on_save)
        self.files = Table("Files of the packet", _COLUMNS)
        self.files.setMinimumHeight(260)
        self.files.row_selected.connect(self._on_selected)
        self.files.row_opened.connect(lambda _file: self._on_save())
        files = Card("Files", "Inside the PDF, or beside it where they are large")
        files.corner.addWidget(self.save)
        files.body.addWidget(self.files)
        self._readings = PlainTable("Readings of the packet")
        self._readings_card = Card("Readings")
        self._readings_card.body.addWidget(self._readings)
        self._missing = label("", selectable=True)
        self._missing_card = Card("What it says is missing")
        self._missing_card.body.addWidget(self._missing)
        self._withheld = PlainTable("Evidence that is withheld")
        self._withheld_card = Card("Withheld", "Named with its digest, not included")
        self._withheld_card.body.addWidget(self._withheld)
        outer = column(self, gap=4)
        for card in (about, files, self._readings_card, self._withheld_card, self._missing_card):
            outer.addWidget(card)

    def show_state(self, state: PacketsState) -> None:
        """Show the contents of the packet that was checked."""
        if state.facts != self._state.facts:
            self._facts.show_facts(state.facts)
        if state.files != self._state.files:
            self.files.set_rows(state.files)
        if state.readings != self._state.readings or not state.readings:
            self._readings.show_rows(("Probe", "Version", "Result", "Metrics", "Measured"), state.readings)
        self._readings_card.setVisible(bool(state.readings))
        self._withheld.show_rows(("Title", "Why", "SHA-256"), state.withheld)
        self._withheld_card.setVisible(bool(state.withheld))
        self._missing.setText("\n".join(state.missing[:40]) + ("\n…" if len(state.missing) > 40 else ""))
        self._missing_card.setVisible(bool(state.missing))
        self._state = state
        self._on_selected(self.files.selected())

    def _on_selected(self, file: FileRow | None) -> None:
        if file is None:
            self.save.block("Choose a file in the list first.")
        else:
            self.save.block("The file lies beside the packet." if file.beside else "")

    def _on_save(self) -> None:
        file = self.files.selected()
        if isinstance(file, FileRow) and not file.beside:
            self.save_asked.emit(file.name)
