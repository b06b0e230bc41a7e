"""The plan of a finding: milestones, and the log of progress."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.findings.states import FindingDetail, MilestoneRow
from desktop.views.findings.entries import Entries, Entry
from desktop.views.findings.form import Form, date_line
from desktop.views.findings.lines import Lines
from desktop.widgets.layout import column
from desktop.widgets.text import label, rule
from desktop.widgets.text_box import TextBox

NO_MILESTONE = "No milestone yet. With an owner, a due date and a milestone the finding is in the plan of action."


class PlanPart(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.milestone = Form("milestone", "Add the milestone")
        self.text, self.due, self.done = QLineEdit(), date_line(), date_line()
        self.text.setPlaceholderText("What is reached")
        self.milestone.body.addWidget(self.milestone.add("text", "Milestone", self.text))
        due = self.milestone.add("due", "Milestone due", self.due)
        self.milestone.beside(due, self.milestone.add("done", "Reached on", self.done))
        self.note = Form("note", "Add to the progress log")
        self.note_text = TextBox(2, "What was done towards compliance")
        self.note.body.addWidget(self.note.add("text", "Progress", self.note_text))
        self.steps = Entries("Reached today", NO_MILESTONE)
        self.progress = Lines("No progress was recorded yet.")
        outer = column(self, gap=3)
        outer.addWidget(label("Milestones", "subheading"))
        outer.addWidget(self.steps)
        outer.addWidget(self.milestone)
        outer.addWidget(rule())
        outer.addWidget(label("Progress log", "subheading"))
        outer.addWidget(label("Section 4(d)(2)(B)(ii): progress made towards compliance.", "small"))
        outer.addWidget(self.note)
        outer.addWidget(self.progress)
        outer.addStretch(1)

    def show_detail(self, detail: FindingDetail) -> None:
        """Show the milestones and the log, and what is typed."""
        self.steps.show_entries([_entry(one) for one in detail.milestones], detail.plan_blocked)
        self.progress.show_lines(detail.progress)
        for form in (self.milestone, self.note):
            typed = form.name in detail.typed
            errors = detail.errors.get(form.name, {})
            form.show_values(detail.forms[form.name], errors, typed=typed, blocked=detail.plan_blocked)
        changing = bool(detail.forms["milestone"]["id"])
        self.milestone.record.set_label("Record the milestone" if changing else "Add the milestone")


def _entry(one: MilestoneRow) -> Entry:
    if one.done:
        state, kind, icon = f"Reached {one.done}", "good", "check_circle"
    elif one.late:
        state, kind, icon = f"Overdue, was due {one.due}", "bad", "error"
    else:
        state, kind, icon = f"Due {one.due}", "info", "schedule"
    return Entry(id=one.id, text=one.text, remark="", state=state, kind=kind, icon=icon, ended=bool(one.done))  # type: ignore[arg-type]
