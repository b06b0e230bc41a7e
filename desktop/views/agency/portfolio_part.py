"""The portfolio: filters, the table of deployments, and the chosen one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QWidget

from desktop.viewmodels.agency import PortfolioModel
from desktop.viewmodels.agency.portfolio import PortfolioState
from desktop.views.agency.detail import Detail
from desktop.widgets.empty import EmptyState
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.picker import fill
from desktop.widgets.pill import SHAPES
from desktop.widgets.table import Column, Table
from desktop.widgets.text import label

COLUMNS = (
    Column(title="Deployment", text=lambda one: one.name, stretch=True),
    Column(title="State", text=lambda one: one.state.capitalize(), icon=lambda one: SHAPES[one.kind], width_px=140),
    Column(title="Next clock", text=lambda one: one.clock, sort=lambda one: one.left, width_px=200),
    Column(title="Tiers", text=lambda one: one.tiers, width_px=170, gives_way=2),
    Column(title="Marking", text=lambda one: one.marking, width_px=130, gives_way=1),
    Column(title="Answered", text=lambda one: one.answered, right=True, width_px=100, gives_way=3),
    Column(title="Packets", text=lambda one: str(one.packets), sort=lambda one: one.packets, right=True, width_px=80,
           gives_way=4),
)  # fmt: skip


class PortfolioPart(QWidget):
    """`packets_wanted`: the person wants to go where packets are taken in."""

    packets_wanted = Signal()

    def __init__(self, model: PortfolioModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.lists, self.states, self.tiers, self.clocks = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        named = (("List", self.lists), ("State", self.states), ("Tier", self.tiers), ("Clock", self.clocks))
        for name, combo in named:
            combo.setAccessibleName(name)
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("Find a name, an agency or an owner")
        self.wanted.setAccessibleName("Find a deployment")
        self.wanted.setClearButtonEnabled(True)
        self.sentence = label("", "muted")
        self.table, self.side = Table("Deployments", COLUMNS), Detail(model)
        self.empty = EmptyState(
            "account_balance",
            "No packet was taken in yet.",
            "Trust a root, then take packets in: each is verified first.",
            "Take packets in",
        )
        self.empty.action_chosen.connect(self.packets_wanted)
        self._held = QWidget()
        self._lay_out()
        self._wire()
        self.show_state(model.state)

    def show_state(self, state: PortfolioState) -> None:
        """Show the deployments that fit, and the chosen one."""
        show_if(self.empty, state.empty)
        show_if(self._held, not state.empty)
        for combo, options, chosen in (
            (self.lists, state.lists, state.chosen_list),
            (self.states, state.states, state.state),
            (self.tiers, state.tiers, state.tier),
            (self.clocks, state.clocks, state.clock),
        ):
            fill(combo, options, chosen)
        if self.wanted.text() != state.looked_for:
            self.wanted.setText(state.looked_for)
        self.sentence.setText(state.sentence)
        if self.table.rows() != state.rows:
            self.table.set_rows(state.rows)
        wanted, chosen_row = state.detail.row.case_id if state.detail else "", self.table.selected()
        if wanted and (chosen_row is None or chosen_row.case_id != wanted):
            self.table.select_where(lambda one: one.case_id == wanted)
        self.side.show_detail(state.detail)
        self.side.join.offer(state.others)

    def _lay_out(self) -> None:
        choices = row(gap=2)
        for widget, share in ((self.lists, 3), (self.states, 2), (self.tiers, 2), (self.clocks, 2)):
            choices.addWidget(widget, share)
        under = row(gap=3)
        under.addWidget(self.sentence, 2)
        under.addWidget(self.wanted, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.side)
        split.setSizes([720, 340])
        split.setStretchFactor(0, 1)
        split.setHandleWidth(16)
        split.setObjectName("gap")
        split.setChildrenCollapsible(False)
        inner = column(self._held, gap=3)
        inner.addLayout(choices)
        inner.addLayout(under)
        inner.addWidget(split, 1)
        outer = column(self)
        outer.addWidget(self._held, 1)
        outer.addWidget(self.empty, 1)

    def _wire(self) -> None:
        self._model.state_changed.connect(self.show_state)
        self.lists.activated.connect(lambda _: self._model.only(chosen_list=self.lists.currentData()))
        self.states.activated.connect(lambda _: self._model.only(state=self.states.currentData()))
        self.tiers.activated.connect(lambda _: self._model.only(tier=self.tiers.currentData()))
        self.clocks.activated.connect(lambda _: self._model.only(clock=self.clocks.currentData()))
        self.wanted.textEdited.connect(lambda text: self._model.only(looked_for=text))
        self.table.row_selected.connect(lambda one: self._model.choose(one.case_id) if one is not None else None)
