"""The mapping table: each input of the model, and the column, columns or array that feeds it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QListWidgetItem, QWidget

from desktop import theme
from desktop.viewmodels.probes.states import InputRow
from desktop.widgets.button import Button
from desktop.widgets.layout import STEP, clear, column, row
from desktop.widgets.picker import fill
from desktop.widgets.pill import Pill
from desktop.widgets.text import label

_HEADER = ("Input", "Takes", "Comes from", "")


class InputTable(QWidget):
    """`bound` brings the name of an input and the tuple of columns, or the one array, that feeds it."""

    bound = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * STEP)
        self._grid.setVerticalSpacing(2 * STEP)
        self._grid.setColumnStretch(2, 1)
        self._shown: tuple[object, ...] = ()
        self._rows: dict[str, _Row] = {}

    def source(self, name: str) -> _Row:
        """The editor of an input. Raises KeyError."""
        return self._rows[name]

    def show_inputs(self, inputs: Sequence[InputRow], columns: Sequence[str], *, arrays: bool) -> None:
        """Show each input with what feeds it."""
        frame = (tuple((one.name, one.type, one.width) for one in inputs), tuple(columns), arrays)
        if frame != self._shown:
            self._shown = frame
            self._rebuild(inputs, columns, arrays=arrays)
        for one in inputs:
            self._rows[one.name].show_input(one)

    def _rebuild(self, inputs: Sequence[InputRow], columns: Sequence[str], *, arrays: bool) -> None:
        clear(self._grid)
        self._rows = {}
        for at, title in enumerate(_HEADER):
            self._grid.addWidget(label(title, "overline"), 0, at)
        for line, one in enumerate(inputs, 1):
            made = _Row(one, columns, arrays=arrays)
            made.bound.connect(lambda source, name=one.name: self.bound.emit(name, source))
            # Beside one line its words stand level with it; beside a list they stay at its head.
            level = Qt.AlignmentFlag.AlignTop if made.several else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(label(one.name, "label", wrap=False), line, 0, level)
            self._grid.addWidget(label(one.type, "muted", wrap=False), line, 1, level)
            self._grid.addWidget(made, line, 2)
            self._grid.addWidget(made.pill, line, 3, level)
            self._rows[one.name] = made


class _Row(QWidget):
    """One input: a box for one column or array, a list of ticks for a matrix of several columns."""

    bound = Signal(object)

    def __init__(self, one: InputRow, columns: Sequence[str], *, arrays: bool) -> None:
        super().__init__()
        self._columns = columns
        self.several = not arrays and one.width != 1
        self.pill = Pill()
        self.combo = QComboBox()
        self.combo.setAccessibleName(f"What feeds the input {one.name}")
        self.combo.activated.connect(self._on_picked)
        self.list = QListWidget()
        self.list.setAccessibleName(f"Columns that feed the input {one.name}, in the order of the table")
        self.list.setMaximumHeight(theme.current().px(220))
        self.list.itemChanged.connect(self._on_ticked)
        self.turn = Button("Choose columns", "quiet", "expand_more")
        self.turn.clicked.connect(self._turn)
        self._sum = label("", wrap=True)
        head = row(gap=2)
        head.addWidget(self.combo, 1)
        head.addWidget(self._sum, 1)
        head.addWidget(self.turn)
        outer = column(self, gap=1)
        outer.addLayout(head)
        outer.addWidget(self.list)
        self.combo.setVisible(not self.several)
        for widget in (self._sum, self.turn):
            widget.setVisible(self.several)
        self.list.hide()

    def show_input(self, one: InputRow) -> None:
        if one.source:
            self.pill.set("Proposed" if one.proposed else "Set", "info" if one.proposed else "good")
        else:
            self.pill.set("Not bound", "warn")
        if not self.several:
            options = [("", "Not bound"), *((name, name) for name in self._columns)]
            fill(self.combo, options, one.source[0] if one.source else "")
            return
        wanted = f" of {one.width}" if one.width else ""
        names = ", ".join(one.source[:6]) + (" …" if len(one.source) > 6 else "")
        self._sum.setText(f"{len(one.source)}{wanted} columns: {names}" if one.source else "No columns chosen")
        self._show_ticks(one.source)

    def _show_ticks(self, chosen: Sequence[str]) -> None:
        quiet = QSignalBlocker(self.list)
        self.list.clear()
        for name in self._columns:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        quiet.unblock()

    def _turn(self) -> None:
        self.list.setVisible(self.list.isHidden())
        self.turn.set_icon("expand_more" if self.list.isHidden() else "expand_less")

    def _on_picked(self, _index: int) -> None:
        name = str(self.combo.currentData())
        self.bound.emit((name,) if name else ())

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        self.bound.emit(tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked))
