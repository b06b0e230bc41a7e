"""The pass that is open, and how to begin the next."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.viewmodels.deployment import PROFILES, STAGES, Pass
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.in_view import lead_to
from desktop.widgets.layout import column, row, show_if


class PassCard(Card):
    start_chosen = Signal(str, str, str)  # title, stage, profile
    checklist_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Evaluation", "One pass over the deployment with one guideline pack.", parent)
        self._facts = Facts()
        self._shown: Pass | None = None
        self.checklist = Button("Open the checklist", "primary", "list")
        self.begin = Button("Begin a new pass", "secondary", "add")
        self.form = QWidget()
        self._fill_form()
        self.body.addWidget(self._facts)
        line = row(gap=2)
        line.addWidget(self.checklist)
        line.addWidget(self.begin)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.checklist.clicked.connect(self.checklist_chosen)
        self.begin.clicked.connect(lambda: self._open_form(shown=True))

    def show_pass(self, current: Pass | None, errors: Mapping[str, str], blocked: str) -> None:
        """Show the pass that is open, or the form that begins the first one."""
        self._facts.show_facts(_facts(current))
        show_if(self.checklist, current is not None)
        show_if(self.begin, current is not None and self.form.isHidden())
        self.begin.block(blocked)
        self.start.block(blocked)
        self._title_field.set_error(errors.get("pass_title", ""))
        if "pass_title" in errors:
            lead_to(self.title_line)
        show_if(self.cancel, current is not None)
        if current is None:
            self._open_form(shown=True)
        elif self._shown is None:
            self._open_form(shown=False)
        self._shown = current

    def close_form(self) -> None:
        """The pass has begun: back to its facts."""
        self.title_line.clear()
        self._open_form(shown=False)

    def _fill_form(self) -> None:
        self.title_line, self.stage, self.profile = QLineEdit(), QComboBox(), QComboBox()
        for box, options in ((self.stage, STAGES), (self.profile, PROFILES)):
            for key, title in options:
                box.addItem(title, key)
        self.stage.setCurrentIndex(2)
        self.start = Button("Begin", "primary")
        self.cancel = Button("Back", "secondary")
        self._title_field = Field("Title", self.title_line, "e.g. First evaluation")
        inner = column(self.form, gap=3)
        inner.addWidget(self._title_field)
        inner.addWidget(Field("Stage", self.stage, "What this pass looks at"))
        inner.addWidget(Field("Profile", self.profile, "Only the full profile can show that guidelines are met."))
        line = row(gap=2)
        line.addWidget(self.start)
        line.addWidget(self.cancel)
        line.addStretch(1)
        inner.addLayout(line)
        self.form.hide()
        self.start.clicked.connect(self._start)
        self.title_line.returnPressed.connect(self.start.click)
        self.cancel.clicked.connect(lambda: self._open_form(shown=False))

    def _start(self) -> None:
        self.start_chosen.emit(self.title_line.text(), self.stage.currentData(), self.profile.currentData())

    def _open_form(self, *, shown: bool) -> None:
        if not shown and (self.start.hasFocus() or self.title_line.hasFocus()):
            self.checklist.setFocus()  # the next thing to do; what has the focus goes
        show_if(self.form, shown)
        show_if(self.begin, not shown)


def _facts(current: Pass | None) -> tuple[tuple[str, str], ...]:
    if current is None:
        return ()
    return (
        ("Title", current.title),
        ("Stage", current.stage),
        ("Profile", current.profile),
        ("Pack", current.pack),
        ("Begun", current.opened),
    )
