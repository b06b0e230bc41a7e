"""The Sign and export page: a stepper over five parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.viewmodels.export import ExportModel, ExportState
from desktop.viewmodels.export.states import STEPS
from desktop.views.export.contents_part import ContentsPart
from desktop.views.export.done_part import DonePart
from desktop.views.export.missing_part import MissingPart
from desktop.views.export.packet_part import PacketPart
from desktop.views.export.sign_part import SignPart
from desktop.widgets.layout import column
from desktop.widgets.page import Page, scrolling
from desktop.widgets.progress import ProgressRow
from desktop.widgets.step_bar import StepBar
from desktop.widgets.stepper import Stepper
from desktop.widgets.when_shown import WhenShown

_NEXT = ("What goes in", "Make the packet", "Go on to signing", "", "")


class ExportPage(Page):
    """From the case to a signed packet that a reviewer can check without it."""

    def __init__(self, model: ExportModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Sign and export", "Make the packet, sign it, and hand it over with its digest.", parent=parent
        )
        self._model = model
        self.stepper = Stepper(STEPS)
        self.stepper.step_chosen.connect(model.go)
        self.progress = ProgressRow("Making the packet")
        self.progress.cancel_chosen.connect(model.cancel)
        self.missing, self.contents, self.packet = MissingPart(), ContentsPart(), PacketPart()
        self.sign, self.done = SignPart(), DonePart()
        self.stack = QStackedWidget()
        for part in (self.missing, self.contents, self.packet, self.sign, self.done):
            held = column()
            held.addWidget(part)
            self.stack.addWidget(scrolling(held, 1180))
        self.steps = StepBar()
        self.steps.back_chosen.connect(lambda: model.go(model.state.step - 1))
        self.steps.next_chosen.connect(lambda: model.go(model.state.step + 1))
        for widget in (self.stepper, self.progress):
            self.body.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.steps)
        self._connect(model)
        model.state_changed.connect(WhenShown(self, self.show_state))
        self.show_state(model.state)

    def _connect(self, model: ExportModel) -> None:
        self.missing.page_asked.connect(model.open_page)
        self.contents.inclusion_changed.connect(lambda evidence, on: model.include(evidence, on=on))
        self.packet.target_chosen.connect(model.choose_target)
        self.packet.make_asked.connect(model.make)
        self.sign.key_given.connect(model.open_key)
        self.sign.signature_asked.connect(model.sign)
        self.sign.unsigned_asked.connect(model.leave_unsigned)
        self.done.root_chosen.connect(model.choose_root)
        self.done.review_asked.connect(model.review)
        self.notice.dismissed.connect(model.leave_error)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.asleep.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._model.asleep.sleep()

    def focus_on(self, target: Mapping[str, Any]) -> None:
        """Open the step that `target` names."""
        if "step" in target:
            self._model.go(int(target["step"]))

    @property
    def settled(self) -> bool:
        """Whether nothing is being done behind the page."""
        return not self._model.state.busy

    def choose_target(self, path: str) -> None:
        """Let the packet go to `path`."""
        self._model.choose_target(path)

    def show_state(self, state: ExportState) -> None:
        """Show the open step and everything in it."""
        self.stepper.set_current(state.step, [number for number, done in enumerate(state.done) if done])
        for number, why_not in enumerate(state.why_not):
            self.stepper.set_reachable(number, why_not)
        moved = self.stack.currentIndex() != state.step
        if moved and self.steps.has_keyboard:
            self.stepper.take_focus()  # the button that was pressed may not be there in the next step
        self.stack.setCurrentIndex(state.step)
        self._show_progress(state)
        if state.error != self.notice.text:
            if state.stopped:
                self.notice.say(state.error, state.hint)
            else:
                self.notice.say_error(state.error, state.hint)
        for part in (self.missing, self.contents, self.packet, self.sign, self.done):
            part.show_state(state)
        why_next = state.why_not[state.step + 1] if state.step + 1 < len(STEPS) else ""
        self.steps.show_step(back=state.step > 0, next_text=_NEXT[state.step], why_not=state.busy or why_next)
        if moved:
            self.steps.follow(self.stack.currentWidget())

    def _show_progress(self, state: ExportState) -> None:
        self.progress.setVisible(bool(state.busy))
        if not state.busy:
            return
        self.progress.title.setText(state.busy)
        self.progress.progress(state.done_steps, state.all_steps, "", state.seconds_left)
        self.progress.cancel.setVisible(state.stoppable)
        if state.stoppable:
            self.progress.cancel.block("")
