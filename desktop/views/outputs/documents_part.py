"""Every document with its state; beside it what it is for, why it can't be made, saving it, and its review."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QSplitter, QVBoxLayout, QWidget

from desktop import theme
from desktop.viewmodels.outputs.documents import DocumentsModel
from desktop.viewmodels.outputs.states import DocumentRow, DocumentsState
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.digest import DigestLabel
from desktop.widgets.empty import EmptyState
from desktop.widgets.field import Field
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.page import scrolling
from desktop.widgets.picker import fill
from desktop.widgets.pill import SHAPES, Pill
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

COLUMNS = (
    Column(title="Document", text=lambda row: row.title, sort=lambda row: row.order, stretch=True),
    Column(title="Clause", text=lambda row: row.clause, gives_way=1),  # the document says it, too
    Column(title="State", text=lambda row: row.state, icon=lambda row: SHAPES[row.kind]),
)


WIDE_PX = 820  # at 100 % text size; in less room the document stands under the table


class DocumentsPart(QWidget):
    words_asked = Signal()
    page_asked = Signal(str)

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table, self.side = Table("Documents", COLUMNS), _Detail(model)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self.empty = EmptyState(
            "file_upload",
            "There is nothing to make documents of yet",
            "Describe the deployment; then label, summary and records are made from what is recorded of it.",
            "Go to Deployment",
        )
        self.empty.action_chosen.connect(lambda: self.page_asked.emit("deployment"))
        outer = column(self, gap=2)
        outer.setContentsMargins(0, 0, 20, 20)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.side)
        split.setSizes([620, 400])
        split.setStretchFactor(0, 1)
        split.setHandleWidth(16)
        split.setObjectName("gap")
        split.setChildrenCollapsible(False)
        self._split = split
        outer.addWidget(self._busy)
        outer.addWidget(self.empty, 1)
        outer.addWidget(split, 1)
        self.table.row_selected.connect(lambda one: model.choose(one.id) if one is not None else None)
        self.side.words.clicked.connect(self.words_asked)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.asleep.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.asleep.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_split"):
            self._turn()

    def _turn(self) -> None:
        """Put the document beside the table, or under it where there is no room."""
        wide = self.width() >= theme.current().px(WIDE_PX)
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if wanted != self._split.orientation():
            self._split.setOrientation(wanted)
            self._split.setSizes([620, 400] if wide else [260, 440])

    def show_state(self, state: DocumentsState) -> None:
        """Show the documents and the chosen one."""
        show_if(self.empty, not state.ready)
        show_if(self._split, state.ready)
        show_if(self._busy, bool(state.busy))
        self._busy.setAccessibleName(state.busy)
        if self.table.rows() != state.rows:
            self.table.set_rows(state.rows, lambda one: one.id)
        chosen = self.table.selected()
        if state.chosen and (chosen is None or chosen.id != state.chosen):
            self.table.select_where(lambda one: one.id == state.chosen)
        self.side.show_state(state)


class _Detail(QWidget):
    """The chosen document."""

    def __init__(self, model: DocumentsModel) -> None:
        super().__init__()
        self._model = model
        self.title, self.pill, self.purpose = label("", "heading"), Pill(), label("")
        self._why_heading = label("Why it can't be made now", "subheading")
        self._why: QVBoxLayout = column(gap=1)
        self.words = Button("Words for the public…", "secondary", "edit")
        self.form = QComboBox()
        self.form.setAccessibleName("Form of the document")
        self.save = Button("Save as…", "primary", "save_alt")
        self._marking = label("", "muted")
        self._digest = DigestLabel()
        self._review_heading = label("Review for release", "subheading")
        self._draft, self._reviewed = label(""), label("", "muted")
        self.remark = QLineEdit()
        self._remark = Field("Remark on the review", self.remark, "May be empty")
        self.review = Button("I have read it: it may go out", "secondary", "verified_user")
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.review.clicked.connect(self._reviewed_now)
        self.setMinimumWidth(340)

    def show_state(self, state: DocumentsState) -> None:
        """Show the chosen document of `state`."""
        one = state.detail
        self.setVisible(one is not None)
        if one is None:
            return
        self.title.setText(one.title)
        self.pill.set(one.state, one.kind)
        self.purpose.setText(f"{one.clause}. {one.purpose}")
        self._show_reasons(one)
        fill(
            self.form,
            one.forms,
            self.form.currentData() if self.form.currentData() in dict(one.forms) else one.forms[0][0],
        )
        self.save.block(state.busy or (one.why_not[0] if one.why_not else ""))
        self._marking.setText(f"It will be marked {one.marking}. Digest of what it says:" if one.marking else "")
        show_if(self._marking, bool(one.marking))
        show_if(self._digest, bool(one.digest))
        self._digest.set(one.digest)
        self._show_review(state, one)

    def _show_reasons(self, one: DocumentRow) -> None:
        clear(self._why)
        show_if(self._why_heading, bool(one.why_not))
        for reason in one.why_not:
            self._why.addWidget(label(f"•  {reason}"))
        show_if(self.words, one.public)

    def _show_review(self, state: DocumentsState, one: DocumentRow) -> None:
        shown = one.public and not one.why_not
        for part in (self._review_heading, self._remark, self.review, self._draft):
            show_if(part, shown)
        stands = (
            f"{one.draft} {state.why_no_review}" if one.draft else "It was reviewed as it reads now, and may go out."
        )
        self._draft.setText(stands.strip())
        self._reviewed.setText(one.reviewed)
        show_if(self._reviewed, shown and bool(one.reviewed))
        self.review.block(state.why_no_review)

    def _lay_out(self) -> None:
        inner = column(gap=3)
        for widget in (self.title, self.pill, self.purpose, self._why_heading):
            inner.addWidget(widget)
        inner.addLayout(self._why)
        line = row(gap=2)
        line.addWidget(self.form, 1)
        line.addWidget(self.save)
        inner.addLayout(line)
        inner.addWidget(self._marking)
        inner.addWidget(self._digest)
        inner.addWidget(self.words, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._review_heading, self._draft, self._reviewed, self._remark):
            inner.addWidget(part)
        inner.addWidget(self.review, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        column(self).addWidget(scrolling(inner))

    def _save(self) -> None:
        form = str(self.form.currentData())
        target = files.ask_save(self, self.title.text(), self._model.file_name(form), f"{form.upper()} (*.{form})")
        if target:
            self._model.save(form, target)

    def _reviewed_now(self) -> None:
        self._model.review(self.remark.text())
        self.remark.clear()
