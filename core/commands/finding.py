"""`touchstone finding ...`: what keeps the deployment from meeting the guidelines, and the plan of action about it."""

from __future__ import annotations

import argparse
import json

from core import clock
from core.commands.finding_plan import add_not_evaluated, add_plan_actions
from core.commands.finding_words import chosen, line, parts, wanted
from core.commands.given import Subparsers, add_case, opened
from core.errors import InputError, UsageError

_CHANGED = ("status", "owner", "due", "severity", "remark")


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("finding", help="list the findings of a case, and record the plan of action")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add_list(actions)
    shown = actions.add_parser("show", help="one finding with its plan, its history and what the plan lacks")
    add_case(shown)
    shown.add_argument("finding", metavar="FINDING", help="its id as listed, or the item that it is about")
    shown.set_defaults(run=run_show)
    _add_change(actions)
    add_plan_actions(actions)
    add_not_evaluated(actions)
    plan = actions.add_parser("plan", help="write the plan of action and milestones in OSCAL")
    add_case(plan, writes=True)
    plan.add_argument("--out", metavar="FILE", required=True, help="a new JSON file")
    plan.set_defaults(run=run_plan)


def _add_list(actions: Subparsers) -> None:
    listed = actions.add_parser("list", help="every finding with its id, status, owner and date")
    add_case(listed)
    listed.add_argument("--status", choices=("open", "mitigated", "accepted", "closed"))
    listed.add_argument("--severity", choices=("low", "moderate", "high"))
    listed.add_argument("--cell", metavar="CELL", help="component and element, as MOD-VAL, or a component alone")
    listed.add_argument("--owner", metavar="PERSON")
    listed.add_argument("--overdue", action="store_true", help="only those past their due date")
    listed.set_defaults(run=run_list)


def _add_change(actions: Subparsers) -> None:
    change = actions.add_parser(
        "change", help="record an owner, a date, a severity, or that it is mitigated or accepted"
    )
    add_case(change, writes=True)
    change.add_argument("finding", metavar="FINDING", help="its id as listed, or the item that it is about")
    change.add_argument("--status", choices=("open", "mitigated", "accepted"), help="accepted: by the system owner")
    change.add_argument("--owner", metavar="PERSON", help="who sees to it")
    change.add_argument("--due", metavar="DATE", help="as 2026-11-22")
    change.add_argument("--severity", choices=("low", "moderate", "high"))
    change.add_argument("--remark", help="needed with mitigated; with the others it is the reason where none is given")
    change.add_argument("--reason", help="why the severity is lowered, or the risk accepted")
    change.add_argument("--until", metavar="DATE", help="the day on which an acceptance ends")
    change.set_defaults(run=run_change)


def run_list(options: argparse.Namespace) -> int:
    today = clock.today()
    with opened(options) as store:
        findings = store.findings()
    for finding in findings:
        if wanted(finding, options, today):
            print(line(finding, today))
    print(f"{sum(finding.status == 'open' for finding in findings)} of {len(findings)} findings are open.")
    return 0


def run_show(options: argparse.Namespace) -> int:
    with opened(options) as store:
        finding = chosen(store.findings(), options.finding)
        history = store.history(finding.id)
    for one in (line(finding, clock.today()), *parts(finding, clock.today())):
        print(one)
    for entry in history:
        print(f"log {clock.shown(entry.at)}, {entry.by}: {entry.sentence}")
    return 0


def run_change(options: argparse.Namespace) -> int:
    from core.evaluation.finding_acts import Change

    fields = {name: getattr(options, name) for name in (*_CHANGED, "reason", "until")}
    if all(fields[name] is None for name in _CHANGED):
        raise UsageError("Nothing is to be changed.", "Say what: --status, --owner, --due, --severity or --remark.")
    with opened(options, to_write=True) as store:
        finding = chosen(store.findings(), options.finding)
        print(line(store.act_on_finding(finding.id, Change(**fields), by=options.by), clock.today()))
    return 0


def run_plan(options: argparse.Namespace) -> int:
    from pathlib import Path

    from core.exchange.oscal import plan_of_action
    from core.snapshot import take

    target = Path(options.out)
    with opened(options) as store:
        document = plan_of_action(take(store, store.pack_in_use(), by=options.by))
    if document is None:
        print("No finding is open, mitigated or accepted: there is nothing to plan.")
        return 0
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    except FileExistsError as error:
        raise InputError(f"There already is a file {target}.", "Choose another name.") from error
    except OSError as error:
        raise InputError(f"{target} can't be written: {error.strerror or error}.", "Choose another place.") from error
    print(f"{len(document['plan-of-action-and-milestones']['poam-items'])} findings are in {target}.")
    return 0
