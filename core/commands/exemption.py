"""`touchstone exemption list|add|renew|end|after-action`: what is exempt under section 4(a)(2), by whom, until when."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, opened, said
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store

BASES = ("national-security-assessment", "edge-case", "emergency", "director")
TEXTS = ("authority", "granted", "until", "assessment", "assessment_level", "assessment_date", "after_action_due")
_SHORT = 12


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("exemption", help="exemptions under section 4(a)(2): list, add, renew, end")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every exemption and how it stands today")
    add_case(listed)
    listed.set_defaults(run=run_list)
    _register_add(actions)
    renew = actions.add_parser("renew", help="give an exemption a later last day")
    renew.set_defaults(run=run_renew)
    end = actions.add_parser("end", help="end an exemption")
    end.set_defaults(run=run_end)
    after = actions.add_parser("after-action", help="record the evaluation after an edge or emergency case")
    after.set_defaults(run=run_after)
    for action, what in ((renew, "new last day"), (end, "day on which it ends"), (after, "day of the evaluation")):
        add_case(action, writes=True)
        action.add_argument("exemption", metavar="EXEMPTION", help="its id as listed")
        action.add_argument("day", metavar="DATE", help=what)
    for action in (renew, end):
        action.add_argument("--reason", type=said, required=True)
    after.add_argument("--record", type=said, required=True, help="where the evaluation can be read")


def _register_add(actions: Subparsers) -> None:
    add = actions.add_parser("add", help="record an exemption")
    add_case(add, writes=True)
    add.add_argument("basis", choices=BASES, help="the ground of section 4(a)(2)")
    scope = add.add_mutually_exclusive_group(required=True)
    scope.add_argument("--use", action="store_true", help="the whole use")
    scope.add_argument("--cells", metavar="CELLS", help="as MOD-SEC,DAT-PRI")
    scope.add_argument("--items", metavar="ITEMS", help="as MOD-SEC-1,MOD-SEC-2")
    add.add_argument("--reason", type=said, required=True)
    add.add_argument("--marking", default="(U)", help="portion mark: the exemption may itself be classified")
    for name in TEXTS:
        add.add_argument(f"--{name.replace('_', '-')}", default="", metavar="DATE" if _is_day(name) else "TEXT")
    add.set_defaults(run=run_add)


def _is_day(name: str) -> bool:
    return name in ("granted", "until", "assessment_date", "after_action_due")


def run_list(options: argparse.Namespace) -> int:
    from core.clock import today
    from core.evaluation.exemptions import BASES as GROUNDS
    from core.evaluation.exemptions import after_action, covers_words, state

    with opened(options) as store:
        found = store.deployment_record().exemptions
    for one in found:
        ground, clause = GROUNDS[one.basis]
        print(f"{one.id[:_SHORT]}  {state(one, today())}: {one.marking} {ground} ({clause}). {covers_words(one)}.")
        after = after_action(one, today())
        if after:
            print(f"{'':<14}Evaluation afterwards, due {one.after_action_due}: {after}.")
    print(f"{len(found)} exemptions." if found else "No exemption is recorded.")
    return 0


def run_add(options: argparse.Namespace) -> int:
    from core.evaluation.deployment_record import Exemption

    named = options.cells or options.items or ""
    exemption = Exemption(
        scope="use" if options.use else "cells" if options.cells else "items",
        targets=tuple(part.strip().upper() for part in named.split(",") if part.strip()),
        basis=options.basis,
        reason=options.reason,
        marking=options.marking,
        **{name: getattr(options, name) for name in TEXTS},
    )
    with opened(options, to_write=True) as store:
        store.add_exemption(exemption, pack=store.pack_in_use(), by=options.by)
    print(f"Recorded: {options.basis}, {options.cells or options.items or 'the whole use'}.")
    return 0


def run_renew(options: argparse.Namespace) -> int:
    from core.clock import today

    with opened(options, to_write=True) as store:
        held = _chosen(store, options.exemption)
        store.renew_exemption(held, until=options.day, reason=options.reason, today=today(), by=options.by)
    print(f"Renewed until {options.day}.")
    return 0


def run_end(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        store.end_exemption(_chosen(store, options.exemption), day=options.day, reason=options.reason, by=options.by)
    print(f"Ended on {options.day}.")
    return 0


def run_after(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        held = _chosen(store, options.exemption)
        store.record_after_action(held, day=options.day, record=options.record, by=options.by)
    print(f"Recorded: evaluation afterwards on {options.day}.")
    return 0


def _chosen(store: Store, named: str) -> str:
    found = [one.id for one in store.deployment_record().exemptions if len(named) >= 4 and one.id.startswith(named)]
    if len(found) != 1:
        raise UsageError(f"There is no one exemption {named}.", "touchstone exemption list CASE shows their ids.")
    return found[0]
