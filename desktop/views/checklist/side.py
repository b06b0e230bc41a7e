"""The side of the checklist: the filters, the items, and one decision over many of them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QMenu, QWidget

from desktop.views.checklist.filters import Filters
from desktop.views.checklist.rows import ItemList
from desktop.widgets.button import Button
from desktop.widgets.layout import column, row
from desktop.widgets.text import label

MANY_HINT = "One decision over the selected items, a cell or a component. Select with Shift and Ctrl"


class Side(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side-left")
        self.filters, self.items = Filters(), ItemList()
        self.table = Button("Table", "quiet", "grid_view", hint="The checklist as a spreadsheet, out and back")
        menu = QMenu("Table", self)
        self.export_table = menu.addAction("Export as a table …")
        self.import_table = menu.addAction("Import a filled-in table …")
        self.table.setMenu(menu)
        self.ask_many = Button("", "quiet", "remove_circle", hint=MANY_HINT)
        self.items.selected_some.connect(self._name_many)
        self._name_many(1)
        inner = column(self, gap=3)
        inner.setContentsMargins(20, 20, 0, 0)
        head = column(gap=3)
        head.setContentsMargins(0, 0, 20, 0)
        name = row(gap=2)
        name.addWidget(label("Checklist", "title"), 1)
        name.addWidget(self.table)
        head.addLayout(name)
        head.addWidget(self.filters)
        inner.addLayout(head)
        inner.addWidget(self.items, 1)
        foot = row()
        foot.setContentsMargins(0, 4, 12, 6)
        foot.addWidget(self.ask_many)
        inner.addLayout(foot)

    def _name_many(self, count: int) -> None:
        self.ask_many.set_label(f"{count} selected: not applicable …" if count > 1 else "Not applicable to many …")
