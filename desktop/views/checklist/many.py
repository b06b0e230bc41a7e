"""One decision over many items: which, why, and what it does to each of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.viewmodels.checklist import ManyRow, ManyState
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.notice import announce
from desktop.widgets.page import scrolling
from desktop.widgets.text import label
from desktop.widgets.tick_list import TickList, TickRows

HEADS = ("Item", "Now", "Then")


class ManyPanel(QWidget):
    scope_chosen = Signal(str)
    typed = Signal(str, str)  # reason, marking
    ticked = Signal(str, bool)
    confirmed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("One decision over many items")
        self.scope, self.listed = QComboBox(), QComboBox()
        self.reason, self.marking = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText("Why these questions do not apply here")
        self.marking.setMaximumWidth(260)
        self.rows = TickRows(HEADS, _texts, lambda one: f"{_texts(one)[0]}, now {one.now}, then {one.then}")
        self.list = TickList("Items that the decision touches", self.rows)
        self.confirm = Button("", "primary", "check", hint="Put all of it into the log, as one decision (Ctrl+Enter)")
        self.cancel = Button("Cancel", "secondary", hint="Change nothing (Escape)")
        self._summary = label("", "label")
        self.fields = {
            "reason": Field("Why they do not apply", self.reason, "The same reason stands at every item."),
            "marking": Field("Marking of the reason", self.marking),
            "rows": Field("What it does to each item", self.list, "Tick an item that has an answer to replace it."),
        }
        self._lay_out()
        self._wire()

    def show_state(self, state: ManyState) -> None:
        """Show what would be done."""
        if not state.open:
            return
        _offer(self.scope, state.scopes, state.scope)
        _offer(self.listed, (("", "Take a reason that the pack lists …"), *state.reasons), "")
        show_if(self.listed, bool(state.reasons))
        for line, text in ((self.reason, state.reason), (self.marking, state.marking)):
            if line.text() != text:
                line.setText(text)
        self.rows.set_rows(state.rows)
        for key, field in self.fields.items():
            field.set_error(state.errors.get(key, ""))
        if self._summary.text() != state.summary:
            self._summary.setText(state.summary)
        self.confirm.set_label(f"Confirm for {state.count} items" if state.count != 1 else "Confirm for 1 item")
        self.confirm.block(state.blocked)
        if state.errors:
            announce(self, " ".join(state.errors.values()))

    def take_focus(self) -> None:
        """The keyboard goes where the reason is typed."""
        self.reason.setFocus()

    def _lay_out(self) -> None:
        outer = column(gap=3)
        outer.setContentsMargins(28, 20, 28, 12)
        around = column(self, gap=0)
        around.addWidget(scrolling(outer))
        outer.addWidget(label("Not applicable to many items", "title"))
        for box in (self.scope, self.listed):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.listed.setAccessibleName("Reasons that the pack lists")
        outer.addWidget(Field("Which items", self.scope))
        outer.addWidget(self.fields["reason"])
        outer.addWidget(self.listed)
        outer.addWidget(self.fields["rows"], 1)
        outer.addWidget(self.fields["marking"])
        outer.addWidget(self._summary)
        line = row(gap=2)
        line.addWidget(self.confirm)
        line.addWidget(self.cancel)
        line.addStretch(1)
        outer.addLayout(line)

    def _wire(self) -> None:
        self.scope.activated.connect(lambda at: self.scope_chosen.emit(self.scope.itemData(at)))
        self.listed.activated.connect(self._take_listed)
        for line in (self.reason, self.marking):
            line.textEdited.connect(lambda _: self.typed.emit(self.reason.text(), self.marking.text()))
        self.rows.ticked.connect(self.ticked)
        self.confirm.clicked.connect(self.confirmed)
        self.cancel.clicked.connect(self.cancelled)

    def _take_listed(self, at: int) -> None:
        if at:
            self.reason.setText(self.listed.itemData(at))
            self.typed.emit(self.reason.text(), self.marking.text())
            self.reason.setFocus()


def _texts(one: ManyRow) -> tuple[str, str, str]:
    return f"{one.id}  {one.title}", one.now, one.then


def _offer(box: QComboBox, options: Sequence[tuple[str, str]], value: str) -> None:
    if [box.itemText(at) for at in range(box.count())] != [title for _, title in options]:
        box.clear()
        for key, title in options:
            box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(value)))
