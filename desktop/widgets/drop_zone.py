"""Where a file or a folder is dropped or chosen; afterwards it says which one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from desktop import theme
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label


class DropZone(QFrame):
    """`file_chosen` brings the path. `kinds` is the file dialog's filter: "Models (*.onnx)".

    `folders` offers a folder too; `removable` offers to take the choice back, which `removed` tells.
    """

    file_chosen = Signal(str)
    removed = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        kinds: str,
        *,
        icon_name: str = "upload_file",
        folders: bool = False,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self._title, self._text, self._kinds, self._over = title, text, kinds, False
        self._folders, self._removable = folders, removable
        self._name = label(title, "subheading")
        self._place = label(text, "small")
        self.choose = Button("Choose a file…", "secondary", "folder_open")
        self.choose.setAccessibleName(f"{title}: choose a file")
        self.choose.clicked.connect(self._ask)
        self.choose_folder = Button("Choose a folder…", "secondary", "folder")
        self.choose_folder.setAccessibleName(f"{title}: choose a folder")
        self.choose_folder.clicked.connect(self._ask_folder)
        show_if(self.choose_folder, folders)
        self.remove = Button(f"Remove: {title}", "icon", "close")
        self.remove.clicked.connect(self.removed)
        self.remove.hide()
        self._lay_out(icon_name, beside=not folders)

    def _lay_out(self, icon_name: str, *, beside: bool) -> None:
        words = column(gap=0)
        words.addWidget(self._name)
        words.addWidget(self._place)
        buttons = row(gap=2)
        for button in (self.choose, self.choose_folder, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        line = row(self, gap=4)
        line.setContentsMargins(20, 16, 16, 16)
        line.addWidget(Glyph(icon_name, "accent", 28))
        if beside:
            line.addLayout(words, 1)
            line.addLayout(buttons)
        else:  # two buttons leave too little room for words beside them
            both = column(gap=2)
            both.addLayout(words)
            both.addLayout(buttons)
            line.addLayout(both, 1)

    def show_file(self, path: str) -> None:
        """Say which file is chosen; an empty path shows the invitation."""
        self._name.setText(Path(path).name if path else self._title)
        before = f"{self._title} · " if self._folders else ""  # where several zones stand together
        self._place.setText(f"{before}{Path(path).parent}" if path else self._text)
        self.choose.set_label("Choose another…" if path else "Choose a file…")
        named = f"{Path(path).name}, choose another" if path else "choose a file"
        self.choose.setAccessibleName(f"{self._title}: {named}")
        show_if(self.remove, bool(path) and self._removable)

    def _ask(self) -> None:
        path = files.ask_open(self, self._title, f"{self._kinds};;All files (*)")
        if path:
            self.file_chosen.emit(path)

    def _ask_folder(self) -> None:
        path = files.ask_folder(self, self._title)
        if path:
            self.file_chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()
            self._mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(over=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(over=False)
        event.acceptProposedAction()
        self.file_chosen.emit(event.mimeData().urls()[0].toLocalFile())

    def _mark(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(now.colour("accent-soft" if self._over else "surface"))
        pen = QPen(now.colour("accent" if self._over else "line-strong"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
