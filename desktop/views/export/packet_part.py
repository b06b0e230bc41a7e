"""Step 3: the packet as it is, before anyone signs it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.export.states import Built, ExportState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column, row
from desktop.widgets.notice import Notice
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label


class PacketPart(QWidget):
    """`target_chosen` brings where the packet goes; `make_asked` wants it made again."""

    target_chosen = Signal(str)
    make_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built: Built | None = None
        self.stale = Notice(dismissable=False)
        self.stale.action_chosen.connect(self.make_asked)
        self._target = label("", selectable=True)
        self.choose = Button("Choose another place…", "secondary", "folder_open")
        self.choose.clicked.connect(self._ask)
        place = Card("Where it goes")
        line = row(gap=3)
        line.addWidget(self._target, 1)
        line.addWidget(self.choose)
        place.body.addLayout(line)
        self._card = Card("The packet", "A tagged PDF with its machine-readable files inside")
        self.read = Button("Open in a PDF reader", "secondary", "launch")
        self.read.clicked.connect(self._open)
        self._card.corner.addWidget(self.read)
        self._facts = Facts()
        self._files = PlainTable("Files of the packet", most_rows=10)
        self._beside = Notice(dismissable=False)
        self._card.body.addWidget(self._facts)
        self._card.body.addWidget(label("Files", "subheading"))
        self._card.body.addWidget(self._files)
        self._card.body.addWidget(self._beside)
        outer = column(self, gap=4)
        for widget in (self.stale, place, self._card):
            outer.addWidget(widget)
        outer.addStretch(1)

    def show_state(self, state: ExportState) -> None:
        """Show where the packet goes, and what it holds once it is made."""
        self._target.setText(state.target)
        self.choose.block("The packet is being made." if state.busy else "")
        if state.stale and not state.busy:
            self.stale.say("The case has changed since this packet was made.", kind="warning", action="Make it again")
        elif state.built is None and not state.busy:
            self.stale.say("The packet is not made yet.", kind="info", action="Make the packet")
        else:
            self.stale.clear()
        self._card.setVisible(state.built is not None)
        if state.built is not None and state.built != self._built:
            self._show_built(state.built)
        self._built = state.built

    def _show_built(self, built: Built) -> None:
        self._facts.show_facts((*built.facts, ("File", Path(built.path).name)))
        self._files.show_rows(("Name", "What it is", "Size", "Marking"), built.files)
        if built.beside:
            names = ", ".join(built.beside)
            self._beside.say("Large files lie beside the packet: hand them over with it.", names, "info")
        else:
            self._beside.clear()

    def _open(self) -> None:
        if self._built is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._built.path))

    def _ask(self) -> None:
        path = files.ask_save(self, "Where the packet goes", self._target.text(), "Packets (*.pdf)")
        if path:
            self.target_chosen.emit(path)
