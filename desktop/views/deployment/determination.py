"""A determination: its word and sentence, the questions and facts behind it, and how a person overrules it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.viewmodels.record.states import DeterminationState, FormField
from desktop.views.deployment.question import Question
from desktop.views.deployment.spec_form import SpecForm
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.cautions import Cautions
from desktop.widgets.layout import clear, column, show_if
from desktop.widgets.pill import Pill
from desktop.widgets.text import label

TAKE_BACK = "Take the overruling back"


class DeterminationCard(Card):
    answered = Signal(str, str, object, str)  # question, value, picked, reason
    overruled = Signal(str, str, str)  # determination, word, reason

    def __init__(self, state: DeterminationState, parent: QWidget | None = None) -> None:
        super().__init__(state.title, f"Section {state.clause}" if state.clause[0].isdigit() else state.clause, parent)
        self._state = state
        self.pill = Pill()
        self._sentence = label("", selectable=True)
        self._status = label("", "small", selectable=True)
        self.cautions = Cautions()
        self._known = column(gap=0)
        self.questions = {one.id: Question(one) for one in state.questions}
        self.overrule = Button("Overrule", "quiet", "edit")
        self.form = SpecForm()
        self.form.hide()
        self.corner.addWidget(self.overrule)
        self.corner.addWidget(self.pill)
        for widget in (self._sentence, self._status, self.cautions):
            self.body.addWidget(widget)
        self.body.addLayout(self._known)
        for question in self.questions.values():
            self.body.addWidget(question)
            question.answered.connect(self.answered)
        self.body.addWidget(self.form)
        self.overrule.clicked.connect(self._open)
        self.form.cancelled.connect(self.close_form)
        self.form.submitted.connect(self._submit)

    def show_state(self, state: DeterminationState, blocked: str) -> None:
        """Show it as it stands."""
        self._state = state
        word, kind = state.pill
        self.pill.set(word, kind, "edit" if state.overruled else "")  # type: ignore[arg-type]
        self.pill.setToolTip(f"Overruled; the rules give: {state.by_rule}" if state.overruled else "")
        self._sentence.setText(state.sentence)
        self._status.setText(state.status)
        show_if(self._status, bool(state.status))
        self.cautions.say(state.cautions)
        clear(self._known)
        for clause, asked, answer in state.known:
            self._known.addWidget(label(f"{clause}  ·  {asked}: {answer}", "small", selectable=True))
        for one in state.questions:
            self.questions[one.id].show_state(one, blocked)
            show_if(self.questions[one.id], one.asked)
        self.overrule.block(blocked)

    def close_form(self) -> None:
        """Back to what the rules give."""
        self.form.hide()

    def _open(self) -> None:
        held = self._state
        words = [(word, word[0].upper() + word[1:]) for word in held.words if word != held.by_rule]
        back = [("", TAKE_BACK)] if held.overruled else []
        fields = (
            FormField(id="word", title=f"In place of “{held.by_rule}”", kind="choice", choices=(*words, *back)),
            FormField(id="reason", title="Reason", kind="lines", needed=True, help="It is shown with your name."),
        )
        self.form.offer(fields, save="Overrule", values={})
        self.form.show()
        self.form.editors["word"].setFocus()

    def _submit(self, values: dict[str, str]) -> None:
        self.overruled.emit(self._state.id, values["word"], values["reason"])
