"""A closer look at one finding: where it came from, what is decided, its plan, its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabWidget, QVBoxLayout, QWidget

from desktop.viewmodels.findings import STATES, FindingDetail, Origin
from desktop.views.findings.barrier_part import BarrierPart
from desktop.views.findings.decision_part import DecisionForm
from desktop.views.findings.delay_part import DelayPart
from desktop.views.findings.form import Form
from desktop.views.findings.lines import Lines
from desktop.views.findings.plan_part import PlanPart
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, row, show_if
from desktop.widgets.link import LinkLine
from desktop.widgets.notice import Notice
from desktop.widgets.page import scrolling
from desktop.widgets.pill import Pill
from desktop.widgets.tab_order import lead_into, put_in_order
from desktop.widgets.text import label, rule

TABS = ("Finding", "Plan", "Delay", "Barriers", "History")


class Closer(QFrame):
    origin_opened = Signal(object)

    def __init__(
        self, form_only: str, kinds: Sequence[tuple[str, str]], units: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("The chosen finding")
        self.title = label("", "heading", selectable=True)
        self.state, self.severity, self.late = Pill(), Pill(), Pill()
        self.words, self.facts, self._origins = label("", selectable=True), Facts(), column(gap=1)
        self.gaps = Notice(dismissable=False)
        self.decision, self.plan, self.delay = DecisionForm(), PlanPart(), DelayPart(form_only)
        self.barriers, self.history = BarrierPart(kinds, units), Lines("Nothing has happened to this finding yet.")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Parts of the finding")
        self._shown_origins: tuple[Origin, ...] | None = None
        self._lay_out()

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every form, in the order of the tabs."""
        return self.decision, self.plan.milestone, self.plan.note, self.delay.form, self.barriers.form

    def show_detail(self, detail: FindingDetail) -> None:
        """Show a finding."""
        word, kind, icon = STATES[detail.row.state]
        self.title.setText(detail.row.title)
        self.state.set(word, kind, icon)  # type: ignore[arg-type]
        self.severity.set(f"{detail.row.severity.capitalize()} severity", "none", "flag")
        self.late.set(detail.row.late, "bad", "error")
        self.words.setText(f"{detail.marking} {detail.detail}")
        self.facts.show_facts(detail.facts)
        self._show_gaps(detail)
        self._show_origins(detail.origins)
        self.decision.show_detail(detail)
        self.plan.show_detail(detail)
        self.delay.show_detail(detail)
        self.barriers.show_detail(detail)
        self.history.show_lines(detail.history)
        self._name_tabs(detail)
        lead_into(self.plan.steps, self.plan.milestone)
        lead_into(self.barriers.list, self.barriers.form)

    def _lay_out(self) -> None:
        head = column(gap=2)
        head.setContentsMargins(20, 16, 20, 8)
        head.addWidget(self.title)
        pills = row(gap=2)
        for pill in (self.state, self.severity, self.late):
            pills.addWidget(pill)
        pills.addStretch(1)
        head.addLayout(pills)
        outer = column(self, gap=0)
        outer.addLayout(head)
        outer.addWidget(self.tabs, 1)
        first = self._tab("Finding")
        first.addWidget(self.gaps)
        first.addWidget(self.words)
        first.addWidget(label("Where it came from", "overline"))
        first.addLayout(self._origins)
        first.addWidget(rule())
        first.addWidget(self.decision)
        first.addWidget(rule())
        first.addWidget(self.facts)
        first.addStretch(1)
        for name, part in zip(TABS[1:], (self.plan, self.delay, self.barriers, self.history), strict=True):
            inner = self._tab(name)
            inner.addWidget(part)
            inner.addStretch(1)
        for form in self.forms:
            put_in_order(form)  # its buttons are made before its fields

    def _tab(self, name: str) -> QVBoxLayout:
        inner = column(gap=3)
        inner.setContentsMargins(20, 14, 16, 16)
        self.tabs.addTab(scrolling(inner), name)
        return inner

    def _show_gaps(self, detail: FindingDetail) -> None:
        said = "\n".join(detail.gaps)
        if not said:
            show_if(self.gaps, shown=False)
        elif (self.gaps.text, self.gaps.property("said")) != ("What the plan does not say yet", said):
            self.gaps.setProperty("said", said)
            self.gaps.say("What the plan does not say yet", said, "warning")

    def _show_origins(self, origins: tuple[Origin, ...]) -> None:
        if origins == self._shown_origins:
            return
        self._shown_origins = origins
        clear(self._origins)
        for one in origins:
            line = LinkLine(one.words, "insights" if one.page == "probes" else "arrow_forward")
            line.clicked.connect(lambda _=False, one=one: self.origin_opened.emit(one))
            self._origins.addWidget(line)
        if not origins:
            self._origins.addWidget(label("Its item is not in the pack in use.", "muted"))

    def _name_tabs(self, detail: FindingDetail) -> None:
        reached = sum(bool(one.done) for one in detail.milestones)
        counts = {
            "Plan": f"{reached}/{len(detail.milestones)}" if detail.milestones else "",
            "Barriers": str(len(detail.barriers)) if detail.barriers else "",
            "Delay": "1" if detail.delay else "",
        }
        for at, name in enumerate(TABS):
            self.tabs.setTabText(at, f"{name} ({counts[name]})" if counts.get(name) else name)
