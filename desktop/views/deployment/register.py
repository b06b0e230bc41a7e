"""A list of recorded things, what can be done with them, and the form for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from desktop import theme
from desktop.viewmodels.record.states import Action, RegisterState, Row
from desktop.views.deployment.spec_form import SpecForm
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column, show_if
from desktop.widgets.pill import SHAPES
from desktop.widgets.reflow import Reflow
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

MOST_ROWS = 10
MOST_BESIDE = 4  # buttons in a line
BUTTON_PX = 180  # what a button with its words needs in a row, about


class _Rows(Table):
    """As high as its rows, up to a limit."""

    def __init__(self, state: RegisterState) -> None:
        super().__init__(state.title, [_column(state, at) for at in range(len(state.columns))])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        shown = min(max(len(self.rows()), 1), MOST_ROWS)
        height = self.horizontalHeader().sizeHint().height() + shown * self.verticalHeader().defaultSectionSize()
        wide = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        return QSize(480, height + 2 * self.frameWidth() + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.sizeHint().height() != self.height():  # a line wraps now, or the bar came or went
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(320), self.sizeHint().height())


class Register(Card):
    """`acted` carries the action's key, the row's id and what was typed."""

    acted = Signal(str, str, object)

    def __init__(self, state: RegisterState, parent: QWidget | None = None) -> None:
        super().__init__(state.title, state.subtitle or " ", parent)
        self._state = state
        self._action: Action | None = None
        self.cautions = Cautions()
        self.table = _Rows(state)
        self._empty, self.figures = label(state.empty, "muted"), label("", selectable=True)
        self._facts = Facts()
        self.form = SpecForm()
        self._form_title = label("", "subheading")
        self._form_held = QWidget()
        inner = column(self._form_held, gap=2)
        inner.addWidget(self._form_title)
        inner.addWidget(self.form)
        self.buttons: dict[str, Button] = {}
        for widget in (self.cautions, self.table, self._empty, self.figures):
            self.body.addWidget(widget)
        for start in range(0, len(state.actions), MOST_BESIDE):
            self.body.addWidget(self._line_of(state.actions[start : start + MOST_BESIDE]))
        self.body.addWidget(self._facts)
        self.body.addWidget(self._form_held)
        self._form_held.hide()
        self.table.row_selected.connect(lambda _: self._show_row())
        self.form.cancelled.connect(self.close_form)
        self.form.submitted.connect(self._submit)
        self.show_state(state)

    def _line_of(self, actions: Sequence[Action]) -> Reflow:
        line = Reflow(BUTTON_PX * len(actions), gap=2)
        for action in actions:
            button = Button(action.title, "secondary", action.icon)
            button.clicked.connect(lambda _=False, key=action.key: self._begin(key))
            self.buttons[action.key] = button
            line.add(button, 0)
        line.add(QWidget(), 1)
        return line

    def show_state(self, state: RegisterState) -> None:
        """Show what is recorded now; the row that was selected stays selected."""
        before = self._state.rows
        self._state = state
        self.subtitle.setText(state.subtitle or " ")
        if self.table.rows() != state.rows:
            self.table.set_rows(state.rows, keep=lambda one: one.id)
            added = [one for one in state.rows if one.id not in {old.id for old in before}]
            if len(added) == 1:  # what was recorded just now
                self.table.select_where(lambda one: one.id == added[0].id)
            elif self.table.selected() is None and state.rows and state.opened:
                self.table.select_where(lambda one: one.id == state.rows[0].id)
            self.table.updateGeometry()
        show_if(self.table, bool(state.rows))
        show_if(self._empty, bool(state.empty) and not state.rows)
        self.cautions.say(state.cautions)
        self.figures.setText("\n".join(state.figures))
        show_if(self.figures, bool(state.figures))
        self._show_row()

    def close_form(self) -> None:
        """Back to the list."""
        at_hand = self._form_held.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        key, self._action = self._action.key if self._action else "", None
        self._form_held.hide()
        if at_hand and key in self.buttons:
            self.buttons[key].setFocus()

    def _selected(self) -> Row | None:
        return self.table.selected()

    def _show_row(self) -> None:
        chosen = self._selected()
        self._facts.show_facts(chosen.detail if chosen else ())
        show_if(self._facts, bool(chosen and chosen.detail))
        for action in self._state.actions:
            self.buttons[action.key].block(self._why_not(action, chosen))
            show_if(self.buttons[action.key], bool(self._state.rows) or not action.needs_row)
        self.form.block(self._state.blocked)

    def _why_not(self, action: Action, chosen: Row | None) -> str:
        if self._state.blocked:
            return self._state.blocked
        if action.blocked or not action.needs_row:
            return action.blocked
        return "Select a line first." if chosen is None else chosen.blocked.get(action.key, "")

    def _begin(self, key: str) -> None:
        action = next(one for one in self._state.actions if one.key == key)
        chosen = self._selected()
        if not action.fields:
            self.acted.emit(key, chosen.id if chosen else "", {})
            return
        self._action = action
        values = chosen.values if chosen is not None and action.needs_row else {}
        self._form_title.setText(action.title)
        self.form.offer(action.fields, save=action.save, values=values)
        self._form_held.show()
        next(iter(self.form.editors.values())).setFocus()
        QTimer.singleShot(0, self._reveal)

    def _reveal(self) -> None:
        """Scroll to the form, once it has its place."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.form.save)
            around.ensureWidgetVisible(self._form_title)

    def _submit(self, values: dict[str, str]) -> None:
        if self._action is not None:
            chosen = self._selected()
            wanted = chosen.id if chosen is not None and self._action.needs_row else ""
            self.acted.emit(self._action.key, wanted, values)


def _column(state: RegisterState, at: int) -> Column:
    has_pills = state.columns[at] == "State"
    return Column(
        title=state.columns[at],
        text=lambda one: one.cells[at],
        sort=(lambda one: _number(one.cells[at])) if at in state.right else None,
        icon=(lambda one: SHAPES[one.pill[1]]) if has_pills else None,
        right=at in state.right,
        stretch=at == state.wide,
        gives_way=max(0, at - state.gives_way + 1) if state.gives_way else 0,
    )


def _number(text: str) -> float:
    plain = text.replace(",", "").replace("−", "-")
    try:
        return float(plain)
    except ValueError:
        return float("-inf")
