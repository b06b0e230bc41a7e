"""`touchstone finding milestone|progress|delay|barrier`: the plan of action of one finding."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from core import clock
from core.commands.finding_words import chosen, line, parts
from core.commands.given import Subparsers, add_case, opened
from core.errors import UsageError
from core.evaluation.barriers import KINDS
from core.evaluation.delay import FORM_ONLY
from core.evaluation.finding_acts import Act, JustifyDelay, NoteProgress, SetBarrier, SetMilestone

if TYPE_CHECKING:
    from core.evaluation.records import Finding


def add_plan_actions(actions: Subparsers) -> None:
    step = _action(actions, "milestone", "add a milestone, or change one: its words, its date, that it is reached")
    _number(step)
    step.add_argument("--text", help="what is reached")
    step.add_argument("--due", metavar="DATE", help="by when, as 2026-11-22")
    step.add_argument("--done", metavar="DATE", help="when it was reached; an empty text takes that back")
    step.set_defaults(run=run_milestone)
    note = _action(actions, "progress", "add an entry to the progress log, section 4(d)(2)(B)(ii)")
    note.add_argument("text", metavar="TEXT", help="what was done")
    note.set_defaults(run=run_progress)
    delay = _action(actions, "delay", f"justify a delay, section 4(d)(2)(B)(iii). {FORM_ONLY}")
    delay.add_argument("--cause", required=True, help="what happened, where or to whom")
    delay.add_argument("--action", required=True, help="what is done, and to what")
    delay.add_argument("--date", required=True, metavar="DATE", help="the day by which it will be done")
    delay.set_defaults(run=run_delay)
    barrier = _action(actions, "barrier", "add a barrier, section 4(d)(2)(B)(iv), or change one")
    _number(barrier)
    barrier.add_argument("--kind", choices=tuple(KINDS))
    barrier.add_argument("--text", help="what stands in the way")
    barrier.add_argument("--amount", metavar="NUMBER", help="its size, with --unit")
    barrier.add_argument("--unit", help="what the size is counted in: people, USD, days ...")
    barrier.add_argument("--remark")
    barrier.add_argument("--lifted", metavar="DATE", help="when it was gone; an empty text takes that back")
    barrier.set_defaults(run=run_barrier)


def add_not_evaluated(actions: Subparsers) -> None:
    unevaluated = actions.add_parser(
        "not-evaluated", help="open the finding that no evaluation was begun, section 4(d)(2); its plan takes the rest"
    )
    add_case(unevaluated, writes=True)
    unevaluated.add_argument("--marking", default="(U)", help="portion mark of the finding")
    unevaluated.set_defaults(run=run_not_evaluated)


def run_not_evaluated(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        finding = store.record_not_evaluated(marking=options.marking, by=options.by)
    print(line(finding, clock.today()))
    return 0


def run_milestone(options: argparse.Namespace) -> int:
    def act(finding: Finding) -> Act:
        given = _given(options, "text", "due", "done")
        blank = SetMilestone(text="", due="")
        changed: Act = _changed(blank, finding.milestones, "milestone", given, options)
        return changed

    return _do(options, act)


def run_progress(options: argparse.Namespace) -> int:
    return _do(options, lambda _: NoteProgress(text=options.text))


def run_delay(options: argparse.Namespace) -> int:
    status = _do(options, lambda _: JustifyDelay(cause=options.cause, action=options.action, date=options.date))
    print(FORM_ONLY)
    return status


def run_barrier(options: argparse.Namespace) -> int:
    def act(finding: Finding) -> Act:
        given = _given(options, "kind", "text", "amount", "unit", "remark", "lifted")
        changed: Act = _changed(SetBarrier(kind="", text=""), finding.barriers, "barrier", given, options)
        return changed

    return _do(options, act)


def _action(actions: Subparsers, name: str, said: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=said)
    add_case(parser, writes=True)
    parser.add_argument("finding", metavar="FINDING", help="its id as listed, or the item that it is about")
    return parser


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", type=int, metavar="N", help="change the one with this number (finding show)")
    parser.add_argument("--drop", action="store_true", help="take the one with this number out of the plan")


def _given(options: argparse.Namespace, *names: str) -> dict[str, str]:
    return {name: getattr(options, name) for name in names if getattr(options, name) is not None}


def _changed(blank: Any, listed: Sequence[Any], word: str, given: dict[str, str], options: argparse.Namespace) -> Any:
    """A new milestone or barrier, or the numbered one with what was given."""
    if options.number is None:
        if options.drop:
            raise UsageError(f"It is not said which {word} is taken out.", "Name it: --number N.")
        return replace(blank, **given)
    if not 1 <= options.number <= len(listed):
        raise UsageError(f"There is no {word} {options.number}.", "touchstone finding show CASE FINDING numbers them.")
    before = asdict(listed[options.number - 1])
    kept = {name: before[name] for name in asdict(blank) if name in before}
    return replace(blank, **{**kept, **given}, dropped=options.drop)


def _do(options: argparse.Namespace, act: Any) -> int:
    with opened(options, to_write=True) as store:
        finding = chosen(store.findings(), options.finding)
        finding = store.act_on_finding(finding.id, act(finding), by=options.by)
    for one in (line(finding, clock.today()), *parts(finding, clock.today())):
        print(one)
    return 0
