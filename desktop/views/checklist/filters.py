"""What the list is filtered by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.viewmodels.checklist import SHOWS, Filter, ListState
from desktop.widgets.button import Button
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.text import label

SEARCH_AFTER_MS = 150


class Filters(QWidget):
    """`filtered` carries the filter that the person asked for."""

    filtered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search the items (Ctrl+F)")
        self.search.setAccessibleName("Search the items")
        self.search.setClearButtonEnabled(True)
        self.show_box = self._box("Which items", SHOWS)
        self.component, self.element = self._box("Component"), self._box("Element")
        self.stage = self._box("Stage")
        self.core, self.protected = QCheckBox("Core items"), QCheckBox("Protected classes")
        self.synthetic = QCheckBox("Synthetic content")
        self.more = Button("More filters", "link", "filter_list")
        self.clear = Button("Clear", "link")
        self.count = label("", "small", wrap=False)
        self._extra = QWidget()
        self._silent = False
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(SEARCH_AFTER_MS)
        self._lay_out()
        self._wire()

    def show_state(self, state: ListState) -> None:
        """Show the filter that is in force."""
        self._silent = True
        wanted = state.filter
        for box, options, value, anything in (
            (self.component, state.components, wanted.component, "Every component"),
            (self.element, state.elements, wanted.element, "Every element"),
            (self.stage, state.stages, wanted.stage, "Every stage"),
        ):
            _fill(box, [("", anything), *options], value)
        _fill(self.show_box, SHOWS, wanted.show)
        self.core.setChecked(wanted.core)
        self.protected.setChecked(wanted.protected_classes)
        self.synthetic.setChecked(wanted.synthetic_content)
        if self.search.text() != wanted.text and not self._typing.isActive():
            self.search.setText(wanted.text)
        self.count.setText(state.count)
        show_if(self.clear, wanted != Filter())
        if replace(wanted, show="all", text="") != Filter():
            self._turn_more(shown=True)
        self._silent = False

    def _lay_out(self) -> None:
        outer = column(self, gap=2)
        outer.addWidget(self.search)
        outer.addWidget(self.show_box)
        extra = column(self._extra, gap=2)
        for box in (self.component, self.element, self.stage):
            extra.addWidget(box)
        for tick in (self.core, self.protected, self.synthetic):
            extra.addWidget(tick)
        self._extra.hide()
        outer.addWidget(self._extra)
        line = row(gap=2)
        line.addWidget(self.count, 1)
        line.addWidget(self.clear)
        line.addWidget(self.more)
        outer.addLayout(line)

    def _wire(self) -> None:
        self.search.textEdited.connect(lambda _: self._typing.start())
        self.search.textChanged.connect(lambda text: None if text else self._tell())
        self._typing.timeout.connect(self._tell)
        for box in (self.show_box, self.component, self.element, self.stage):
            box.activated.connect(lambda _: self._tell())
        for tick in (self.core, self.protected, self.synthetic):
            tick.clicked.connect(lambda _: self._tell())
        self.more.clicked.connect(lambda: self._turn_more(shown=self._extra.isHidden()))
        self.clear.clicked.connect(self._clear)

    def _turn_more(self, *, shown: bool) -> None:
        show_if(self._extra, shown)
        self.more.set_label("More filters" if self._extra.isHidden() else "Fewer filters")

    def _clear(self) -> None:
        self.search.clear()
        self.filtered.emit(Filter())

    def _tell(self) -> None:
        if self._silent:
            return
        self._typing.stop()
        self.filtered.emit(
            Filter(
                component=self.component.currentData() or "",
                element=self.element.currentData() or "",
                stage=self.stage.currentData() or "",
                show=self.show_box.currentData(),
                core=self.core.isChecked(),
                protected_classes=self.protected.isChecked(),
                synthetic_content=self.synthetic.isChecked(),
                text=self.search.text().strip(),
            )
        )

    def _box(self, name: str, options: Sequence[tuple[str, str]] = ()) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        _fill(box, options, "")
        return box


def _fill(box: QComboBox, options: Sequence[tuple[str, str]], value: str) -> None:
    if box.count() != len(options):
        box.clear()
        for key, title in options:
            box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(value)))
