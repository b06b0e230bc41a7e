"""The item in the middle: what is asked, and the form that answers it. Files dropped on it become its evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.viewmodels.checklist import DONE_WORDS, FormState, ItemDetail
from desktop.views.checklist.answering import AnswerForm
from desktop.views.checklist.approving import ApprovalPanel
from desktop.widgets.cautions import Cautions
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.page import scrolling
from desktop.widgets.pill import Pill
from desktop.widgets.text import label, restyle, rule


class Question(QFrame):
    files_dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        self.setAcceptDrops(True)
        self._blocked = ""
        self._place = label("", "overline", selectable=True)
        self._title = label("", "title")
        self._question = label("", "question", selectable=True)
        self._said = label("", "small")
        self._tags = row(gap=2)
        self.standing, self.warnings = Pill(), Cautions()
        self.form, self.approval = AnswerForm(), ApprovalPanel()
        inner = column(gap=3)
        inner.setContentsMargins(28, 20, 28, 20)
        self._fill(inner)
        outer = column(self, gap=0)
        self._scroll = scrolling(inner, 820)
        self._item = ""
        outer.addWidget(self._scroll)

    def show_item(self, item: ItemDetail | None) -> None:
        """Show an item; None leaves the place empty."""
        show_if(self, item is not None)
        if item is None:
            return
        if item.id != self._item:
            self._item = item.id
            self._scroll.verticalScrollBar().setValue(0)
        self._place.setText(item.place)
        self._title.setText(item.title)
        self._question.setText(item.question)
        self._said.setText(item.said)
        show_if(self._said, bool(item.said))
        self.warnings.say(item.warnings)
        word, kind, icon = DONE_WORDS[item.standing]
        self.standing.set(word, kind, icon)  # type: ignore[arg-type]
        clear(self._tags)
        for tag in item.tags:
            self._tags.addWidget(Pill(tag, "none", "label"))
        self._tags.addStretch(1)
        self.form.show_item(item.na_when)
        self.approval.show_need(item.approval)

    def show_form(self, state: FormState) -> None:
        """Show what is typed."""
        self._blocked = state.blocked
        self.form.show_state(state)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._blocked:
            event.acceptProposedAction()
            self._mark(over=True)

    def dragLeaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        self._mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(over=False)
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def _mark(self, *, over: bool) -> None:
        self.setProperty("over", over)
        restyle(self)

    def _fill(self, into: QVBoxLayout) -> None:
        head = row(gap=3)
        head.addWidget(self._place, 1)
        head.addWidget(self.standing, 0, Qt.AlignmentFlag.AlignTop)
        into.addLayout(head)
        for widget in (self._title, self._question):
            into.addWidget(widget)
        into.addLayout(self._tags)
        into.addWidget(self.warnings)
        into.addWidget(rule())
        into.addWidget(self.form)
        into.addWidget(self._said)
        into.addWidget(self.approval)
        into.addStretch(1)
