"""Taking packets in: the roots that are trusted, where packets are dropped, and how each came out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desktop.viewmodels.agency import TakingInModel
from desktop.viewmodels.agency.taking_in import CameRow, RootLine, TakingInState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.page import scrolling
from desktop.widgets.pill import SHAPES
from desktop.widgets.progress import ProgressRow
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

COLUMNS = (
    Column(title="Packet", text=lambda one: one.name, width_px=200),
    Column(title="File", text=lambda one: one.file_name, width_px=190, gives_way=1),
    Column(title="Outcome", text=lambda one: one.word, icon=lambda one: SHAPES[one.kind], width_px=140),
    Column(title="What was found", text=lambda one: one.said, stretch=True),
)


class TakingInPart(QWidget):
    def __init__(self, model: TakingInModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.drop, self.roots = ManyDrop(), _Roots(model)
        self.progress = ProgressRow("Taking packets in")
        self.table = Table("Packets taken in now", COLUMNS)
        self.table.setMinimumHeight(220)
        self.drop.chosen.connect(model.take_in)
        self.progress.cancel_chosen.connect(model.cancel)
        inner = column(gap=4)
        for widget in (self.roots, self.drop, self.progress):
            inner.addWidget(widget)
        inner.addWidget(self.table, 3)
        inner.addStretch(1)
        column(self).addWidget(scrolling(inner))
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: TakingInState) -> None:
        """Show the roots, how far it is, and how each packet came out."""
        self.roots.show_roots(state.roots, state.blocked)
        self.drop.block(state.blocked)
        show_if(self.progress, bool(state.busy))
        if state.busy:
            text = f"{state.done + 1} of {state.total}: {state.busy}"
            self.progress.progress(state.done, state.total, text, state.seconds_left)
        show_if(self.table, bool(state.came))
        if self.table.rows() != state.came:
            self.table.set_rows(state.came, keep=_key)


def _key(one: CameRow) -> tuple[str, str]:
    return one.file_name, one.said


class ManyDrop(QFrame):
    """Where many files or folders are dropped or chosen at once."""

    chosen = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.setAccessibleName("Packets to take in")
        self.choose = Button("Choose packets…", "primary", "folder_open")
        self.choose_folder = Button("Choose a folder…", "secondary", "folder")
        self.choose.clicked.connect(self._ask)
        self.choose_folder.clicked.connect(self._ask_folder)
        words = column(gap=0)
        words.addWidget(label("Take packets in", "subheading"))
        words.addWidget(
            label("Drop packets or folders here. Files that belong beside a packet stay beside it.", "small")
        )
        line = row(self, gap=4)
        line.setContentsMargins(20, 16, 16, 16)
        line.addWidget(Glyph("file_download", "accent", 28))
        line.addLayout(words, 1)
        line.addWidget(self.choose)
        line.addWidget(self.choose_folder)

    def block(self, reason: str) -> None:
        """Take nothing in, and say why; an empty reason lifts that."""
        self.setAcceptDrops(not reason)
        self.choose.block(reason)
        self.choose_folder.block(reason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if urls and all(url.isLocalFile() for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.chosen.emit([url.toLocalFile() for url in event.mimeData().urls()])

    def _ask(self) -> None:
        paths = files.ask_open_many(self, "Packets to take in", "Packets (*.pdf);;All files (*)")
        if paths:
            self.chosen.emit(paths)

    def _ask_folder(self) -> None:
        path = files.ask_folder(self, "A folder with packets")
        if path:
            self.chosen.emit([path])


class _Roots(Card):
    """The roots that are trusted: added from a file, ended with a reason."""

    def __init__(self, model: TakingInModel) -> None:
        super().__init__("Trusted roots", "A packet is verified only when its signers lead to one of these.")
        self._model = model
        self._shown: tuple[tuple[RootLine, ...], str] = ((), "")
        self.add = Button("Trust a root…", "secondary", "add")
        self.add.clicked.connect(self._ask)
        self.corner.addWidget(self.add)
        self._lines = column(gap=1)
        self.body.addLayout(self._lines)

    def show_roots(self, roots: tuple[RootLine, ...], blocked: str) -> None:
        """Show them; `blocked` says why none can be added now."""
        if self._shown == (roots, blocked) and self._lines.count():
            return
        self._shown = (roots, blocked)
        self.add.block(blocked)
        clear(self._lines)
        if not roots:
            self._lines.addWidget(label("None yet: until a root is trusted, no packet can be verified.", "muted"))
        for root in roots:
            self._lines.addWidget(_RootView(self._model, root, blocked))

    def _ask(self) -> None:
        path = files.ask_open(self, "A root certificate", "Certificates (*.pem *.crt *.cer);;All files (*)")
        if path:
            self._model.trust(path)


class _RootView(QWidget):
    def __init__(self, model: TakingInModel, root: RootLine, blocked: str) -> None:
        super().__init__()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why it is no longer trusted")
        self.reason.setAccessibleName(f"Why {root.name} is no longer trusted")
        self.end = Button("Stop trusting…", "quiet", "remove_circle")
        self.end.setAccessibleName(f"Stop trusting {root.name}")
        self.confirm = Button("Stop trusting it", "danger")
        self.end.block(blocked)
        self.end.clicked.connect(self._open)
        self.confirm.clicked.connect(lambda: model.distrust(root.fingerprint, self.reason.text()))
        words = column(gap=0)
        words.addWidget(label(f"{root.name}, {root.said}"))
        words.addWidget(label(f"SHA-256 {root.fingerprint}", "mono", selectable=True))
        line = row(self, gap=2)
        line.addLayout(words, 1)
        for widget in (self.end, self.reason, self.confirm):
            line.addWidget(widget)
        self.reason.hide()
        self.confirm.hide()

    def _open(self) -> None:
        self.end.hide()
        self.reason.show()
        self.confirm.show()
        self.reason.setFocus()
