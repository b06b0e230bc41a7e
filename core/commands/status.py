"""`touchstone status CASE`: how far the evaluation is, what is missing, and what keeps it from the guidelines."""

from __future__ import annotations

import argparse

from core.commands.given import Subparsers, add_case, opened


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("status", help="say how far an evaluation is, and what is missing")
    add_case(parser)
    parser.add_argument("--all", action="store_true", help="every missing thing, not only the first ten")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.snapshot import take

    with opened(options) as store:
        snapshot = take(store, store.pack_in_use(), by="")
    progress = snapshot.progress
    print(f"{snapshot.title}: {progress.answered} of {progress.due} items answered")
    print(f"{progress.cells_answered} of {progress.cells_due} cells answered in full")
    print("Complete." if progress.complete else "Not complete.")
    print("Meets the guidelines." if progress.meets_guidelines else "Does not meet the guidelines.")
    gaps = (*progress.missing, *progress.unmet)
    shown = gaps if options.all else gaps[:10]
    for gap in shown:
        print(f"  - {gap.sentence}")
    if len(shown) < len(gaps):
        print(f"  and {len(gaps) - len(shown)} more (--all shows them)")
    for warning in snapshot.registers.warnings:
        print(f"! {warning}")
    return 0
