"""`touchstone intake show|answer|overrule`: is it an AI system, is it a covered use, existing or new, which tier."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, opened
from core.errors import UsageError
from core.plan.nodes import nearest

if TYPE_CHECKING:
    from core.evaluation.determinations import Determination


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("intake", help="say whether the Act covers a deployment, and of which tier it is")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="every determination with the clause and the answers that lead to it")
    add_case(show)
    show.set_defaults(run=run_show)
    answer = actions.add_parser("answer", help="answer a question of the intake")
    add_case(answer, writes=True)
    answer.add_argument("question", metavar="QUESTION", help="its id, as intake show lists it")
    answer.add_argument("value", metavar="ANSWER", help="yes, no or unsure; a date; or the choices, as rights,safety")
    answer.add_argument("--reason", default="", help="why")
    answer.set_defaults(run=run_answer)
    overrule = actions.add_parser("overrule", help="put your word in place of what the rules give")
    add_case(overrule, writes=True)
    overrule.add_argument("determination", metavar="DETERMINATION", help="its id, as intake show lists it")
    overrule.add_argument("word", metavar="WORD", help="one of its words; - takes an earlier overruling back")
    overrule.add_argument("--reason", required=True)
    overrule.set_defaults(run=run_overrule)


def run_show(options: argparse.Namespace) -> int:
    from core.catalog.intake import intake
    from core.clock import today
    from core.evaluation.determinations import answer_words, determined, is_asked
    from core.evaluation.standing import determinations

    with opened(options) as store:
        record, deployment = store.deployment_record(), store.deployment()
    for found in determinations(record, deployment, today()):
        _say(found)
    answers = record.answers
    asked = [one for one in intake().questions.values() if is_asked(one, answers) and not determined(one, answers)]
    if asked:
        print(f"{len(asked)} questions are not answered:")
    for question in asked:
        print(f"  {question.id:<24} {question.text}")
        for key, text in question.options.items():
            print(f"    {key:<14} {text}")
    given = [one for one in intake().questions.values() if one.id in record.answers]
    print("Answers:" if given else "Nothing is answered yet.")
    for question in given:
        print(f"  {question.id:<24} {answer_words(question, record.answers[question.id])}")
    return 0


def _say(found: Determination) -> None:
    print(f"{found.title} [{found.id}], {found.clause}: {found.word}")
    print(f"  {found.sentence}")
    for ground in found.because:
        print(f"  - {ground.clause}: {ground.asked} {ground.answer}")
    for caution in found.cautions:
        print(f"  ! {caution}")
    if found.status:
        print(f"  {found.status}")


def run_answer(options: argparse.Namespace) -> int:
    from core.catalog.intake import intake
    from core.evaluation.deployment_record import IntakeAnswer

    question = intake().questions.get(options.question)
    if question is None:
        known = tuple(intake().questions)
        raise UsageError(f"There is no question {options.question}.", nearest(options.question, known))
    picked: tuple[str, ...] = ()
    value = options.value.strip()
    if question.kind == "pick" and value not in ("no", "unsure"):
        picked, value = tuple(part.strip() for part in value.split(",") if part.strip()), "yes"
    given = IntakeAnswer(question_id=question.id, value=value, picked=picked, reason=options.reason.strip())
    with opened(options, to_write=True) as store:
        store.answer_intake(given, by=options.by)
    print(f"{question.id}: {', '.join(picked) or value}")
    return 0


def run_overrule(options: argparse.Namespace) -> int:
    from core.clock import today

    word = "" if options.word == "-" else options.word
    with opened(options, to_write=True) as store:
        store.overrule(options.determination, word, reason=options.reason, today=today(), by=options.by)
    print(f"{options.determination}: {word or 'as the rules give it'}, by {options.by}")
    return 0
