"""The checklist page and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QSplitter, QStackedWidget, QWidget

from desktop import theme
from desktop.viewmodels.attaching import AttachState
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

WIDE_PX = 1000  # at 100 % text size: below this the inspector stands under the item
KEYS = "Ctrl+Enter confirms · E attaches · R remark"


class ChecklistPage(QWidget):
    def __init__(self, model: ChecklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("Checklist")
        self._model = model
        self.filters, self.items = Filters(), ItemList()
        self.question, self.inspector = Question(), Inspector()
        self.notice = Notice()
        self.keys = label(KEYS, "small", wrap=False)
        self.next = Button(
            "Next unanswered (N)", "secondary", "arrow_forward", hint="Go to the next unanswered item (N)"
        )
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
        self.next.block("" if state.rows else "No item is listed.")
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

    def take_focus(self) -> None:
        """Put the keyboard on the items."""
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Another page is shown: nothing typed may wait."""
        self._model.keep_draft()

    def choose_files(self) -> None:
        """Ask for files and attach them to the item."""
        if self.inspector.attach.isEnabled():
            paths, _ = QFileDialog.getOpenFileNames(self, "Attach files to this item")
            self._model.attach(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "closer"):
            self._fit()

    def _fit(self) -> None:
        """Put the inspector beside the item, or under it where there is no room."""
        wide = self.width() >= theme.current().px(WIDE_PX)
        self.keys.setVisible(wide)  # each key is said by the button that it presses, too
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if wanted != self.closer.orientation():
            self.closer.setOrientation(wanted)
            self.closer.setSizes([620, 330] if wide else [430, 270])

    def _lay_out(self) -> None:
        self.middle = QStackedWidget()
        self.middle.addWidget(self.question)
        self.middle.addWidget(self.empty)
        self.closer = QSplitter(Qt.Orientation.Horizontal)
        for outer, first, second in (
            (self.closer, self._centre(), self.inspector),
            (self.parts, self._left(), self.closer),
        ):
            outer.addWidget(first)
            outer.addWidget(second)
            outer.setChildrenCollapsible(False)
            outer.setHandleWidth(1)
        self.closer.setStretchFactor(0, 1)
        self.parts.setStretchFactor(1, 1)
        self.closer.setSizes([620, 330])
        self.parts.setSizes([330, 900])
        whole = column(self, gap=0)
        whole.addWidget(self.parts)

    def _left(self) -> QFrame:
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
        return left

    def _centre(self) -> QWidget:
        centre = QWidget()
        inner = column(centre, gap=0)
        top = column(gap=0)
        top.setContentsMargins(28, 12, 28, 0)
        top.addWidget(self.notice)
        foot = row(gap=3)
        foot.setContentsMargins(28, 8, 28, 10)
        foot.addWidget(self.keys)
        foot.addStretch(1)
        foot.addWidget(self.next)
        inner.addLayout(top)
        inner.addWidget(self.middle, 1)
        inner.addLayout(foot)
        return centre

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
        form.confirm_chosen.connect(self._confirm)
        form.discard_chosen.connect(model.discard)
        self.question.approval.decided.connect(self._decide)
        self.question.files_dropped.connect(model.attach)
        self.inspector.attach_chosen.connect(self.choose_files)
        model.attaching.state_changed.connect(self._show_attaching)
        self.inspector.attaching.submitted.connect(model.attaching.submit)
        self.inspector.attaching.cancelled.connect(model.attaching.cancel)
        self.inspector.link_chosen.connect(model.link)
        self.inspector.unlink_chosen.connect(model.unlink)
        self.inspector.evidence_opened.connect(model.open_evidence)
        self.inspector.reading_opened.connect(model.open_reading)

    def _confirm(self) -> None:
        """Confirm; then N goes on at once, or the keyboard is where something is wrong."""
        if self._model.confirm():
            self.items.setFocus()
        else:
            self.question.form.focus_fault()

    def _decide(self, approved: bool, remark: str, reviewer: str) -> None:  # noqa: FBT001 - as the signal carries it
        self._model.approve(approved=approved, remark=remark, reviewer=reviewer)

    def _show_attaching(self, state: AttachState) -> None:
        self.inspector.show_attaching(state)
        self.show_notice(*state.notice)

    def _shortcuts(self) -> None:
        for key, value in (("1", "yes"), ("2", "partly"), ("3", "no"), ("4", "not-applicable")):
            self._key(key, partial(self._model.answer, value))
        self._key("N", self._model.go_to_next)
        self._key("E", self.choose_files)
        self._key("R", self.question.form.remark.setFocus)
        self._key("Ctrl+F", self.filters.search.setFocus)
        self._key("Ctrl+Return", self._confirm)
        self._key("Ctrl+Enter", self._confirm)
        self._key("Escape", self.items.setFocus)

    def _key(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(action)
