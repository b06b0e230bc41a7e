"""The barriers of a finding, by kind and size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.viewmodels.findings.states import BarrierRow, FindingDetail
from desktop.views.findings.entries import Entries, Entry
from desktop.views.findings.form import Form, date_line, picker
from desktop.widgets.layout import column
from desktop.widgets.text import label

CLAUSES = "Section 4(d)(2)(B)(iv): barriers to compliance, including resource constraints; section 3(h)(1)."


class BarrierPart(QWidget):
    def __init__(self, kinds: Sequence[tuple[str, str]], units: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form("barrier", "Add the barrier")
        self.kind = picker([("", "Choose a kind"), *kinds])
        self.text, self.remark, self.amount, self.lifted = QLineEdit(), QLineEdit(), QLineEdit(), date_line()
        self.text.setPlaceholderText("What stands in the way")
        self.amount.setPlaceholderText("2")
        self.unit = QComboBox()
        self.unit.setEditable(True)
        self.unit.addItems(["", *units])
        line = self.unit.lineEdit()
        if line is not None:
            line.setPlaceholderText("people, USD, days …")
        self.list = Entries("Gone since today", "No barrier was recorded.")
        self._lay_out()

    def show_detail(self, detail: FindingDetail) -> None:
        """Show the barriers, and what is typed."""
        self.list.show_entries([_entry(one) for one in detail.barriers], detail.plan_blocked)
        typed, errors = "barrier" in detail.typed, detail.errors.get("barrier", {})
        self.form.show_values(detail.forms["barrier"], errors, typed=typed, blocked=detail.plan_blocked)
        changing = bool(detail.forms["barrier"]["id"])
        self.form.record.set_label("Record the barrier" if changing else "Add the barrier")

    def _lay_out(self) -> None:
        add = self.form.add
        self.form.body.addWidget(add("kind", "Kind", self.kind))
        self.form.body.addWidget(add("text", "Barrier", self.text))
        self.form.beside(add("amount", "Size", self.amount), add("unit", "Unit", self.unit))
        self.form.body.addWidget(add("remark", "Remark", self.remark))
        self.form.body.addWidget(add("lifted", "Gone since", self.lifted))
        outer = column(self, gap=3)
        outer.addWidget(label(CLAUSES, "small"))
        outer.addWidget(self.list)
        outer.addWidget(self.form)
        outer.addStretch(1)


def _entry(one: BarrierRow) -> Entry:
    gone = bool(one.lifted)
    state = f"Gone since {one.lifted}" if gone else f"{one.kind}: {one.size}"
    icon = "check_circle" if gone else "warning"
    return Entry(
        id=one.id, text=one.text, remark=one.remark, state=state, kind="good" if gone else "warn", icon=icon, ended=gone
    )
