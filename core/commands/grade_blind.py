"""`touchstone grade next|set|close|results`: one output at a time, without its system, and what came out in the end."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_by, add_case, fields_of, opened
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.grading.records import OutputSet

_LISTED_BY = "touchstone grade list CASE"


def add_next(actions: Subparsers) -> None:
    """The action `next`."""
    parser = actions.add_parser("next", help="show the next output that a grader has not graded")
    add_case(parser)
    add_by(parser)
    _add_which(parser)
    parser.set_defaults(run=run_next)


def add_set(actions: Subparsers) -> None:
    """The action `set`."""
    parser = actions.add_parser(
        "set", help="grade one output", epilog="Words: pass, fail, cannot-tell. Each criterion needs one; all=pass too."
    )
    add_case(parser, writes=True)
    parser.add_argument("number", type=int, metavar="NUMBER", help="of the output, as grade next shows it")
    parser.add_argument("words", nargs="+", metavar="CRITERION=WORD")
    parser.add_argument("--note", default="", help="what was seen")
    parser.add_argument("--marking", default="(U)", help="portion mark of the note")
    _add_which(parser)
    parser.set_defaults(run=run_set)


def add_close(actions: Subparsers) -> None:
    """The action `close`."""
    parser = actions.add_parser("close", help="end a grading: results become readings, and nobody grades any more")
    add_case(parser, writes=True)
    parser.add_argument("--why", default="", help="needed where somebody is not done")
    _add_which(parser)
    parser.set_defaults(run=run_close)


def add_results(actions: Subparsers) -> None:
    """The action `results`."""
    parser = actions.add_parser("results", help="pass rates, differences and agreement of a closed grading")
    add_case(parser)
    _add_which(parser)
    parser.set_defaults(run=run_results)


def _add_which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--of", default="", metavar="SET", help="id of the set, where there are several")


def run_next(options: argparse.Namespace) -> int:
    from core.evaluation.grading.order import order_of
    from core.evaluation.grading.rules import grader_named, next_number

    with opened(options) as store:
        made = _chosen(store, options.of)
        name = grader_named(made, options.by)
        if not name:
            raise UsageError(f"{options.by} is no grader of {made.title!r}.", f"They are {', '.join(made.graders)}.")
        graded = {grade.number for grade in store.grades_of(made.id, name)}
        number = next_number(order_of(name, made.count, made.seed), graded)
        print(f"{len(graded):,} of {made.count:,} graded.")
        if not number or made.closed:
            print("The grading is closed." if made.closed else "Nothing is left to grade.")
            return 0
        output = store.outputs_of(made.id)[number - 1]
    print(f"Output {number} {made.marking}\n\nPrompt:\n{output.prompt or '(not recorded)'}\n\nOutput:\n{output.text}\n")
    for one in made.rubric.criteria:
        print(f"  {one.id}: {one.question}")
    print(f"touchstone grade set CASE {number} all=pass ... --by NAME")
    return 0


def run_set(options: argparse.Namespace) -> int:
    from core.evaluation.grading.records import Grade

    given = fields_of(options.words, "touchstone grade rubric")
    with opened(options, to_write=True) as store:
        made = _chosen(store, options.of)
        rest = given.pop("all", None)
        words = {one.id: rest for one in made.rubric.criteria} if rest else {}
        grade = Grade(
            set_id=made.id,
            number=options.number,
            words={**words, **given},  # type: ignore[dict-item]
            note=options.note,
            marking=options.marking,
        )
        store.grade_output(grade, by=options.by)
        graded = len(store.grades_of(made.id, options.by))
    print(f"Output {options.number} graded: {graded:,} of {made.count:,}.")
    return 0


def run_close(options: argparse.Namespace) -> int:
    from core.probe import reading_from_dict
    from core.probes import probe

    with opened(options, to_write=True) as store:
        made = _chosen(store, options.of)
        readings = store.close_grading(made.id, why=options.why, by=options.by, pack=store.pack_in_use())
    for one in readings:
        print(f"{probe(one.probe).title}: {probe(one.probe).explain(reading_from_dict(one.body)).sentence}")
        print(
            f"  linked to {', '.join(one.linked_items) or 'no item'}; verdict: {one.body['verdict'] or 'no limit set'}"
        )
    return 0


def run_results(options: argparse.Namespace) -> int:
    from core.evaluation.grading.results import results
    from core.evaluation.grading.told import agreed_words, difference_words, rate_words

    with opened(options) as store:
        made = _chosen(store, options.of)
        held = next(one for one in store.gradings() if one.outputs.id == made.id)
    found = results(held)
    print(f"{made.title}: {found.graded:,} of {made.count:,} outputs graded by {', '.join(made.graders) or 'nobody'}.")
    for one in found.criteria:
        print(f"{one.criterion.title}: {rate_words(one.overall)}")
        for kind, rates in (("system", one.by_system), ("group", one.by_group), ("grader", one.by_grader)):
            for name, rate in rates.items():
                print(f"  {kind} {name}: {rate_words(rate)}")
        for pair in one.differences:
            print(f"  {difference_words(pair)}")
        for agreed in one.agreed:
            print(f"  {agreed_words(agreed)}")
    for caution in found.cautions:
        print(f"! {caution}")
    return 0


def _chosen(store: Store, named: str) -> OutputSet:
    """The set whose id begins with `named`; without a name the only one there is."""
    found = [one for one in store.output_sets() if one.id.startswith(named)]
    if not found:
        raise UsageError(f"There is no set of outputs {named}".rstrip() + ".", _LISTED_BY)
    if len(found) > 1:
        raise UsageError(
            "There are several sets of outputs.", f"Say which one with --of; {_LISTED_BY} shows their ids."
        )
    return found[0]
