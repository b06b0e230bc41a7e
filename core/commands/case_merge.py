"""`touchstone case merge|conflicts|settle`: bring copies of a case together, and choose where they differ."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, opened, secret
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.conflicts import Conflict
    from core.casefile.store import Store

_SHORT = 12  # digits of an id that are shown, as in the log


def add_actions(actions: Subparsers) -> None:
    """Add the actions to `touchstone case`."""
    merge = actions.add_parser("merge", help="take over what another copy of the case has; nothing is overwritten")
    add_case(merge, writes=True)
    merge.add_argument("other", type=Path, metavar="COPY", help="the other copy; it is only read")
    merge.add_argument("--other-passphrase-file", type=Path, metavar="FILE", help="default: the passphrase of CASE")
    merge.set_defaults(run=run_merge)
    listed = actions.add_parser("conflicts", help="what two copies say differently; exit status 1 while there is any")
    add_case(listed)
    listed.set_defaults(run=run_conflicts)
    settle = actions.add_parser("settle", help="choose which of two answers holds; the other one stays in the log")
    add_case(settle, writes=True)
    settle.add_argument("conflict", metavar="CONFLICT", help="its id as listed, or the item that it is about")
    settle.add_argument("--take", choices=("ours", "theirs"), required=True)
    settle.set_defaults(run=run_settle)


def run_merge(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        file = options.other_passphrase_file or options.passphrase_file
        merged = store.merge(options.other, secret(file, f"Passphrase of {options.other.name}"), by=options.by)
        print(merged.sentence)
        _show(store)
    return 0


def run_conflicts(options: argparse.Namespace) -> int:
    with opened(options) as store:
        found = _show(store)
    if not found:
        print("There is no conflict to settle.")
    return 1 if found else 0


def run_settle(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        conflict = _chosen(store.conflicts(), options.conflict)
        side = conflict.ours if options.take == "ours" else conflict.theirs
        store.settle(conflict.id, side.id, by=options.by, pack=store.pack_in_use())
    print(f"{conflict.title}: what {side.by} wrote holds.")
    return 0


def _show(store: Store) -> int:
    found = store.conflicts()
    for conflict in found:
        print(f"{conflict.id[:_SHORT]}  {conflict.title}")
        for word, side in (("ours", conflict.ours), ("theirs", conflict.theirs)):
            print(f"  {word:<6}  {side.at}  {side.by}: {side.sentence}")
    return len(found)


def _chosen(conflicts: tuple[Conflict, ...], named: str) -> Conflict:
    found = [one for one in conflicts if len(named) >= 4 and one.id.startswith(named.lower())]
    found = found or [one for one in conflicts if one.item_id == named.upper()]
    if len(found) != 1:
        what = "There is no open conflict" if not found else f"{len(found)} conflicts answer to"
        raise UsageError(f"{what} {named}.", "Name it by its id: touchstone case conflicts CASE shows them.")
    return found[0]
