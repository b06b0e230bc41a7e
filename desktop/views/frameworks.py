"""The page on other frameworks: which one, how far the answers cover it, and what bears on each entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from desktop import theme
from desktop.viewmodels.frameworks import EntryDetail, FrameworksModel, FrameworksState
from desktop.widgets.button import Button
from desktop.widgets.files import ask_save
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.link import LinkLine
from desktop.widgets.page import Page, scrolling
from desktop.widgets.picker import fill
from desktop.widgets.pill import SHAPES, Pill
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

BESIDE_PX = 820  # at 100 % text size
COLUMNS = (
    Column(title="Entry", text=lambda row: row.id, sort=lambda row: row.order),
    Column(title="Title", text=lambda row: row.title, stretch=True),
    Column(title="State", text=lambda row: row.state.capitalize(), icon=lambda row: SHAPES[row.kind]),
    Column(title="Items", text=lambda row: str(row.items), sort=lambda row: row.items, right=True, gives_way=1),
)


class FrameworksPage(Page):
    def __init__(self, model: FrameworksModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Frameworks", "The same answers, in the order in which other frameworks ask for them.", parent=parent
        )
        self._model = model
        self.framework, self.only = QComboBox(), QComboBox()
        self.framework.setAccessibleName("Framework")
        self.only.setAccessibleName("State of the entries shown")
        self.save = Button("Save as CSV", "secondary", "save_alt")
        self.sentence, self.about = label("", "subheading"), label("", "muted")
        self.table, self.side = Table("Entries", COLUMNS), _Entry(model)
        self._lay_out()
        self._wire()
        self.show_state(model.state)

    def show_state(self, state: FrameworksState) -> None:
        """Show the framework and the chosen entry."""
        if state.frameworks:
            fill(self.framework, state.frameworks, state.chosen)
            fill(self.only, state.states, state.state)
        self.sentence.setText(state.sentence)
        self.about.setText(state.about)
        if self.table.rows() != state.rows:
            self.table.set_rows(state.rows)
        wanted = state.detail.row.id if state.detail else ""
        chosen = self.table.selected()
        if wanted and (chosen is None or chosen.id != wanted):
            self.table.select_where(lambda row: row.id == wanted)
        self.side.show_detail(state.detail)
        kind, message, hint = state.notice
        if message:
            self.notice.say(message, hint, kind)  # type: ignore[arg-type]

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Show the framework target["framework"]."""
        self._model.choose(str(target.get("framework", "")))

    def _lay_out(self) -> None:
        self.corner.addWidget(self.save)
        choices = row(gap=3)
        choices.addWidget(self.framework, 3)
        choices.addWidget(self.only, 1)
        self.body.addLayout(choices)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.about)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.side)
        split.setSizes([760, 400])
        split.setStretchFactor(0, 1)
        split.setHandleWidth(16)
        split.setObjectName("gap")
        split.setChildrenCollapsible(False)
        self.body.addWidget(split, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, and under each other with large text."""
        super().resizeEvent(event)
        room = self.width() >= theme.current().px(BESIDE_PX)
        self._split.setOrientation(Qt.Orientation.Horizontal if room else Qt.Orientation.Vertical)

    def _wire(self) -> None:
        self._model.state_changed.connect(self.show_state)
        self.framework.activated.connect(lambda _: self._model.choose(self.framework.currentData()))
        self.only.activated.connect(lambda _: self._model.only(self.only.currentData()))
        self.table.row_selected.connect(lambda one: self._model.choose_entry(one.id) if one is not None else None)
        self.save.clicked.connect(self._save)

    def _save(self) -> None:
        target = ask_save(self, "Save the table", self._model.file_name, "Table (*.csv)")
        if target:
            self._model.save(target)


class _Entry(QWidget):
    """One entry: its words, its state, and the items that bear on it, each a way to the checklist."""

    def __init__(self, model: FrameworksModel) -> None:
        super().__init__()
        self._model = model
        self.title, self.text = label("", "heading"), label("")
        self.pill, self.meaning, self.tags = Pill(), label("", "muted"), label("", "muted")
        self.items: QVBoxLayout = column(gap=1)
        inner = column(gap=3)
        for widget in (self.title, self.pill, self.meaning, self.text, self.tags):
            inner.addWidget(widget)
        inner.addLayout(self.items)
        inner.addStretch(1)
        column(self).addWidget(scrolling(inner))
        self.setMinimumWidth(300)

    def show_detail(self, detail: EntryDetail | None) -> None:
        """Show an entry, or that none is chosen."""
        clear(self.items)
        for part in (self.pill, self.meaning, self.text, self.tags):
            show_if(part, detail is not None)
        if detail is None:
            self.title.setText("No entry is in this state.")
            return
        self.title.setText(f"{detail.row.id}: {detail.row.title}")
        self.pill.set(detail.row.state.capitalize(), detail.row.kind)
        self.meaning.setText(f"{detail.row.group}. {detail.row.state.capitalize()}: {detail.meaning}.")
        self.text.setText(detail.text)
        show_if(self.text, bool(detail.text))
        self.tags.setText(f"Bears on: {detail.tags}.")
        show_if(self.tags, bool(detail.tags))
        self._offer("Items that bear on it", detail.items)
        self._offer("No item bears on it. Items that come close:", detail.near)

    def _offer(self, heading: str, items: tuple[tuple[str, str], ...]) -> None:
        if items:
            self.items.addWidget(label(heading, "subheading"))
        for item_id, sentence in items:
            line = LinkLine(sentence)
            line.clicked.connect(lambda _=False, item_id=item_id: self._model.open_item(item_id))
            self.items.addWidget(line)
