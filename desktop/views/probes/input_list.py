"""The inputs of the model under each other, with what feeds each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.probes.data_states import InputRow
from desktop.views.probes.input_block import InputBlock
from desktop.widgets.layout import clear, column
from desktop.widgets.text import rule


class InputList(QWidget):
    """Signals bring the name of an input first."""

    way_chosen = Signal(str, str)
    columns_chosen = Signal(str, object)
    field_changed = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = column(self, gap=3)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._blocks: dict[str, InputBlock] = {}

    def block(self, name: str) -> InputBlock:
        """The block of an input. Raises KeyError."""
        return self._blocks[name]

    def show_inputs(self, inputs: Sequence[InputRow], columns: Sequence[str]) -> None:
        """Show each input with what feeds it."""
        frame = tuple((one.name, one.type) for one in inputs)
        if frame != self._shown:
            self._shown = frame
            self._rebuild(inputs)
        for one in inputs:
            self._blocks[one.name].show_input(one, columns)

    def _rebuild(self, inputs: Sequence[InputRow]) -> None:
        clear(self._list)
        self._blocks = {}
        for one in inputs:
            if self._blocks:
                self._list.addWidget(rule())
            block = InputBlock(one)
            block.way_chosen.connect(lambda way, name=one.name: self.way_chosen.emit(name, way))
            block.columns_chosen.connect(lambda columns, name=one.name: self.columns_chosen.emit(name, columns))
            block.field_changed.connect(lambda field, text, name=one.name: self.field_changed.emit(name, field, text))
            self._blocks[one.name] = block
            self._list.addWidget(block)
