"""The intake: every determination with its clause, and the questions and facts that lead to it."""

from __future__ import annotations

from collections.abc import Mapping

from core import clock
from core.catalog.intake import Question, intake
from core.evaluation.deployment_record import IntakeAnswer
from core.evaluation.determinations import UNDECIDED, Determination, is_asked
from desktop.session import Session
from desktop.viewmodels.record.recorder import Recorder
from desktop.viewmodels.record.states import CoverageState, DeterminationState, PillWord, QuestionState

ORDER = ("ai-system", "covered-use", "duties", "timing", "m-25-21", "m-24-10", "nss")
_WORDS = {
    ("ai-system", "yes"): "AI system",
    ("ai-system", "no"): "No AI system",
    ("m-25-21", "yes"): "High-impact",
    ("m-25-21", "no"): "Not high-impact",
}


class CoverageModel(Recorder):
    """`about` names the determinations that this section shows, in order."""

    def __init__(self, session: Session, about: tuple[str, ...] = ORDER) -> None:
        super().__init__(session)
        self._about = about
        self.state: CoverageState = CoverageState()
        self.refresh()

    def answer(self, question_id: str, value: str, picked: tuple[str, ...], reason: str) -> bool:
        """Record an answer as soon as it is given; the same answer again is not recorded again."""
        held = self._session.record.answers.get(question_id)
        given = IntakeAnswer(question_id=question_id, value=value, picked=picked, reason=reason.strip())
        if held is None and not value:
            return False
        if held is not None and (held.value, held.picked, held.reason) == (value, picked, reason.strip()):
            return True
        return self._record(
            lambda store: store.answer_intake(given, by=self._session.person), f"Recorded: {_short(question_id)}"
        )

    def overrule(self, determination_id: str, word: str, reason: str) -> bool:
        """Put a word in place of what the rules give; an empty one takes that back."""
        return self._record(
            lambda store: store.overrule(
                determination_id, word, reason=reason, today=clock.today(), by=self._session.person
            ),
            "The determination is overruled." if word else "The overruling is taken back.",
        )

    def _read(self) -> CoverageState:
        held = {one.id: one for one in self._session.act.determinations}
        answers = self._session.record.answers
        return CoverageState(
            determinations=tuple(_state(held[name], answers) for name in self._about),
            blocked=self._session.why_not_writable,
        )


def _short(question_id: str) -> str:
    return intake().questions[question_id].text


def _state(found: Determination, answers: Mapping[str, IntakeAnswer]) -> DeterminationState:
    questions = intake().about(found.id)
    asked = {one.text for one in questions}
    return DeterminationState(
        id=found.id,
        title=found.title,
        clause=found.clause,
        pill=pill(found),
        sentence=found.sentence,
        cautions=found.cautions,
        status=found.status,
        known=tuple((one.clause, one.asked, one.answer) for one in found.because if one.asked not in asked),
        questions=tuple(_question(one, answers) for one in questions),
        words=found.words,
        by_rule=found.by_rule,
        overruled=found.overruled is not None,
    )


def pill(found: Determination) -> PillWord:
    """The word of a determination as a pill shows it."""
    word = _WORDS.get((found.id, found.word), found.word)
    kind = {UNDECIDED: "warn", "gap": "warn", "prohibited": "bad", "exempt in part": "warn"}.get(found.word, "info")
    return word[0].upper() + word[1:], kind


def _question(question: Question, answers: Mapping[str, IntakeAnswer]) -> QuestionState:
    answer = answers.get(question.id)
    return QuestionState(
        id=question.id,
        clause=question.clause,
        text=question.text,
        help=question.help,
        kind=question.kind,
        options=tuple(question.options.items()),
        value=answer.value if answer else "",
        picked=answer.picked if answer else (),
        reason=answer.reason if answer else "",
        asked=is_asked(question, answers),
        said=f"{answer.by}, {clock.shown(answer.at)}" if answer and (answer.value or answer.picked) else "",
    )
