"""One question of the intake: its text and clause, the answer, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.viewmodels.record.states import QuestionState
from desktop.views.deployment.spec_form import DAY_HINT
from desktop.widgets.choice import Choice
from desktop.widgets.layout import column
from desktop.widgets.reflow import Reflow
from desktop.widgets.text import label, rule
from desktop.widgets.tick import Tick

CHOICES = (("yes", "Yes"), ("no", "No"), ("unsure", "Not sure"))


class Question(QWidget):
    """`answered` carries (question, value, picked, reason) as soon as the person has said so."""

    answered = Signal(str, str, object, str)

    def __init__(self, state: QuestionState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id, self._kind = state.id, state.kind
        self.choice = Choice(state.text, CHOICES if state.kind == "choice" else (("no", "None of these"), CHOICES[2]))
        self.boxes = {key: Tick(title) for key, title in state.options}
        self.day = QLineEdit()
        self.reason = QLineEdit()
        self._said = label("", "small")
        self._lay_out(state)
        self.choice.chosen.connect(self._choose)
        for box in self.boxes.values():
            box.ticked.connect(lambda _: self._pick())
        self.reason.editingFinished.connect(self._explain)
        self.day.editingFinished.connect(self._date)
        self.show_state(state, "")

    def show_state(self, state: QuestionState, blocked: str) -> None:
        """Show the answer as it is recorded, unless the person is typing."""
        self._state = state
        self.choice.set(state.value if not state.picked else "")
        for key, box in self.boxes.items():
            box.set(ticked=key in state.picked)
            box.block(blocked)
        for line, text in ((self.reason, state.reason), (self.day, state.value)):
            if not line.hasFocus() and line.text() != text:
                line.setText(text)
            line.setReadOnly(bool(blocked))
        self.choice.block(blocked)
        self._said.setText(f"{state.clause}  ·  {state.said}" if state.said else state.clause)

    def _lay_out(self, state: QuestionState) -> None:
        outer = column(self, gap=1)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.addWidget(rule())
        outer.addSpacing(8)
        outer.addWidget(label(state.text, "label"))
        if state.help:
            outer.addWidget(label(state.help, "small"))
        if state.options:
            outer.addWidget(self._picks())
        line = Reflow(620, gap=3)
        if self._kind == "date":
            self.day.setPlaceholderText(DAY_HINT)
            self.day.setAccessibleName(state.text)
            line.add(self.day, 1)
            line.add(QWidget(), 2)
        else:
            line.add(self.choice, 2)
            self.reason.setPlaceholderText("Why, in a few words")
            self.reason.setAccessibleName(f"Reason: {state.text}")
            line.add(self.reason, 3)
        outer.addWidget(line)
        outer.addWidget(self._said)

    def _picks(self) -> QWidget:
        held = QWidget()
        under = column(held, gap=2)
        under.setContentsMargins(0, 4, 0, 6)
        for box in self.boxes.values():
            under.addWidget(box)
        return held

    def _send(self, value: str, picked: tuple[str, ...]) -> None:
        self.answered.emit(self._id, value, picked, self.reason.text())

    def _choose(self, value: str) -> None:
        self._send(value, ())

    def _pick(self) -> None:
        picked = tuple(key for key, box in self.boxes.items() if box.is_ticked)
        self._send("yes" if picked else "unsure", picked)

    def _explain(self) -> None:
        if self._state.value and self.reason.text().strip() != self._state.reason:
            self._send(self._state.value, self._state.picked)

    def _date(self) -> None:
        if self.day.text().strip() != self._state.value:
            self._send(self.day.text().strip(), ())
