"""The checklist page and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QSplitter, QStackedWidget, QWidget

from desktop.viewmodels.checklist import ChecklistModel, FormState, ItemDetail, ListState
from desktop.views.checklist.filters import Filters
from desktop.views.checklist.inspector import Inspector
from desktop.views.checklist.question import Question
from desktop.views.checklist.rows import ItemList
from desktop.widgets.button import Button
from desktop.widgets.empty import EmptyState
from desktop.widgets.layout import column, row
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

KEYS = "Keys: 1 to 4 answer · Ctrl+Enter confirms · N next unanswered · E attach · R remark"


class ChecklistPage(QWidget):
    def __init__(self, model: ChecklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("Checklist")
        self._model = model
        self.filters, self.items = Filters(), ItemList()
        self.question, self.inspector = Question(), Inspector()
        self.notice = Notice()
        self.next = Button("Next unanswered", "secondary", "arrow_forward", hint="Go to the next unanswered item (N)")
        self.empty = EmptyState("list", "", "", "Clear the filters")
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._wire()
        self._shortcuts()
        self.show_list(model.list)
        self.show_item(model.item)
        self.show_form(model.form)

    def show_list(self, state: ListState) -> None:
        """Show the items that are listed, and the filter."""
        self.filters.show_state(state)
        self.items.show_rows(state.rows, state.current)
        self.empty.set_text(*state.empty, "Clear the filters")
        self.middle.setCurrentIndex(0 if state.rows else 1)

    def show_item(self, item: ItemDetail | None) -> None:
        """Show one item."""
        self.question.show_item(item)
        self.inspector.show_item(item, self._model.form.blocked)

    def show_form(self, state: FormState) -> None:
        """Show what is typed, and what is said of it."""
        self.question.show_form(state)

    def show_notice(self, kind: str, message: str, hint: str) -> None:
        """Say what was done or what went wrong; an empty message clears it."""
        if message:
            self.notice.say(message, hint, kind)  # type: ignore[arg-type]
        else:
            self.notice.clear()

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Go where another page points (see `ChecklistModel.show_target`)."""
        self._model.show_target(dict(target))
        self.items.setFocus()

    def leave(self) -> None:
        """Another page is shown: nothing typed may wait."""
        self._model.keep_draft()

    def choose_files(self) -> None:
        """Ask for files and attach them to the item."""
        if self.inspector.attach.isEnabled():
            paths, _ = QFileDialog.getOpenFileNames(self, "Attach files to this item")
            self._model.attach(paths)

    def _lay_out(self) -> None:
        left = QFrame()
        left.setProperty("role", "side-left")
        inner = column(left, gap=3)
        inner.setContentsMargins(20, 20, 0, 0)
        head = column(gap=3)
        head.setContentsMargins(0, 0, 20, 0)
        head.addWidget(label("Checklist", "title"))
        head.addWidget(self.filters)
        inner.addLayout(head)
        inner.addWidget(self.items, 1)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.question)
        self.middle.addWidget(self.empty)
        foot = row(gap=3)
        foot.setContentsMargins(28, 8, 28, 10)
        foot.addWidget(label(KEYS, "small"), 1)
        foot.addWidget(self.next)
        centre = QWidget()
        middle = column(centre, gap=0)
        held = column(gap=0)
        held.setContentsMargins(28, 12, 28, 0)
        held.addWidget(self.notice)
        middle.addLayout(held)
        middle.addWidget(self.middle, 1)
        middle.addLayout(foot)
        for at, (part, stretch) in enumerate(((left, 0), (centre, 1), (self.inspector, 0))):
            self.parts.addWidget(part)
            self.parts.setStretchFactor(at, stretch)
            self.parts.setCollapsible(at, False)
        left.setMinimumWidth(260)
        centre.setMinimumWidth(380)
        self.inspector.setMinimumWidth(240)
        self.parts.setHandleWidth(1)
        self.parts.setSizes([330, 560, 330])
        outer = column(self, gap=0)
        outer.addWidget(self.parts)

    def _wire(self) -> None:
        model, form = self._model, self.question.form
        model.list_changed.connect(self.show_list)
        model.item_changed.connect(self.show_item)
        model.form_changed.connect(self.show_form)
        model.notice_changed.connect(self.show_notice)
        self.filters.filtered.connect(model.filter)
        self.items.item_chosen.connect(model.choose)
        self.next.clicked.connect(model.go_to_next)
        self.empty.action_chosen.connect(self.filters.clear.click)
        form.typed.connect(model.type)
        form.value_chosen.connect(model.answer)
        form.confirm_chosen.connect(model.confirm)
        form.discard_chosen.connect(model.discard)
        self.question.approval.decided.connect(
            lambda approved, remark, reviewer: model.approve(approved=approved, remark=remark, reviewer=reviewer)
        )
        self.question.files_dropped.connect(model.attach)
        self.inspector.attach_chosen.connect(self.choose_files)
        self.inspector.link_chosen.connect(model.link)
        self.inspector.unlink_chosen.connect(model.unlink)
        self.inspector.evidence_opened.connect(model.open_evidence)

    def _shortcuts(self) -> None:
        for key, value in (("1", "yes"), ("2", "partly"), ("3", "no"), ("4", "not-applicable")):
            self._key(key, lambda value=value: self._model.answer(value))
        self._key("N", self._model.go_to_next)
        self._key("E", self.choose_files)
        self._key("R", self.question.form.remark.setFocus)
        self._key("Ctrl+F", self.filters.search.setFocus)
        self._key("Ctrl+Return", self._model.confirm)
        self._key("Ctrl+Enter", self._model.confirm)
        self._key("Escape", self.items.setFocus)

    def _key(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)
