"""Grading, one output after another: what is said is kept at every key, recorded once every criterion has its word."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.errors import TouchstoneError
from core.evaluation.grading.order import order_of
from core.evaluation.grading.records import Grade, Output, OutputSet
from core.evaluation.grading.rules import form_of, grader_named, next_number
from desktop.session import Session
from desktop.viewmodels.grading.states import CriterionRow, FlowState


@dataclass(frozen=True, kw_only=True)
class _Said:
    """What stands in front of the grader for one output, recorded or not."""

    words: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    marking: str = "(U)"


class FlowModel(QObject):
    """`state_changed` carries a FlowState; `said` a notice."""

    state_changed = Signal(object)
    said = Signal(str, str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = FlowState()
        self._made: OutputSet | None = None
        self._outputs: tuple[Output, ...] = ()
        self._order: Sequence[int] = ()
        self._grades: dict[int, _Said] = {}
        self._drafts: dict[int, _Said] = {}
        self._recording = False

    def begin(self, made: OutputSet) -> bool:
        """Go on where this grader left. Gives whether they may grade here."""
        name = grader_named(made, self._session.person)
        if not name:
            return False
        try:
            self._outputs = self._session.store.outputs_of(made.id)
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return False
        self._made, self._order = made, order_of(name, made.count, made.seed)
        self.read_again()
        self._drafts = self._kept_drafts()
        self._go(next_number(self._order, self._grades) or self._order[0])
        return True

    def read_again(self) -> None:
        """Look at the grades in the case again, after an undo; thousands are not read again at every one recorded."""
        if self._made is None or self._recording or not self._session.is_open:
            return
        grades = self._session.store.grades_of(self._made.id, self._session.person)
        self._grades = {one.number: _Said(words=one.words, note=one.note, marking=one.marking) for one in grades}
        if self.state.number:
            self._go(self.state.number)

    def leave(self) -> None:
        """Stop for now: what was typed is kept."""
        self._made, self.state = None, FlowState()

    def say(self, criterion_id: str, word: str) -> None:
        """Give one criterion of the output in front its word; kept at once."""
        held = self._said()
        self._keep(replace(held, words={**held.words, criterion_id: word}))

    def note(self, text: str) -> None:
        self._keep(replace(self._said(), note=text))

    def mark(self, marking: str) -> None:
        self._keep(replace(self._said(), marking=marking))

    def step(self, by: int) -> None:
        """Go along this grader's order without recording."""
        at = self._order.index(self.state.number) + by
        if 0 <= at < len(self._order):
            self._go(self._order[at])

    def next_open(self) -> None:
        """Go to the next output after this one that has no grade, from the start again where none is left behind it."""
        at = self._order.index(self.state.number)
        self._go(next_number([*self._order[at + 1 :], *self._order[: at + 1]], self._grades) or self.state.number)

    def confirm(self) -> None:
        """Record the grade of the output in front, and go on to the next that has none."""
        made, number, held = self._made, self.state.number, self._said()
        if made is None or self.state.missing:
            return
        if not self.state.changed:
            self.next_open()
            return
        grade = Grade(
            set_id=made.id,
            number=number,
            words=held.words,  # type: ignore[arg-type]
            note=held.note,
            marking=held.marking,
        )
        by = self._session.person
        self._recording = True
        try:
            self._session.change(lambda store: store.grade_output(grade, by=by), "grading")
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
            return
        finally:
            self._recording = False
        self._grades[number] = replace(held, note=held.note.strip())
        self._drafts.pop(number, None)
        self._write_drafts()
        self.next_open()

    def _said(self) -> _Said:
        number = self.state.number
        return self._drafts.get(number) or self._grades.get(number) or _Said(marking=self._session.portion)

    def _keep(self, held: _Said) -> None:
        number = self.state.number
        if not number or held == self._said():
            return
        if held == self._grades.get(number):
            self._drafts.pop(number, None)
        else:
            self._drafts[number] = held
        try:
            self._write_drafts()
        except TouchstoneError as error:
            self.said.emit("error", error.message, error.hint)
        self._go(number)

    def _write_drafts(self) -> None:
        body = {str(number): vars(one) for number, one in self._drafts.items()}
        self._session.keep_form(self._form, json.dumps(body, default=dict) if body else "")

    def _kept_drafts(self) -> dict[int, _Said]:
        text = self._session.store.form(self._form)
        read: Mapping[str, Any] = json.loads(text) if text else {}
        return {int(number): _Said(**one) for number, one in read.items()}

    @property
    def _form(self) -> str:
        assert self._made is not None
        return form_of(self._made, grader_named(self._made, self._session.person))

    def _go(self, number: int) -> None:
        made = self._made
        assert made is not None
        self.state = replace(self.state, number=number)
        held, output = self._said(), self._outputs[number - 1]
        missing = [one.title for one in made.rubric.criteria if one.id not in held.words]
        self.state = FlowState(
            set_id=made.id,
            title=made.title,
            marking=made.marking,
            number=number,
            place=self._order.index(number) + 1,
            total=made.count,
            done=len(self._grades),
            prompt=output.prompt,
            text=output.text,
            criteria=tuple(
                CriterionRow(
                    id=one.id, title=one.title, question=one.question, fails=one.fails, word=held.words.get(one.id, "")
                )
                for one in made.rubric.criteria
            ),
            note=held.note,
            note_marking=held.marking,
            recorded=number in self._grades,
            changed=number in self._drafts,
            missing=f"Not said yet: {', '.join(missing)}." if missing else "",
            finished=len(self._grades) == made.count,
        )
        self.state_changed.emit(self.state)
