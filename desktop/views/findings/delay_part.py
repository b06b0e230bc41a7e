"""The justification of a delay, and what it names."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.findings.states import FindingDetail
from desktop.views.findings.form import Form, date_line
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column, show_if
from desktop.widgets.text import label, rule
from desktop.widgets.text_box import TextBox

CLAUSE = (
    "Section 4(d)(2)(B)(iii): a clear, specific justification for any delay. It names a cause, an action and a date."
)


class DelayPart(QWidget):
    """`form_only` is what is said of the check: that it looks at the form alone."""

    def __init__(self, form_only: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form("delay", "Record the justification")
        self.cause = TextBox(3, "What happened, where or to whom")
        self.action = TextBox(3, "What is done, and to what")
        self.date = date_line()
        self.form.body.addWidget(self.form.add("cause", "Cause", self.cause))
        self.form.body.addWidget(self.form.add("action", "Action", self.action))
        self.form.body.addWidget(self.form.add("date", "Date", self.date, "The day by which it will be done."))
        self.says = label("", "label")
        self.form.body.addWidget(self.says)
        self._wanted, self._told = label("", "label"), Facts()
        outer = column(self, gap=3)
        outer.addWidget(self._wanted)
        outer.addWidget(label(CLAUSE, "small"))
        outer.addWidget(self._told)
        outer.addWidget(rule())
        outer.addWidget(self.form)
        outer.addWidget(label(form_only, "small"))
        outer.addStretch(1)

    def show_detail(self, detail: FindingDetail) -> None:
        """Show whether a justification is due, what was recorded, and what is typed."""
        self._wanted.setText(detail.delay_wanted)
        self._told.show_facts(detail.delay)
        show_if(self._told, bool(detail.delay))
        self.says.setText(detail.delay_says)
        show_if(self.says, bool(detail.delay_says))
        typed, errors = "delay" in detail.typed, detail.errors.get("delay", {})
        self.form.show_values(detail.forms["delay"], errors, typed=typed, blocked=detail.plan_blocked)
