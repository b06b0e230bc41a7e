"""One decision over many items: which, why, and what it does to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QTableView, QWidget

from desktop import theme
from desktop.viewmodels.checklist import ManyRow, ManyState
from desktop.widgets.button import Button
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.notice import announce
from desktop.widgets.page import scrolling
from desktop.widgets.text import label

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Item", "Now", "Then")
LIST_PX = 260


class _Rows(QAbstractTableModel):
    ticked = Signal(str, bool)
    rows: tuple[ManyRow, ...] = ()

    def set_rows(self, rows: Sequence[ManyRow]) -> None:
        """Show other rows; where the items are the same ones, the row that is chosen stays chosen."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADS) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        texts = (f"{row.id}  {row.title}", row.now, row.then)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{texts[0]}, now {row.now}, then {row.then}" if index.column() == 0 else texts[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else plain

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(self.rows[index.row()].id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class _List(QTableView):
    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self.setModel(rows)
        self.setAccessibleName("Items that the decision touches")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(34))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at in (1, 2):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(theme.current().px(LIST_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row from any of its columns."""
        at = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and at.isValid():
            first = at.siblingAtColumn(0)
            ticked = first.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            wanted = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            self.model().setData(first, wanted, Qt.ItemDataRole.CheckStateRole)
            return
        super().keyPressEvent(event)


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
        self.rows = _Rows(self)
        self.list = _List(self.rows)
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


def _offer(box: QComboBox, options: Sequence[tuple[str, str]], value: str) -> None:
    if [box.itemText(at) for at in range(box.count())] != [title for _, title in options]:
        box.clear()
        for key, title in options:
            box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(value)))
