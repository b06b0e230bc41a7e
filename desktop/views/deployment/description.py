"""What the deployment is: its form at the left, the pass over it at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.deployment import DeploymentModel, DeploymentState, Typed
from desktop.views.deployment.form import DeploymentForm
from desktop.views.deployment.passing import PassCard
from desktop.widgets.button import Button
from desktop.widgets.layout import column, show_if
from desktop.widgets.reflow import Reflow
from desktop.widgets.tab_order import put_in_order


class DescriptionPart(QWidget):
    """`said` carries (kind of notice, message, hint)."""

    said = Signal(str, str, str)

    def __init__(self, model: DeploymentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._shown: Typed | None = None
        self._case = model.state.case
        self.form, self.passing = DeploymentForm(), PassCard()
        parts = Reflow(900)
        for part, share in ((self.form, 3), (self.passing, 2)):
            held = QWidget()
            inner = column(held)
            inner.addWidget(part)
            inner.addStretch(1)
            parts.add(held, share)
        column(self).addWidget(parts)
        self.discard = Button("Discard the changes", "quiet", "undo", hint="Show what is saved")
        self.discard.clicked.connect(self._discard)
        self._filling, self._offering = False, True
        self.form.edited.connect(self._edited)
        self.form.save_chosen.connect(self._save)
        self.passing.start_chosen.connect(self._start)
        self.passing.checklist_chosen.connect(model.go_to_checklist)
        model.state_changed.connect(self.show_state)

    def show_state(self, state: DeploymentState) -> None:
        """Show what is saved, unless the person is typing something newer."""
        self.form.components.offer(state.components)
        put_in_order(self.form, self.passing, self.discard, self.form.save)  # the components came just now
        if state.case != self._case:
            self._forget(state.case)
        if state.unsaved is not None and self._shown is None:
            self._fill(state.unsaved)
            self._shown = state.saved or state.unsaved
        elif state.saved is None and self._shown is None:
            self._fill(Typed(components=tuple(key for key, _ in state.components)))
        elif state.saved is not None and state.saved != self._shown:
            self._fill(state.saved)
        self.form.show_errors(state.errors)
        self.said.emit(*state.notice)
        self.passing.show_pass(state.current, state.errors, state.blocked_pass)
        self._mark()

    def typed(self) -> Typed:
        """The form as it stands."""
        form = self.form
        return Typed(
            agency=form.agency.text(),
            name=form.name.text(),
            version=form.version.text(),
            purpose=form.purpose.toPlainText(),
            owner=form.owner.text(),
            existing=form.existing.value == "existing",
            stage=form.stage.currentData(),
            components=form.components.ticked,
            marking=form.marking.text(),
        )

    def _forget(self, case: str) -> None:
        """Another case: nothing that was typed about the one before may stand in it."""
        self._fill(Typed())
        self._case, self._shown = case, None
        self.passing.close_form()

    def offer_discarding(self, *, shown: bool) -> None:
        """Whether the button to discard may stand in the corner of the page."""
        self._offering = shown
        self._mark()

    def _edited(self) -> None:
        """A person typed: keep it. What the page fills in by itself is no typing."""
        if not self._filling:
            self._mark()
            self._model.type(self.typed())

    def _discard(self) -> None:
        self._shown = None
        self._model.discard()
        self._fill(self._model.state.saved or Typed(components=tuple(key for key, _ in self._model.state.components)))
        self._mark()

    def _fill(self, typed: Typed) -> None:
        self._shown, self._filling = typed, True
        form = self.form
        form.agency.setText(typed.agency)
        form.name.setText(typed.name)
        form.version.setText(typed.version)
        form.purpose.setPlainText(typed.purpose)
        form.owner.setText(typed.owner)
        form.existing.set("existing" if typed.existing else "new")
        form.stage.setCurrentIndex(form.stage.findData(typed.stage))
        form.components.tick(typed.components)
        form.marking.setText(typed.marking)
        self._filling = False

    def _mark(self) -> None:
        state = self._model.state
        saved = state.saved is not None and self.typed() == state.saved
        self.form.show_saved(saved=saved, blocked=state.blocked)
        show_if(self.discard, self._offering and not saved and state.saved is not None and not state.blocked)

    def _save(self) -> None:
        self._model.save(self.typed())

    def _start(self, title: str, stage: str, profile: str) -> None:
        if self._model.start(title=title, stage=stage, profile=profile):
            self.passing.close_form()
