"""Where a file is dropped or chosen; afterwards it says which one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from desktop import theme
from desktop.widgets.button import Button
from desktop.widgets.icon import Glyph
from desktop.widgets.layout import column, row
from desktop.widgets.text import label


class DropZone(QFrame):
    """`file_chosen` brings the path. `kinds` is the file dialog's filter: "Models (*.onnx)"."""

    file_chosen = Signal(str)

    def __init__(
        self, title: str, text: str, kinds: str, *, icon_name: str = "upload_file", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self._title, self._kinds, self._over = title, kinds, False
        self._name = label(title, "subheading")
        self._place = label(text, "small")
        self.choose = Button("Choose a file…", "secondary", "folder_open")
        self.choose.setAccessibleName(f"{title}: choose a file")
        self.choose.clicked.connect(self._ask)
        words = column(gap=0)
        words.addWidget(self._name)
        words.addWidget(self._place)
        line = row(self, gap=4)
        line.setContentsMargins(20, 16, 16, 16)
        line.addWidget(Glyph(icon_name, "accent", 28))
        line.addLayout(words, 1)
        line.addWidget(self.choose)

    def show_file(self, path: str) -> None:
        """Say which file is chosen; an empty path leaves the invitation."""
        if path:
            self._name.setText(Path(path).name)
            self._place.setText(str(Path(path).parent))
            self.choose.set_label("Choose another…")
            self.choose.setAccessibleName(f"{self._title}: {Path(path).name}, choose another")

    def _ask(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._title, "", f"{self._kinds};;All files (*)")
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
