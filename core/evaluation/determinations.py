"""What the answers of the intake lead to: each determination with its clause, the answers behind it, and its limits.

A determination follows from rules alone. A person can put another word in its place only with a name and a reason,
and what the rules gave stays visible beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.catalog.intake import Question, intake
from core.evaluation.calendar_days import day_problem
from core.evaluation.deployment_record import IntakeAnswer, Overruling

YES, NO, UNDECIDED = "yes", "no", "undecided"
ANSWER_WORDS = {"yes": "Yes", "no": "No", "unsure": "Not sure", "": "Not answered"}
Answers = Mapping[str, IntakeAnswer]


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One thing that a determination rests on: the clause, what was asked or is known, and the answer to it."""

    clause: str
    asked: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Determination:
    """What was found, in one of `words`. `cautions` are sentences about gaps, contradictions and open points.

    `by_rule` is the word that the rules give; it differs from `word` only where `overruled` says who decided and why.
    """

    id: str
    title: str
    clause: str
    word: str
    sentence: str
    words: tuple[str, ...]
    because: tuple[Ground, ...] = ()
    cautions: tuple[str, ...] = ()
    status: str = ""  # of the policy it comes from, where that is not the Act
    by_rule: str = ""
    overruled: Overruling | None = None


def all_of(answers: Answers, ids: Iterable[str]) -> str:
    """Yes when every question is answered yes, no when any is answered no, undecided otherwise."""
    values = [value_of(answers, question_id) for question_id in ids]
    if NO in values:
        return NO
    return YES if values and all(value == YES for value in values) else UNDECIDED


def any_of(answers: Answers, ids: Iterable[str]) -> str:
    """Yes when any question is answered yes, no when every one is answered no, undecided otherwise."""
    values = [value_of(answers, question_id) for question_id in ids]
    if YES in values:
        return YES
    return NO if values and all(value == NO for value in values) else UNDECIDED


def value_of(answers: Answers, question_id: str) -> str:
    """The value of an answer; empty where there is none."""
    answer = answers.get(question_id)
    return answer.value if answer else ""


def determined(question: Question, answers: Answers) -> bool:
    """Whether a question has an answer other than "not sure"."""
    return value_of(answers, question.id) not in ("", "unsure")


def grounds(answers: Answers, questions: Sequence[Question]) -> tuple[Ground, ...]:
    """What was answered to these questions, the unanswered ones too; those that are not asked are left out."""
    return tuple(
        Ground(clause=one.clause, asked=one.text, answer=answer_words(one, answers.get(one.id)))
        for one in questions
        if is_asked(one, answers)
    )


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether a question matters after what was answered to others."""
    closed = value_of(answers, question.only_if) == NO or value_of(answers, question.unless) == YES
    return not closed


def answer_words(question: Question, answer: IntakeAnswer | None) -> str:
    """An answer as a person reads it: "Yes: it ranks claims", "None of them", "2024-05-01"."""
    if answer is None or (question.kind == "date" and not answer.value):
        return ANSWER_WORDS[""]
    said = ANSWER_WORDS.get(answer.value, answer.value)
    if question.kind == "pick":
        names = [question.options.get(key, key) for key in answer.picked]
        said = "; ".join(names) if names else "None of them" if answer.value == NO else said
    return f"{said}. {answer.reason}" if answer.reason else said


def unanswered(answers: Answers, ids: Iterable[str]) -> tuple[str, ...]:
    """A caution for the questions that are not answered yes or no; empty when all are."""
    count = sum(value_of(answers, question_id) not in (YES, NO) for question_id in ids)
    if not count:
        return ()
    return (f"{count} question{'' if count == 1 else 's'} not answered yes or no.",)


def overrule(found: Determination, overrulings: Mapping[str, Overruling]) -> Determination:
    """`found` with the word that a person put in its place, where one did."""
    found = replace(found, by_rule=found.word)
    said = overrulings.get(found.id)
    if said is None or not said.word or said.word == found.word:
        return found
    sentence = f"{said.by} decided “{said.word}” in place of “{found.word}”: {said.reason}"
    return replace(found, word=said.word, sentence=sentence, overruled=said)


def answer_problems(answer: IntakeAnswer) -> tuple[str, ...]:
    """Why an answer can't be recorded; empty when it can."""
    question = intake().questions.get(answer.question_id)
    if question is None:
        return (f"There is no question '{answer.question_id}' in the intake.",)
    if question.kind == "date":
        fault = day_problem(answer.value, "The date")
        return (fault,) if fault else ()
    found = []
    if answer.value not in (YES, NO, "unsure"):
        found.append(f"'{answer.value}' is not an answer: choose yes, no or unsure.")
    unknown = [key for key in answer.picked if key not in question.options]
    if unknown:
        found.append(f"There is no '{unknown[0]}' among the choices of {question.id}.")
    if question.kind == "pick" and bool(answer.picked) != (answer.value == YES):
        found.append("Name what applies, or say that none of them does.")
    return tuple(found)


def overruling_problems(found: Determination, *, word: str, reason: str) -> tuple[str, ...]:
    """Why a determination can't be overruled so: another word of its own is needed, and a reason."""
    problems = []
    if word and word not in found.words:
        problems.append(f"'{word}' is not one of: {', '.join(found.words)}.")
    if word and word == (found.by_rule or found.word):
        problems.append("The rules already give this word.")
    if not reason.strip():
        problems.append("Overruling needs a reason, also when it is taken back.")
    return tuple(problems)
