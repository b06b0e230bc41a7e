"""The thresholds of one probe: what a metric must at least or at most be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.viewmodels.probes.states import LimitRow
from desktop.widgets.button import Button
from desktop.widgets.flow_grid import FlowGrid
from desktop.widgets.layout import clear, column, row
from desktop.widgets.text import label

_BOUNDS = {"min": "at least", "max": "at most"}


class LimitsEditor(QWidget):
    """`limit_set` brings a LimitRow; `limit_removed` a metric and "min" or "max"."""

    limit_set = Signal(object)
    limit_removed = Signal(str, str)

    def __init__(self, probe_title: str, metrics: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(gap=1)
        self.metric_box = QComboBox()
        for metric, title in metrics:
            self.metric_box.addItem(title, metric)
        self.metric_box.setAccessibleName(f"Metric of the new threshold of {probe_title}")
        self.bound = QComboBox()
        for bound, words in _BOUNDS.items():
            self.bound.addItem(words, bound)
        self.bound.setAccessibleName(f"At least or at most, of {probe_title}")
        self.value = QLineEdit()
        self.value.setPlaceholderText("0.80")
        self.value.setAccessibleName(f"Value of the new threshold of {probe_title}")
        self.value.returnPressed.connect(self._add)
        self.add = Button("Add threshold", "secondary", "add")
        self.add.setAccessibleName(f"Add the threshold to {probe_title}")
        self.add.clicked.connect(self._add)
        self._error = label("", "error")
        self._error.hide()
        for box in (self.metric_box, self.bound):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        line = FlowGrid(150, most=4, gap=2)
        line.hold([self.metric_box, self.bound, self.value, self.add])
        outer = column(self, gap=2)
        outer.addWidget(label("Thresholds", "label"))
        outer.addWidget(label("Without a threshold a reading measures, and gives no verdict.", "small"))
        outer.addLayout(self._rows)
        outer.addWidget(line)
        outer.addWidget(self._error)

    def show_limits(self, limits: Sequence[LimitRow]) -> None:
        """Show the thresholds that are set."""
        clear(self._rows)
        for limit in limits:
            line = row(gap=2)
            remove = Button(f"Remove the threshold on {limit.title}", "icon", "delete")
            remove.clicked.connect(
                lambda _checked=False, limit=limit: self.limit_removed.emit(limit.metric, limit.bound)
            )
            line.addWidget(remove)
            line.addWidget(label(f"{limit.title} {_BOUNDS[limit.bound]} {limit.value:g}"), 1)
            self._rows.addLayout(line)

    def settle(self) -> bool:
        """Take over a value that was typed and not added yet. False, with the reason said, where it is no number."""
        if self.value.text().strip():
            return self._add()
        self._say("")
        return True

    def _add(self) -> bool:
        metric = str(self.metric_box.currentData())
        try:
            value = float(self.value.text())
        except ValueError:
            self._say("The value of a threshold is a number, such as 0.80.")
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self._say("")
        self.value.clear()
        at_least = self.bound.currentData() == "min"
        self.limit_set.emit(LimitRow(metric=metric, bound="min" if at_least else "max", value=value))
        return True

    def _say(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
