"""The findings page and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop import theme
from desktop.viewmodels.findings import STATES, FindingDetail, FindingRow, FindingsModel, ListState
from desktop.views.findings.closer import Closer
from desktop.views.findings.filters import Filters
from desktop.views.findings.form import Form
from desktop.widgets.empty import EmptyState
from desktop.widgets.layout import column
from desktop.widgets.page import Page
from desktop.widgets.pill import SHAPES
from desktop.widgets.table import Column, Table

WIDE_PX = 1000  # at 100 % text size: below this the finding stands under the table
STACKED_PX = 640  # the least height in which both show something then; a lower window scrolls the page
EMPTY = (
    "No finding was opened",
    "An answer no or partly, or a failed threshold, opens a finding. Here it gets an owner, a date and a plan.",
    "Go to the checklist",
)
NOT_BEGUN = (
    "No evaluation has been begun",
    "Section 4(d)(2) asks for progress, delays and barriers then, too. A finding takes them, with owner and date.",
    "Record that it is not evaluated",
)


def _state_icon(row: FindingRow) -> tuple[str, str]:
    _, kind, icon = STATES[row.state]
    return ("error", "bad") if row.late else (icon, SHAPES[kind][1])


def _state(row: FindingRow) -> str:
    return f"{STATES[row.state][0]}, overdue" if row.late else STATES[row.state][0]


COLUMNS = (
    Column(title="Finding", text=lambda row: f"{row.item_id} {row.title}".strip(), stretch=True),
    Column(title="Severity", text=lambda row: row.severity.capitalize(), sort=lambda row: -row.rank, gives_way=1),
    Column(title="State", text=_state, icon=_state_icon),
    Column(title="Owner", text=lambda row: row.owner or "None named", gives_way=2),
    Column(title="Due", text=lambda row: row.due or "None set", sort=lambda row: row.due or "9999"),
)


class FindingsPage(Page):
    def __init__(self, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__("Findings", "", parent=parent)
        self._model = model
        self.filters, self.table = Filters(), Table("Findings", COLUMNS)
        self.closer = Closer(model.form_only, model.kinds, model.units)
        self.empty = EmptyState(
            "check_circle_outline",
            *EMPTY,
        )
        self.nothing = EmptyState(
            "filter_list", "Nothing to show", "No finding fits these filters.", "Clear the filters"
        )
        self.parts, self.under, self.split = QStackedWidget(), QStackedWidget(), QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._wire()
        self._shortcuts()
        self.show_list(model.list)
        self.show_detail(model.detail)

    def show_list(self, state: ListState) -> None:
        """Show the findings that are listed, and the filter."""
        self.set_title("Findings", state.summary)
        self.filters.show_state(state)
        if self.table.rows() != state.rows:
            self.table.set_rows(state.rows, keep=lambda row: row.id)
        chosen = self.table.selected()
        if chosen is None or chosen.id != state.chosen:
            self.table.select_where(lambda row: row.id == state.chosen)
        self.empty.set_text(*(NOT_BEGUN if state.not_begun else EMPTY))
        self.empty.action.block(state.blocked if state.not_begun else "")
        self.parts.setCurrentIndex(0 if state.any else 1)
        self.under.setCurrentIndex(0 if state.rows else 1)

    def show_detail(self, detail: FindingDetail | None) -> None:
        """Show the chosen finding."""
        self.closer.setVisible(detail is not None)
        if detail is not None:
            self.closer.show_detail(detail)

    def show_notice(self, kind: str, message: str, hint: str) -> None:
        """Say what was done or what went wrong; an empty message clears it."""
        if message:
            self.notice.say(message, hint, kind)  # type: ignore[arg-type]
        else:
            self.notice.clear()

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Go where another page points (see `FindingsModel.show_target`)."""
        self._model.show_target(target)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Another page is shown: nothing typed may wait."""
        self._model.keep()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.asleep.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.asleep.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "split"):
            self._fit()

    def _fit(self) -> None:
        """Put the finding beside the table, or under it where there is no room."""
        px = theme.current().px
        wide = self.width() >= px(WIDE_PX)
        scrolled = self.parts.parentWidget()
        if scrolled is not None:
            scrolled.setMinimumHeight(0 if wide else px(STACKED_PX))
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if wanted != self.split.orientation():
            self.split.setOrientation(wanted)
            self.split.setSizes([640, 460] if wide else [300, 400])

    def _lay_out(self) -> None:
        left = QWidget()
        inner = column(left, gap=2)
        inner.addWidget(self.filters)
        self.under.addWidget(self.table)
        self.under.addWidget(self.nothing)
        inner.addWidget(self.under, 1)
        self.split.addWidget(left)
        self.split.addWidget(self.closer)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([640, 480])
        self.split.setHandleWidth(16)
        self.split.setObjectName("gap")
        self.split.setChildrenCollapsible(False)
        self.parts.addWidget(self.split)
        self.parts.addWidget(self.empty)
        self.body.addWidget(self.parts, 1)

    def _wire(self) -> None:
        model, closer = self._model, self.closer
        model.list_changed.connect(self.show_list)
        model.detail_changed.connect(self.show_detail)
        model.notice_changed.connect(self.show_notice)
        self.filters.filtered.connect(model.filter)
        self.table.row_selected.connect(lambda row: model.choose(row.id) if row is not None else None)
        self.table.row_opened.connect(lambda _: self._decide())
        self.empty.action_chosen.connect(model.take_next_step)
        self.nothing.action_chosen.connect(self.filters.clear.click)
        closer.origin_opened.connect(model.open_origin)
        for form in closer.forms:
            form.typed.connect(model.type)
            form.discard_chosen.connect(model.discard)
            form.record_chosen.connect(partial(self._record, form))
        steps, barriers = closer.plan.steps, closer.barriers.list
        steps.change_chosen.connect(model.change_milestone)
        steps.end_chosen.connect(model.reach_milestone)
        steps.drop_chosen.connect(model.drop_milestone)
        barriers.change_chosen.connect(model.change_barrier)
        barriers.end_chosen.connect(model.lift_barrier)
        barriers.drop_chosen.connect(model.drop_barrier)

    def _decide(self) -> None:
        """Enter on a finding: the keyboard goes to what is decided on it."""
        self.closer.tabs.setCurrentIndex(0)
        self.closer.decision.owner.setFocus(Qt.FocusReason.OtherFocusReason)

    def _record(self, form: Form, _name: str) -> None:
        if not self._model.record(form.name):
            form.focus_fault()

    def _shortcuts(self) -> None:
        self._key("Ctrl+F", self.filters.search.setFocus)
        self._key("Escape", self.take_focus)
        for number in range(self.closer.tabs.count()):
            self._key(f"Alt+{number + 1}", partial(self.closer.tabs.setCurrentIndex, number))

    def _key(self, keys: str, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)
