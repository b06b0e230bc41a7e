"""The checklist page and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop import theme
from desktop.viewmodels.attaching import AttachState
from desktop.viewmodels.checklist import ChecklistModel, FormState, ItemDetail, ListState, ManyState, TableState
from desktop.views.checklist.inspector import Inspector
from desktop.views.checklist.many import ManyPanel
from desktop.views.checklist.question import Question
from desktop.views.checklist.side import Side
from desktop.views.checklist.table_panel import TablePanel
from desktop.views.search_box import SearchBox
from desktop.widgets import files
from desktop.widgets.button import Button
from desktop.widgets.empty import EmptyState
from desktop.widgets.in_view import lead_to
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

WIDE_PX = 1000  # at 100 % text size: below this the inspector stands under the item
KEYS_PX = 1120  # the same for the line of keys
KEYS = "Ctrl+Enter confirms · E attaches · R remark"


class ChecklistPage(QWidget):
    def __init__(self, model: ChecklistModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName("Checklist")
        self._model = model
        self._picker: SearchBox | None = None
        self.side = Side()
        self.filters, self.items, self.ask_many = self.side.filters, self.side.items, self.side.ask_many
        self.question, self.inspector = Question(), Inspector(model.sources_of)
        self.notice = Notice()
        self.keys = label(KEYS, "small", wrap=False)
        self.next = Button(
            "Next unanswered (N)", "secondary", "arrow_forward", hint="Go to the next unanswered item (N)"
        )
        self.empty = EmptyState("list", "", "", "Clear the filters")
        self.many, self.table = ManyPanel(), TablePanel(model.table)
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
        self._turn_middle()

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

    def about(self) -> dict[str, str]:
        """What help is wanted about: the item that is shown."""
        return {"item": self._model.list.current} if self._model.list.current else {}

    def take_focus(self) -> None:
        """Put the keyboard on the items."""
        self.items.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Another page is shown: nothing typed may wait."""
        self._model.keep_draft()

    def choose_files(self) -> None:
        """Ask for files and attach them to the item."""
        if self.inspector.attach.isEnabled():
            paths = files.ask_open_many(self, "Attach files to this item")
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
        self._show_keys()
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if wanted != self.closer.orientation():
            self.closer.setOrientation(wanted)
            self.closer.setSizes([620, 330] if wide else [540, 200])

    def _show_keys(self) -> None:
        """The keys stand where there is room for all of them; each is said by the button that it presses, too."""
        self.keys.setVisible(self.width() >= theme.current().px(KEYS_PX) and not self._panel_open())

    def _lay_out(self) -> None:
        self.middle = QStackedWidget()
        self.middle.addWidget(self.question)
        self.middle.addWidget(self.empty)
        self.middle.addWidget(self.many)
        self.middle.addWidget(self.table)
        self.closer = QSplitter(Qt.Orientation.Horizontal)
        for outer, first, second in (
            (self.closer, self._centre(), self.inspector),
            (self.parts, self.side, self.closer),
        ):
            outer.addWidget(first)
            outer.addWidget(second)
            outer.setChildrenCollapsible(False)
            outer.setHandleWidth(1)
        self.closer.setStretchFactor(0, 1)
        self.parts.setStretchFactor(1, 1)
        self.closer.setSizes([620, 330])
        self.parts.setSizes([300, 900])
        whole = column(self, gap=0)
        whole.addWidget(self.parts)

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
        self.question.approval.typed.connect(model.reviewing.type)
        self.question.files_dropped.connect(model.attach)
        self.inspector.attach_chosen.connect(self.choose_files)
        self._wire_many()
        model.attaching.state_changed.connect(self._show_attaching)
        self.inspector.attaching.submitted.connect(model.attaching.submit)
        self.inspector.attaching.cancelled.connect(model.attaching.cancel)
        self.inspector.link_asked.connect(self._pick_evidence)
        self.inspector.unlink_chosen.connect(model.unlink)
        self.inspector.evidence_opened.connect(model.open_evidence)
        self.inspector.reading_opened.connect(model.open_reading)

    def _wire_many(self) -> None:
        many, panel = self._model.many, self.many
        many.changed.connect(self.show_many)
        panel.scope_chosen.connect(many.choose)
        panel.typed.connect(many.type)
        panel.ticked.connect(lambda item_id, ticked: many.tick(item_id, ticked=ticked))
        panel.confirmed.connect(many.confirm)
        panel.cancelled.connect(many.cancel)
        self.ask_many.clicked.connect(lambda: self._model.ask_many(self.items.selected()))
        self._model.table.changed.connect(self.show_table)
        self.side.export_table.triggered.connect(self.table.ask_export)
        self.side.import_table.triggered.connect(self.table.ask_import)

    def show_many(self, state: ManyState) -> None:
        """Show what one decision over many items would do, in the place of the item."""
        was_open = self.middle.currentWidget() is self.many
        self.many.show_state(state)
        self._turn_middle()
        if state.open and not was_open:
            self.many.take_focus()
        elif was_open and not state.open:
            self.items.setFocus()

    def show_table(self, state: TableState) -> None:
        """Show what a table that came back would change, in the place of the item."""
        was_open = self.middle.currentWidget() is self.table
        self._turn_middle()
        if state.open and not was_open:
            self.table.take_focus()
        elif was_open and not state.open:
            self.items.setFocus()

    def _panel_open(self) -> bool:
        return self._model.many.state.open or self._model.table.state.open

    def _turn_middle(self) -> None:
        state = self._model.list
        many, open_now = self._model.many.state.open, self._panel_open()
        panel = self.many if many else self.table
        show_if(self.inspector, self._model.item is not None and not self._model.table.state.open)
        self.middle.setCurrentWidget(panel if open_now else self.question if state.rows else self.empty)
        self.ask_many.block(self._model.form.blocked or ("" if state.rows else "No item is listed."))
        self.next.setVisible(not open_now)
        self._show_keys()

    def _answer(self, value: str) -> None:
        """A key answers the item; not applicable with several items selected is one decision over them."""
        if self._panel_open():
            return
        if value == "not-applicable" and len(self.items.selected()) > 1:
            self._model.ask_many(self.items.selected())
        else:
            self._model.answer(value)
            QTimer.singleShot(0, self.question.form.show_chosen)  # the reason takes its room first

    def _leave(self) -> None:
        if self.middle.currentWidget() is self.many:
            self._model.many.cancel()
        self._model.table.cancel()
        self.items.setFocus()

    def _confirm(self) -> None:
        """Confirm; then N goes on at once, or the keyboard is where something is wrong."""
        if self.middle.currentWidget() is self.many:
            self._model.many.confirm()
        elif self.middle.currentWidget() is self.table:
            self._model.table.take()
        elif self._model.confirm():
            self.items.setFocus()
        else:
            self.question.form.focus_fault()

    def _pick_evidence(self) -> None:
        if self._picker is None:
            self._picker = SearchBox(self._model.picking, self.window())
        self._model.offer_links()
        self._picker.pick("Title or file name of evidence that is in the case")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.asleep.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.asleep.sleep()

    def _decide(self, approved: bool, remark: str, reviewer: str, together: bool) -> None:  # noqa: FBT001 - as sent
        self._model.approve(approved=approved, remark=remark, reviewer=reviewer, together=together)

    def _show_attaching(self, state: AttachState) -> None:
        self.inspector.show_attaching(state)
        self.show_notice(*state.notice)

    def _shortcuts(self) -> None:
        for key, value in (("1", "yes"), ("2", "partly"), ("3", "no"), ("4", "not-applicable")):
            self._key(key, partial(self._answer, value))
        self._key("N", self._model.go_to_next)
        self._key("E", self.choose_files)
        self._key("R", partial(lead_to, self.question.form.remark))
        self._key("Ctrl+F", self.filters.search.setFocus)
        self._key("Ctrl+Return", self._confirm)
        self._key("Ctrl+Enter", self._confirm)
        self._key("Escape", self._leave)

    def _key(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(action)
