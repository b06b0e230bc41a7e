"""`touchstone marking check|rollup`: the grammar of markings."""

from __future__ import annotations

import argparse
import sys
from typing import Literal

from core.commands.given import Subparsers
from core.errors import InputError
from core.settings import MARKING_PROFILES as PROFILES


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("marking", help="check a marking, or roll portion marks up to a banner")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help="exit status 0 when the marking is well formed, 1 with the rule it breaks")
    check.add_argument("marking", metavar="MARKING")
    check.add_argument("--kind", choices=("banner", "portion"), help="default: a portion when it is in parentheses")
    check.add_argument("--profile", choices=PROFILES, default="ic")
    check.set_defaults(run=run_check)
    rollup = actions.add_parser("rollup", help="the banner of a document with these portion marks")
    rollup.add_argument("portions", nargs="+", metavar="PORTION")
    rollup.add_argument("--profile", choices=PROFILES, default="ic")
    rollup.set_defaults(run=run_rollup)


def run_check(options: argparse.Namespace) -> int:
    from core.marking import check

    kind: Literal["banner", "portion"] = options.kind or ("portion" if options.marking.startswith("(") else "banner")
    faults = check(options.marking, kind=kind, profile=options.profile)
    for fault in faults:
        fix = f" Write: {fault.fix}" if fault.fix else ""
        print(f"{fault.rule}: {fault.message}{fix}", file=sys.stderr)
    if not faults:
        print(f"{options.marking}: a well-formed {kind} marking.")
    return 1 if faults else 0


def run_rollup(options: argparse.Namespace) -> int:
    from core.marking import check, roll_up

    for portion in options.portions:
        faults = check(portion, kind="portion", profile=options.profile)
        if faults:
            raise InputError(f"{portion}: {faults[0].message} ({faults[0].rule}).", faults[0].fix or "")
    print(roll_up(options.portions, profile=options.profile))
    return 0
