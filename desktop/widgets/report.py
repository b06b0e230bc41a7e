"""A fault of the program, with its text to copy and pass on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from desktop.widgets.button import Button
from desktop.widgets.layout import column, row
from desktop.widgets.text import label


class ReportBox(QDialog):
    """Does not hold up the window: what was saved is saved, and the person may go on."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.setWindowTitle("A fault in Touchstone")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setAccessibleName("Report of the fault")
        copy = Button("Copy the report", "secondary", "content_copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        close = Button("Go on", "primary")
        close.clicked.connect(self.accept)
        outer = column(self, gap=3, margin=6)
        outer.addWidget(label("Something in Touchstone went wrong", "heading"))
        outer.addWidget(
            label(
                "Confirmed answers and drafts are in the case file. Pass this report on to who looks after Touchstone."
            )
        )
        outer.addWidget(shown, 1)
        line = row(gap=2)
        line.addStretch(1)
        line.addWidget(copy)
        line.addWidget(close)
        outer.addLayout(line)
