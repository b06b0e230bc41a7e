"""The first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.viewmodels.opening import OpeningModel, OpeningState
from desktop.views.welcome.doors import Door, Making, RecentCard
from desktop.views.welcome.forms import CaseForm, NewCaseForm, OpenCaseForm
from desktop.widgets.button import Button
from desktop.widgets.layout import at_top, column, narrow
from desktop.widgets.page import Page
from desktop.widgets.reflow import Reflow


class WelcomePage(Page):
    def __init__(self, model: OpeningModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Welcome to Touchstone",
            "Evaluate an AI system against the guidelines, and make a packet that others can check.",
            scrolls=True,
            width_px=1120,
            parent=parent,
        )
        self._model = model
        self.new_case = Button("New case", "primary", "add")
        self.open_case = Button("Open a case", "secondary", "folder_open")
        self.review = Button("Review a packet", "secondary", "file_present")
        self.new_form, self.open_form = NewCaseForm(model.passphrase_rule, model.place_for), OpenCaseForm()
        self.recent = RecentCard()
        self.demonstration = Button("Open the demonstration", "secondary", "school")
        self.making = Making()
        self.parts, self._doors = QStackedWidget(), QWidget()
        self._held: dict[CaseForm, QWidget] = {}
        self._fill()
        self._wire()
        self.show_state(model.state)

    def show_state(self, state: OpeningState) -> None:
        """Show recent cases, what is being done, and what is wrong."""
        self.recent.show_recent([(one.path, one.title, one.path not in state.missing) for one in state.recent])
        for form in (self.new_form, self.open_form):
            form.show_errors(state.errors if self.parts.currentWidget() is self._held[form] else {}, state.busy)
        self.making.show_step(state.demonstration)
        self.demonstration.block(state.demonstration)
        for person in (self.new_form.person, self.open_form.person):
            if not person.text():
                person.setText(state.person)
        self.notice.say_error(*state.notice)

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Show the panel that opens the case at target["open"], or begin with the demonstration."""
        if "open" in target:
            self._open(str(target["open"]))
        elif "demonstration" in target:
            self._model.try_demonstration()

    def show_doors(self) -> None:
        """Back to the three doors."""
        self._show_part(self._doors)
        self.new_case.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.parts.currentWidget() is self._doors:
            self.new_case.setFocus()

    def _fill(self) -> None:
        doors = self._doors
        outer = column(doors, gap=6)
        line = Reflow(760, gap=5)
        line.add(
            Door(
                "assessment",
                "Evaluate",
                "Take one deployment through the checklist, probe its model, keep the evidence.",
                [self.new_case, self.open_case],
            )
        )
        line.add(
            Door(
                "verified",
                "Review a packet",
                "Check what somebody else signed: who, when, and whether a byte has changed. No case is needed.",
                [self.review],
            )
        )
        line.add(
            Door(
                "school",
                "Try the demonstration",
                "A made-up deployment with a real model and real readings. Its banner, packets and files say TRAINING "
                "EXAMPLE; nothing done in it can be signed as real.",
                [self.demonstration],
            )
        )
        outer.addWidget(line)
        outer.addWidget(self.making)
        outer.addWidget(self.recent)
        outer.addStretch(1)
        self.parts.addWidget(doors)
        for form in (self.new_form, self.open_form):
            self._held[form] = narrow(at_top(form), 640)
            self.parts.addWidget(self._held[form])
        self.body.addWidget(self.parts)
        self.body.addStretch(1)

    def _wire(self) -> None:
        model = self._model
        model.state_changed.connect(self.show_state)
        model.opened.connect(self._clear)
        self.new_case.clicked.connect(lambda: self._show_form(self.new_form, self.new_form.title_line))
        self.open_case.clicked.connect(lambda: self._open(""))
        self.demonstration.clicked.connect(model.try_demonstration)
        self.making.stop_chosen.connect(model.stop_demonstration)
        self.review.clicked.connect(model.ask_packets)
        self.recent.case_chosen.connect(self._open)
        self.recent.forgotten.connect(model.forget)
        self.new_form.submitted.connect(self._create)
        self.open_form.submitted.connect(self._open_now)
        for form in (self.new_form, self.open_form):
            form.cancelled.connect(self.show_doors)

    def _open(self, path: str) -> None:
        self.open_form.path.line.setText(path)
        first = self.open_form.passphrase if path and self.open_form.person.text() else self.open_form.path.line
        self._show_form(self.open_form, first)

    def _show_form(self, form: CaseForm, first: QWidget) -> None:
        self._show_part(self._held[form])
        first.setFocus()

    def _show_part(self, part: QWidget) -> None:
        self.parts.setCurrentWidget(part)
        self._model.clear_errors()

    def _create(self) -> None:
        form = self.new_form
        self._model.create(
            form.path.line.text(),
            title=form.title_line.text(),
            person=form.person.text(),
            passphrase=form.passphrase.text(),
            again=form.again.text(),
        )

    def _open_now(self) -> None:
        form = self.open_form
        self._model.open(form.path.line.text(), person=form.person.text(), passphrase=form.passphrase.text())

    def _clear(self) -> None:
        for line in (self.new_form.passphrase, self.new_form.again, self.open_form.passphrase):
            line.clear()
        self.parts.setCurrentIndex(0)
