"""`touchstone review agreement A B`: how far the evaluators of two copies agree on the items that both answered."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, add_case, opened
from core.errors import UsageError

VALUES = ("yes", "partly", "no", "not-applicable")
LEVEL = 0.95


def add_agreement(actions: Subparsers) -> None:
    """The action `agreement`."""
    parser = actions.add_parser("agreement", help="Cohen's kappa of the answers in two copies or cases")
    add_case(parser)
    parser.add_argument("other", type=Path, metavar="OTHER", help="the second evaluator's copy")
    parser.add_argument("--other-passphrase-file", type=Path, metavar="FILE", help="where it is another passphrase")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.evaluation.agreement import agreement

    second = argparse.Namespace(
        case=options.other, passphrase_file=options.other_passphrase_file or options.passphrase_file
    )
    with opened(options) as one, opened(second) as other:
        if one.pack_in_use().sha256 != other.pack_in_use().sha256:
            raise UsageError("The two cases use different packs.", "Compare answers to the same questions.")
        found = agreement(one.answers(), other.answers(), level=LEVEL)
    said = ", ".join(f"{sum(row)} {value}" for value, row in zip(VALUES, found.table, strict=True) if sum(row))
    print(f"{found.items} items answered in both ({said or 'none'} in the first), {found.same} alike.")
    if found.own:
        print(f"{found.own} of them by the same person in both, left out: agreement with oneself says nothing.")
    kappa = found.kappa
    if kappa.estimate is None:
        print(f"Cohen's kappa can't be given: {kappa.method}.")
        return 0
    print(
        f"Cohen's kappa {kappa.estimate:.2f} ({LEVEL:.0%} interval {kappa.low:.2f} to {kappa.high:.2f}, {kappa.method})"
    )
    for item, (first, second_value) in found.differing.items():
        print(f"  {item}: {first} / {second_value}")
    return 0
