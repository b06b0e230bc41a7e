"""The panel that asks about a file before it is taken into the case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QProgressBar, QWidget

from desktop.viewmodels.attaching import About, AttachState
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label


class AttachForm(QFrame):
    """Hidden while no file is asked about."""

    submitted = Signal(object)  # About
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "well")
        self.setAccessibleName("Attach a file")
        self._file = ""
        self._head = label("", "subheading")
        self._items = label("", "small")
        self.title, self.origin, self.marking = QLineEdit(), QLineEdit(), QLineEdit()
        self.origin.setPlaceholderText("e.g. Vendor's test team, 2026-10-02")
        self.by_ai = QCheckBox("Made by AI, wholly or in part")
        self.include = QCheckBox("Goes into the packet")
        self.include.setChecked(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the copy")
        self.submit, self.cancel = Button("Attach", "primary", "attach_file"), Button("Cancel", "secondary")
        self._fields = {
            "title": Field("Title", self.title),
            "origin": Field("Origin", self.origin, "Who made it, where it came from, when"),
            "marking": Field("Marking", self.marking, "A portion mark, e.g. (U)"),
        }
        self._lay_out()
        self.submit.clicked.connect(self._submit)
        self.cancel.clicked.connect(self.cancelled)
        for line in (self.title, self.origin, self.marking):
            line.returnPressed.connect(self.submit.click)
        self.hide()

    def show_state(self, state: AttachState) -> None:
        """Show the file that is asked about, or how far its copy is."""
        show_if(self, bool(state.file))
        fresh = state.file != self._file
        self._file = state.file
        if fresh and state.file:
            self._fill(state)
        for key, field in self._fields.items():
            field.set_error(state.errors.get(key, ""))
        copying = state.progress is not None
        show_if(self._bar, copying)
        self.submit.block("The file is being copied." if copying else "")
        if state.progress is not None:
            self._bar.setRange(0, max(1, state.progress[1] // 1000))
            self._bar.setValue(state.progress[0] // 1000)

    def _fill(self, state: AttachState) -> None:
        more = f" ({state.more} more wait)" if state.more else ""
        self._head.setText(f"Attach {state.file}{more}")
        self._items.setText(f"It will support {', '.join(state.items)}." if state.items else "")
        show_if(self._items, bool(state.items))
        self.title.setText(state.title)
        self.origin.setText(state.origin)
        self.marking.setText(state.marking)
        self.by_ai.setChecked(False)
        self.include.setChecked(True)
        self.origin.setFocus()
        self.origin.selectAll()  # what was said of the file before may not be so of this one

    def _lay_out(self) -> None:
        outer = column(self, gap=3, margin=4)
        outer.addWidget(self._head)
        outer.addWidget(self._items)
        for field in self._fields.values():
            outer.addWidget(field)
        outer.addWidget(self.by_ai)
        outer.addWidget(self.include)
        outer.addWidget(self._bar)
        line = row(gap=2)
        line.addWidget(self.submit)
        line.addWidget(self.cancel)
        line.addStretch(1)
        outer.addLayout(line)

    def _submit(self) -> None:
        self.submitted.emit(
            About(
                title=self.title.text(),
                origin=self.origin.text(),
                made_by_ai=self.by_ai.isChecked(),
                marking=self.marking.text(),
                include=self.include.isChecked(),
            )
        )
