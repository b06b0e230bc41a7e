"""Real rows, pictures or texts, and what the model says of each, before anything is measured."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop import theme
from desktop.viewmodels.probes.data_states import Preview, PreviewItem
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.pill import Pill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label

_SIDE_PX, _MOST_TILES = 96, 24


class PreviewCard(Card):
    """Facts on the whole, then a table of rows, or tiles of pictures or texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Preview", "Real rows, and what is said of them. Nothing is measured yet.", parent)
        self._facts = Facts()
        self.rows = PlainTable("Rows of the test data, and what is said of them", most_rows=10)
        self.pictures, self.texts = FlowGrid(220), FlowGrid(420, most=2)
        self._shown: Preview | None = None
        for widget in (self._facts, self.rows, self.pictures, self.texts):
            self.body.addWidget(widget)

    def show_preview(self, preview: Preview) -> None:
        """Show what there is; takes no room while there is nothing."""
        show_if(self, bool(preview.facts))
        if preview == self._shown:
            return
        self._shown = preview
        self._facts.show_facts(preview.facts)
        show_if(self.rows, bool(preview.rows))
        if preview.rows:
            self.rows.show_rows(preview.header, preview.rows)
        pictures = [item for item in preview.items if item.picture][:_MOST_TILES]
        texts = [item for item in preview.items if item.text and not item.picture][:_MOST_TILES]
        self.pictures.hold([_Tile(item) for item in pictures])
        self.texts.hold([_Tile(item) for item in texts])
        show_if(self.pictures, bool(pictures))
        show_if(self.texts, bool(texts))


class _Tile(QFrame):
    """One row: the picture or the text, what was said, and whether that is right."""

    def __init__(self, item: PreviewItem) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        said = f"{item.said} ({item.score})" if item.said and item.score else item.said or "no answer"
        verdict = "" if item.right is None else "Right" if item.right else "Wrong"
        self.setAccessibleName(f"{item.row}: said {said}, label {item.label or 'none'}. {verdict}".strip())
        line = row(self, gap=3)
        line.setContentsMargins(0, 4, 0, 4)
        if item.picture:
            line.addWidget(_picture(item), 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=1)
        if item.text:
            words.addWidget(label(item.text, selectable=True))
        words.addWidget(label(f"Says {said}", "label"))
        if item.label:
            words.addWidget(label(f"Label {item.label}", "muted"))
        words.addWidget(Pill(verdict, "good" if item.right else "bad"), 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(label(item.row, "small"))
        words.addStretch(1)
        line.addLayout(words, 1)


def _picture(item: PreviewItem) -> QLabel:
    shown = QLabel()
    shown.setAccessibleName(f"Picture of {item.row}")
    side = theme.current().px(_SIDE_PX)
    shown.setFixedSize(side, side)
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    try:
        made = QPixmap.fromImage(QImage.fromData(base64.b64decode(item.picture, validate=True)))
    except binascii.Error:
        made = QPixmap()
    if made.isNull():
        shown.setText("No picture")
        return shown
    # A picture of a few pixels is shown as these pixels, not as a blur.
    small = made.width() < side // 2
    how = Qt.TransformationMode.FastTransformation if small else Qt.TransformationMode.SmoothTransformation
    shown.setPixmap(made.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, how))
    return shown
