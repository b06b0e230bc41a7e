"""What a table that came back would change, line by line, before anything is taken."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.checklist import TableModel, TableRow, TableState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.notice import announce
from desktop.widgets.page import scrolling
from desktop.widgets.text import label
from desktop.widgets.tick_list import TickList, TickRows

TABLES = "Tables (*.xlsx *.csv)"
HEADS = ("Item, and what the table says", "What it is", "Line")


class TablePanel(QWidget):
    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName("What the table would change")
        self.title, self.summary, self.why = label("", "title"), label(""), label("", "muted")
        self.rows = TickRows(HEADS, _texts, lambda one: f"{one.item}. {one.what}. {one.why}", _can_tick)
        self.list = TickList("Lines of the table", self.rows)
        self.take = Button("", "primary", "check", hint="Make drafts of them; each is confirmed by itself (Ctrl+Enter)")
        self.cancel = Button("Cancel", "secondary", hint="Take nothing (Escape)")
        self._was_open = False
        self._lay_out()
        model.changed.connect(self.show_state)
        self.rows.ticked.connect(lambda line, ticked: model.tick(line, ticked=ticked))
        self.take.clicked.connect(model.take)
        self.cancel.clicked.connect(model.cancel)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._explain())

    def show_state(self, state: TableState) -> None:
        """Show the lines that say something else than the case."""
        opened, self._was_open = state.open and not self._was_open, state.open
        if not state.open:
            return
        self.title.setText(f"What {state.file} would change")
        self.summary.setText(state.summary)
        self.rows.set_rows(state.rows)
        show_if(self.list, bool(state.rows))
        self.take.set_label("Take 1 as a draft" if state.count == 1 else f"Take {state.count} as drafts")
        self.take.block(state.blocked or ("" if state.count else "No line is ticked."))
        if opened:
            self.list.selectRow(0)
            announce(self, state.summary)
        self._explain()

    def ask_export(self) -> None:
        """Ask where the checklist is to be written, and write it."""
        path = files.ask_save(self, "Export the checklist", self._model.proposed_name, TABLES)
        if path:
            self._model.export(path)

    def ask_import(self) -> None:
        """Ask for a table that was filled in, and show what it would change."""
        path = files.ask_open(self, "Import a filled-in checklist", TABLES)
        if path:
            self._model.open(path)

    def take_focus(self) -> None:
        """The keyboard goes to the lines, or where there are none, to the way out."""
        (self.list if self.rows.rows else self.cancel).setFocus()

    def _explain(self) -> None:
        at = self.list.currentIndex().row()
        self.why.setText(self.rows.rows[at].why if 0 <= at < len(self.rows.rows) else "")

    def _lay_out(self) -> None:
        outer = column(gap=3)
        outer.setContentsMargins(28, 20, 28, 12)
        column(self, gap=0).addWidget(scrolling(outer))
        for words in (self.title, self.summary):
            outer.addWidget(words)
        hint = (
            "New answers are ticked. Where the case says something else, tick it (Space) to take what the table says."
        )
        outer.addWidget(Field("Lines of the table", self.list, hint), 1)
        outer.addWidget(self.why)
        line = row(gap=2)
        line.addWidget(self.take)
        line.addWidget(self.cancel)
        line.addStretch(1)
        outer.addLayout(line)


def _texts(one: TableRow) -> tuple[str, str, str]:
    return f"{one.item}  {one.says}", one.what, one.id


def _can_tick(one: TableRow) -> bool:
    return one.can_be_taken
