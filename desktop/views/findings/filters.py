"""What the table of findings is filtered by."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from desktop.viewmodels.findings import SHOWS, Filter, ListState
from desktop.viewmodels.findings.states import SEVERITIES
from desktop.widgets.button import Button
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.picker import fill
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label

SEARCH_AFTER_MS = 150


class Filters(QWidget):
    """`filtered` carries the filter that the person asked for."""

    filtered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the findings (Ctrl+F)")
        self.search.setAccessibleName("Search the findings")
        self.search.setClearButtonEnabled(True)
        names = ("Which findings", "Severity", "Component", "Element", "Owner")
        self.show_box, self.severity, self.component, self.element, self.owner = boxes = [QComboBox() for _ in names]
        for box, name in zip(boxes, names, strict=True):
            box.setAccessibleName(name)
            box.activated.connect(lambda _: self._tell())
        self.count, self.clear = label("", "small", wrap=False), Button("Clear", "link")
        self.clear.clicked.connect(self._clear)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(SEARCH_AFTER_MS)
        self._typing.timeout.connect(self._tell)
        self.search.textEdited.connect(lambda _: self._typing.start())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = column(self, gap=2)
        outer.addWidget(_beside(self.search, self.show_box, least_px=300))
        pairs = (_beside(self.severity, self.component, least_px=300), _beside(self.element, self.owner, least_px=300))
        outer.addWidget(_beside(*pairs, least_px=600))
        foot = row(gap=2)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.clear)
        outer.addLayout(foot)

    def show_state(self, state: ListState) -> None:
        """Show the filter that is in force."""
        wanted = state.filter
        fill(self.show_box, SHOWS, wanted.show)
        for box, options, value, anything in (
            (self.severity, SEVERITIES, wanted.severity, "Severity"),
            (self.component, state.components, wanted.component, "Component"),
            (self.element, state.elements, wanted.element, "Element"),
            (self.owner, state.owners, wanted.owner, "Owner"),
        ):
            fill(box, [("", anything), *options], value)
        if self.search.text() != wanted.text and not self._typing.isActive():
            self.search.setText(wanted.text)
        self.count.setText(state.count)
        show_if(self.clear, wanted != Filter())

    def _clear(self) -> None:
        self.search.clear()
        self.filtered.emit(Filter())

    def _tell(self) -> None:
        self._typing.stop()
        self.filtered.emit(
            Filter(
                show=self.show_box.currentData(),
                severity=self.severity.currentData() or "",
                component=self.component.currentData() or "",
                element=self.element.currentData() or "",
                owner=self.owner.currentData() or "",
                text=self.search.text().strip(),
            )
        )


def _beside(*parts: QWidget, least_px: int) -> Reflow:
    line = Reflow(least_px, gap=2)
    for part in parts:
        line.add(part)
    return line
