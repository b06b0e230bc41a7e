"""One input of the model: what it takes, and where its values come from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from desktop import theme
from desktop.viewmodels.probes.data_states import FieldRow, InputRow
from desktop.views.probes.way_editor import WayEditor
from desktop.widgets.button import Button
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.picker import fill
from desktop.widgets.pill import Pill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label

_INLINE = ("column", "array")  # the one choice that stands beside the way
_BESIDE_PX = 640


class InputBlock(QWidget):
    """`way_chosen` brings a way, `columns_chosen` a tuple of columns, `field_changed` a field and its text."""

    way_chosen = Signal(str)
    columns_chosen = Signal(object)
    field_changed = Signal(str, str)

    def __init__(self, one: InputRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = one.name
        self._editors: dict[str, WayEditor] = {}
        self.pill = Pill()
        self.way = QComboBox()
        self.way.setAccessibleName(f"How the input {one.name} is fed")
        self.way.activated.connect(lambda _: self.way_chosen.emit(str(self.way.currentData())))
        self.combo = QComboBox()
        self.combo.setAccessibleName(f"What feeds the input {one.name}")
        self.combo.activated.connect(self._on_picked)
        self._inline = "column"
        self.list = QListWidget()
        self._grid, self._more_grid = FlowGrid(210), FlowGrid(210)
        self.turn = Button("Choose columns", "quiet", "expand_more")
        self.turn.setAccessibleName(f"Choose the columns of the input {one.name}")
        self.turn.clicked.connect(lambda: self._turn(self.turn, self.list))
        self.more = Button("More settings", "quiet", "expand_more")
        self.more.setAccessibleName(f"More settings of the input {one.name}")
        self.more.clicked.connect(lambda: self._turn(self.more, self._more_grid))
        self.list.setAccessibleName(f"Columns that feed the input {one.name}, in the order of the table")
        self.list.setMaximumHeight(theme.current().px(220))
        self.list.itemChanged.connect(self._on_ticked)
        self._note, self._sum = label("", "small"), label("", "small")
        self._lay_out(one)

    def _lay_out(self, one: InputRow) -> None:
        told = QWidget()
        words = column(told, gap=0)
        head = row(gap=2)
        head.addWidget(label(one.name, "label"), 1)
        head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        words.addWidget(label(one.type, "muted"))
        words.addStretch(1)
        fed = QWidget()
        self._fed = column(fed, gap=2)
        line = row(gap=2)
        line.addWidget(self.way, 2)
        line.addWidget(self.combo, 3)
        line.addWidget(self.turn)
        line.addWidget(self.more)
        self._fed.addLayout(line)
        for widget in (self._sum, self._note, self.list, self._grid, self._more_grid):
            self._fed.addWidget(widget)
        self.list.hide()
        self._more_grid.hide()
        both = Reflow(_BESIDE_PX, gap=6)
        both.add(told, 1)
        both.add(fed, 2)
        outer = column(self)
        outer.addWidget(both)

    def editor(self, field: str) -> WayEditor:
        """The editor of a field. Raises KeyError."""
        return self._editors[field]

    def show_input(self, one: InputRow, columns: Sequence[str]) -> None:
        """Show what feeds the input now."""
        if one.way:
            self.pill.set("Proposed" if one.proposed else "Set", "info" if one.proposed else "good")
        elif one.note.startswith("It is filled"):
            self.pill.set("Filled", "good")
        else:
            self.pill.set("Not bound", "warn")
        fill(self.way, one.ways, one.way)
        self._note.setText(one.note)
        show_if(self._note, bool(one.note))
        self._show_inline(one)
        several = one.way == "columns"
        for widget in (self.turn, self._sum):
            show_if(widget, several)
        if several:
            self._show_columns(one, columns)
        else:
            self.list.hide()
        self._show_fields([field for field in one.fields if field.name not in _INLINE])

    def _show_inline(self, one: InputRow) -> None:
        inline = next((field for field in one.fields if field.name in _INLINE), None)
        show_if(self.combo, inline is not None)
        if inline is not None:
            self._inline = inline.name
            fill(self.combo, inline.choices, inline.value)

    def _show_fields(self, fields: Sequence[FieldRow]) -> None:
        made: dict[str, WayEditor] = {}
        for field in fields:
            kept = self._editors.get(field.name)
            made[field.name] = kept if kept is not None and kept.kind == field.kind else self._made(field)
            made[field.name].show_setting(field)
        if made != self._editors:
            self._editors = made
            self._grid.hold([made[field.name] for field in fields if not field.more])
            self._more_grid.hold([made[field.name] for field in fields if field.more])
        show_if(self._grid, any(not field.more for field in fields))
        further = any(field.more for field in fields)
        show_if(self.more, further)
        if not further or any(field.error and field.more for field in fields):
            self._open(self.more, self._more_grid, shown=further)

    def _made(self, field: FieldRow) -> WayEditor:
        editor = WayEditor(field, self._name)
        editor.changed.connect(lambda text, name=field.name: self.field_changed.emit(name, text))
        return editor

    def _show_columns(self, one: InputRow, columns: Sequence[str]) -> None:
        wanted = f" of {one.width}" if one.width else ""
        names = ", ".join(one.source[:6]) + (" …" if len(one.source) > 6 else "")
        self._sum.setText(f"{len(one.source)}{wanted} columns: {names}" if one.source else "No columns chosen")
        shown = [(name, name in one.source) for name in columns]
        items = [self.list.item(at) for at in range(self.list.count())]
        if [(item.text(), item.checkState() == Qt.CheckState.Checked) for item in items] == shown:
            return
        at_row = self.list.currentRow()
        quiet = QSignalBlocker(self.list)
        self.list.clear()
        for name, on in shown:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(max(at_row, 0))
        quiet.unblock()

    def _turn(self, button: Button, part: QWidget) -> None:
        self._open(button, part, shown=part.isHidden())

    def _open(self, button: Button, part: QWidget, *, shown: bool) -> None:
        show_if(part, shown)
        button.set_icon("expand_less" if shown else "expand_more")

    def _on_picked(self, _index: int) -> None:
        self.field_changed.emit(self._inline, str(self.combo.currentData()))

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        self.columns_chosen.emit(tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked))
