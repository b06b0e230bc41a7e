"""One setting of how an input is fed, as a field of the form."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.viewmodels.probes.data_states import FieldRow
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row
from desktop.widgets.picker import fill


class WayEditor(QWidget):
    """`changed` brings what was typed or picked; a flag gives "yes" or an empty text."""

    changed = Signal(str)

    def __init__(self, setting: FieldRow, of: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = setting.kind
        self._shown = ""
        self.editor = self._made(setting, of)
        self._field = None
        outer = column(self)
        if isinstance(self.editor, QCheckBox):
            outer.addWidget(self.editor)
            return
        self._field = Field(setting.title, self.editor, setting.help)
        focused = self.line if setting.kind == "file" else self.editor
        focused.setAccessibleName(f"{setting.title}, input {of}")
        outer.addWidget(self._field)

    def _made(self, setting: FieldRow, of: str) -> QWidget:
        if setting.kind == "flag":
            tick = QCheckBox(setting.title)
            tick.setAccessibleName(f"{setting.title}, input {of}")
            tick.clicked.connect(lambda on: self.changed.emit("yes" if on else ""))
            return tick
        if setting.kind == "choice":
            combo = QComboBox()
            combo.activated.connect(lambda _: self.changed.emit(str(combo.currentData())))
            return combo
        self.line = QLineEdit()
        self.line.editingFinished.connect(self._on_typed)
        if setting.kind == "text":
            return self.line
        held = QWidget()
        line = row(held, gap=2)
        choose = Button("Choose…", "secondary", "folder_open")
        choose.setAccessibleName(f"{setting.title}, input {of}: choose a file")
        choose.clicked.connect(lambda: self._ask(setting.title))
        line.addWidget(self.line, 1)
        line.addWidget(choose)
        held.setFocusProxy(self.line)
        return held

    def show_setting(self, setting: FieldRow) -> None:
        """Show what is set, and what is wrong with it."""
        self._shown = setting.value
        if isinstance(self.editor, QCheckBox):
            self.editor.setChecked(setting.value == "yes")
        elif isinstance(self.editor, QComboBox):
            fill(self.editor, setting.choices, setting.value)
        elif self.line.text() != setting.value and not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(setting.value)
        if self._field is not None and self._field.error != setting.error:
            self._field.set_error(setting.error)

    def _on_typed(self) -> None:
        self.line.setModified(False)
        if self.line.text() != self._shown:
            self.changed.emit(self.line.text())

    def _ask(self, title: str) -> None:
        path = files.ask_open(self, title, "Tokenizers (*.json);;All files (*)", self.line.text())
        if path:
            self.changed.emit(path)
