"""A look into a document: text or a picture, as far as it is small and safe to show."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QStackedWidget, QWidget

from desktop import theme
from desktop.viewmodels.evidence import Preview
from desktop.widgets.layout import column
from desktop.widgets.text import label

LARGEST_IMAGE_MB = 128  # decoded; a small file can claim to be an enormous picture


class PreviewBox(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName("Preview of the text")
        self._text.setProperty("role", "mono")
        self._picture = QLabel()
        self._picture.setAccessibleName("Preview of the picture")
        self._picture.setMinimumSize(1, 1)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._whole = QPixmap()
        self._nothing = label("", "muted")
        self._parts = QStackedWidget()
        for part in (self._text, self._picture, self._nothing):
            self._parts.addWidget(part)
        self.setMinimumHeight(theme.current().px(160))
        self.setProperty("role", "card")
        outer = column(self, gap=2)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.addWidget(label("Preview", "overline"))
        outer.addWidget(self._parts, 1)

    def show_preview(self, preview: Preview) -> None:
        """Show what there is."""
        if preview.image:
            self._whole = _picture(preview.image)
            if self._whole.isNull():
                self._nothing.setText("The picture can't be shown. Save a copy to open it.")
                self._parts.setCurrentWidget(self._nothing)
            else:
                self._fit()
                self._parts.setCurrentWidget(self._picture)
        elif preview.text:
            self._text.setPlainText(preview.text)
            self._parts.setCurrentWidget(self._text)
        else:
            self._nothing.setText(preview.why_not)
            self._parts.setCurrentWidget(self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            ratio = self.devicePixelRatioF()
            shown = self._whole.scaled(self._parts.size() * ratio, keep, smooth)
            shown.setDevicePixelRatio(ratio)
            self._picture.setPixmap(shown)


def _picture(data: bytes) -> QPixmap:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(LARGEST_IMAGE_MB)
    return QPixmap.fromImage(QImageReader(buffer).read())
