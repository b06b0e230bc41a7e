"""Step 5: done: the digest to read aloud, where the files are, and what a check of the written file found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.export.states import ExportState, Outcome
from desktop.viewmodels.verification import VerificationState
from desktop.views.packets.findings_view import StatementRow
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, row
from desktop.widgets.notice import Notice
from desktop.widgets.text import label


class DonePart(QWidget):
    """`root_chosen` brings a root certificate to trust; `review_asked` wants the Packets page."""

    root_chosen = Signal(str)
    review_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._verification: VerificationState | None = None
        self.notice = Notice(dismissable=False)
        outer = column(self, gap=4)
        outer.addWidget(self.notice)
        outer.addWidget(self._digest_card())
        outer.addWidget(self._check_card())
        outer.addWidget(self._files_card())
        outer.addStretch(1)

    def _digest_card(self) -> Card:
        card = Card("Digest of the file", "Read it aloud to the person who receives the packet; they compare it")
        self.digest = label("", "digest", selectable=True)
        self.copy = Button("Copy", "secondary", "content_copy")
        self.copy.setAccessibleName("Copy the digest")
        self.copy.clicked.connect(self._copy)
        card.corner.addWidget(self.copy)
        card.body.addWidget(self.digest)
        return card

    def _files_card(self) -> Card:
        card = Card("Where it is")
        self._facts = Facts()
        self.read = Button("Open in a PDF reader", "secondary", "launch")
        self.read.clicked.connect(lambda: self._open_file(folder=False))
        self.folder = Button("Open the folder", "secondary", "folder_open")
        self.folder.clicked.connect(lambda: self._open_file(folder=True))
        card.body.addWidget(self._facts)
        line = row(gap=2)
        line.addWidget(self.read)
        line.addWidget(self.folder)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def _check_card(self) -> Card:
        card = Card("Checked as a reviewer would", "From the file alone, in a separate process")
        self.root = Button("Choose the root to trust…", "secondary", "verified_user")
        self.root.clicked.connect(self._ask_root)
        self.review = Button("Every check", "secondary", "list")
        self.review.setAccessibleName("Show every check on the Packets page")
        self.review.clicked.connect(self.review_asked)
        card.corner.addWidget(self.root)
        card.corner.addWidget(self.review)
        self._statements = column(gap=3)
        card.body.addLayout(self._statements)
        return card

    def show_state(self, state: ExportState) -> None:
        """Show what was written, and what the check found so far."""
        outcome = state.outcome
        if outcome is None:
            return
        if outcome != self._outcome:
            self._outcome = outcome
            half = (len(outcome.groups) + 1) // 2
            self.digest.setText(f"{outcome.groups[:half].strip()}\n{outcome.groups[half:].strip()}")
            self.digest.setAccessibleName(f"SHA-256 {outcome.groups}")
            place = Path(outcome.path)
            self._facts.show_facts((("File", place.name), ("Folder", str(place.parent)), *outcome.facts))
            if outcome.signed:
                self.notice.say("The packet is signed and written.", kind="success")
            else:
                self.notice.say("The packet is written and not signed.", "Anyone can still change it.", "warning")
        self.root.set_label("Choose another root…" if state.root else "Choose the root to trust…")
        if state.verification != self._verification:
            self._verification = state.verification
            self._show_statements(state.verification)

    def _show_statements(self, found: VerificationState | None) -> None:
        clear(self._statements)
        if found is None:
            self._statements.addWidget(label("It is being checked.", "muted"))
            return
        for statement in (found.verdict, *found.statements):
            self._statements.addWidget(StatementRow(statement))

    def _copy(self) -> None:
        if self._outcome is not None:
            QGuiApplication.clipboard().setText(self._outcome.digest)

    def _open_file(self, *, folder: bool) -> None:
        if self._outcome is not None:
            place = Path(self._outcome.path)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.parent if folder else place)))

    def _ask_root(self) -> None:
        path = files.ask_open(self, "Root certificate", "Certificates (*.pem *.crt *.cer *.der)")
        if path:
            self.root_chosen.emit(path)
