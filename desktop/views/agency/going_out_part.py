"""What goes out: the dates, the report to Congress and its appendix, the tables."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.agency import GoingOutModel
from desktop.viewmodels.agency.going_out import GoingOutState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.page import scrolling
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.progress import ProgressRow
from desktop.widgets.text import label

NO_DRAFT = "Make the draft first, and read it."
REVIEWED = (
    "Release it only when you have read the whole draft and its counts may be made public together. Where the file"
    " reads otherwise by then, it is a draft again."
)


class GoingOutPart(QWidget):
    def __init__(self, model: GoingOutModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.enacted, self.released, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.keep_dates = Button("Record the dates", "secondary")
        self.reported = label("")
        self.draft = Button("Make the draft…", "primary", "file_download")
        self.release = Button("Release what was reviewed…", "secondary", "verified")
        self.public = Button("Public tables…", "secondary", "save_alt")
        self.whole = Button("All tables…", "secondary", "save_alt")
        self.progress = ProgressRow("Writing")
        self.progress.cancel_chosen.connect(model.cancel)
        self._written = column(gap=0)
        self.reports = PlainTable("Reports that were made", most_rows=6)
        self._lay_out()
        self._wire()
        self.show_state(model.state)

    def show_state(self, state: GoingOutState) -> None:
        """Show the dates, what would be reported, and what was made."""
        for line, text in ((self.enacted, state.enacted), (self.released, state.released), (self.source, state.source)):
            if not line.hasFocus() or not line.isModified():
                line.setText(text)
        self.reported.setText(state.reported)
        self.keep_dates.block(state.blocked)
        self.draft.block(state.busy or state.blocked)
        self.release.block(state.busy or state.blocked or ("" if state.draft else NO_DRAFT))
        for button in (self.public, self.whole):
            button.block(state.busy)
        self._show_progress(state)
        clear(self._written)
        show_if(self._written_card, bool(state.files))
        for name in state.files:
            self._written.addWidget(label(name, "small", selectable=True))
        show_if(self.reports, bool(state.reports))
        self.reports.show_rows(("Made", "What", "By"), state.reports)

    def _show_progress(self, state: GoingOutState) -> None:
        if state.busy and self.progress.isHidden():
            self.progress.cancel.block("")
        show_if(self.progress, bool(state.busy))
        if state.busy:
            done, total, text, left = state.progress
            self.progress.title.setText(state.busy)
            self.progress.progress(done, total, text, left)

    def _lay_out(self) -> None:
        dates = Card("Dates of the Act", "There is no default: the report is due 3 years after the release (4(d)(3)).")
        line = row(gap=3)
        fields = (("Enacted", self.enacted), ("Guidelines released", self.released), ("Taken from", self.source))
        for title, editor in fields:
            editor.setPlaceholderText("" if title == "Taken from" else "2026-11-22")
            line.addWidget(Field(title, editor), 1)
        dates.body.addLayout(line)
        under = row(gap=2)
        under.addWidget(self.keep_dates)
        under.addStretch(1)
        dates.body.addLayout(under)
        report = Card("Report to Congress, section 4(d)(3)", "Unclassified PDF; the appendix is a file of its own.")
        report.body.addWidget(self.reported)
        report.body.addWidget(label(REVIEWED, "muted"))
        buttons = row(gap=2)
        buttons.addWidget(self.draft)
        buttons.addWidget(self.release)
        buttons.addStretch(1)
        report.body.addLayout(buttons)
        report.body.addWidget(self.reports)
        tables = self._tables_card()
        written = Card("Written last")
        written.body.addLayout(self._written)
        self._written_card = written
        inner = column(gap=4)
        for widget in (self.progress, dates, report, tables, written):
            inner.addWidget(widget)
        inner.addStretch(1)
        column(self).addWidget(scrolling(inner, 1000))

    def _tables_card(self) -> Card:
        tables = Card(
            "Tables",
            "Portfolio, noncompliance list, use case inventory, coverage and trend, as CSV and JSON. The public ones"
            " leave out every deployment that is not marked UNCLASSIFIED.",
        )
        choices = row(gap=2)
        choices.addWidget(self.public)
        choices.addWidget(self.whole)
        choices.addStretch(1)
        tables.body.addLayout(choices)
        tables.body.addWidget(
            label(
                "The public inventory in OMB's columns is filled as far as packets say; the rest is"
                " empty, and its JSON says why.",
                "small",
            )
        )
        return tables

    def _wire(self) -> None:
        self._model.state_changed.connect(self.show_state)
        self.keep_dates.clicked.connect(
            lambda: self._model.set_dates(
                enacted=self.enacted.text(), released=self.released.text(), source=self.source.text()
            )
        )
        self.draft.clicked.connect(lambda: self._into(self._model.make_report))
        self.release.clicked.connect(lambda: self._into(lambda folder: self._model.make_report(folder, reviewed=True)))
        self.public.clicked.connect(lambda: self._into(lambda folder: self._model.make_tables(folder, public=True)))
        self.whole.clicked.connect(lambda: self._into(lambda folder: self._model.make_tables(folder, public=False)))

    def _into(self, write: object) -> None:
        folder = files.ask_folder(self, "Where to write")
        if folder and callable(write):
            write(folder)
