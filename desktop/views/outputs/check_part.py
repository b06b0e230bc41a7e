"""The release check: the document that is to go out, what to compare it with, and what was found."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.viewmodels.outputs.checking import CheckModel
from desktop.viewmodels.outputs.states import CheckState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.pill import Pill
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label

_KINDS = "Documents (*.pdf *.html *.htm *.txt *.md *.json *.csv *.svg *.xml)"
HEADER = ("Where", "Marked", "Words")


class CheckPart(QWidget):
    def __init__(self, model: CheckModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(
            "Is anything in it that must not go out?",
            "Looks through pages, bookmarks, metadata and attached files for text that is marked above (U)",
        )
        self.document = DropZone("The document that is to go out", "PDF, HTML, text, JSON, CSV, SVG", _KINDS)
        self.appendix = DropZone(
            "The appendix to compare it with", "With its portion marks. Without one, the open case is taken", _KINDS,
            removable=True,
        )  # fmt: skip
        self.run = Button("Check", "primary", "search")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._said = label("", "muted")
        line = row(gap=3)
        line.addWidget(self.run)
        line.addWidget(self._said, 1)
        for widget in (self.document, self.appendix):
            card.body.addWidget(widget)
        card.body.addLayout(line)
        card.body.addWidget(self._busy)
        self._found = Card("What was found")
        self.pill, self.sentence = Pill(), label("", "subheading", selectable=True)
        self.table, self._cautions = PlainTable("Places with text above (U)"), label("", "muted")
        for part in (self.pill, self.sentence, self.table, self._cautions):
            self._found.body.addWidget(part)
        outer = column(self, gap=4)
        outer.addWidget(card)
        outer.addWidget(self._found)
        self.document.file_chosen.connect(model.choose_document)
        self.appendix.file_chosen.connect(model.choose_appendix)
        self.appendix.removed.connect(lambda: model.choose_appendix(""))
        self.run.clicked.connect(model.check)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: CheckState) -> None:
        """Show the files and what was found."""
        self.document.show_file(state.document)
        self.appendix.show_file(state.appendix)
        self.run.block(state.why_not)
        self._said.setText(state.why_not)
        show_if(self._busy, bool(state.busy))
        self._busy.setAccessibleName(state.busy)
        show_if(self._found, bool(state.sentence))
        self.pill.set("Must not go out" if state.leaks else "Nothing found, word for word", state.kind)
        self.sentence.setText(state.sentence)
        show_if(self.table, bool(state.leaks))
        self.table.show_rows(HEADER, state.leaks)
        self._cautions.setText("\n".join(state.cautions))
