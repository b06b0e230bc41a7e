"""What is decided on a finding: state, owner, date, severity, remark, and the acceptance of its risk."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QLineEdit

from desktop.viewmodels.findings.states import SEVERITIES, FindingDetail
from desktop.views.findings.form import Form, date_line, picker
from desktop.widgets.choice import Choice
from desktop.widgets.layout import show_if
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox

STATUSES = (("open", "Open"), ("mitigated", "Mitigated"), ("accepted", "Accepted"))
RANK = ("low", "moderate", "high")
SIGNED = (
    "Only the system owner accepts a risk, and nobody who answered or measured it. The acceptance stands in the log"
    " under this name; the owner's signature on the packet's sign-off page covers it."
)


class DecisionForm(Form):
    def __init__(self) -> None:
        super().__init__("decision", "Record the change")
        self.record.setShortcut("Ctrl+S")
        self.record.setToolTip("Put the change into the log (Ctrl+S)")
        self.status, self.severity = Choice("State", STATUSES), picker(SEVERITIES)
        self.owner, self.due, self.until, self.by = QLineEdit(), date_line(), date_line(), QLineEdit()
        self.remark, self.reason = TextBox(3), QLineEdit()
        self.reason.setPlaceholderText("Why the severity is changed")
        self._signed = label(SIGNED, "small")
        self._status = self._recorded_severity = ""
        self.body.addWidget(self.add("status", "State", self.status))
        accepted_by = self.add("by", "Accepted by", self.by)
        until = self.add("until", "Accepted until", self.until)
        self._acceptance = self.beside(accepted_by, until)
        self.body.addWidget(self._signed)
        self.beside(self.add("owner", "Owner", self.owner), self.add("due", "Due", self.due))
        severity = self.add("severity", "Severity", self.severity)
        self.beside(severity, self.add("reason", "Reason for the severity", self.reason))
        help_text = "What is or was done; with an acceptance, why the risk is accepted."
        self.body.addWidget(self.add("remark", "Remark", self.remark, help_text))
        self.status.chosen.connect(lambda _: self._fit())
        self.severity.activated.connect(lambda _: self._fit())

    def show_detail(self, detail: FindingDetail) -> None:
        """Show the decision as it is typed or recorded."""
        self._recorded_severity = detail.row.severity
        errors: Mapping[str, str] = detail.errors.get(self.name, {})
        typed = self.name in detail.typed
        self.show_values(detail.forms[self.name], errors, typed=typed, blocked=detail.blocked)
        self._fit()

    def _fit(self) -> None:
        """Ask for what the choices need: who accepts and until when, why the severity is another."""
        accepted = self.status.value == "accepted"
        show_if(self._acceptance, accepted)
        show_if(self._signed, accepted)
        chosen = str(self.severity.currentData() or self._recorded_severity)
        lower = RANK.index(chosen) < RANK.index(self._recorded_severity) if self._recorded_severity else False
        self.fields["reason"].label.setText("Reason (required)" if lower else "Reason for the severity")
        self.reason.setEnabled(chosen != self._recorded_severity)
        why_not = "" if self.reason.isEnabled() else "Only another severity needs a reason."
        self.reason.setToolTip(why_not)
