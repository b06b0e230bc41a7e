"""`touchstone not-applicable`: one decision over many items, shown before it is taken."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, items_of, opened, said
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.catalog.model import GuidelinePack, Item
    from core.evaluation.decisions import DecisionLine


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "not-applicable",
        help="one decision over many items",
        description="Answer many items not applicable for one reason. Those with an answer or a draft are left alone.",
    )
    add_case(parser, writes=True)
    parser.add_argument("items", nargs="*", metavar="ITEM", help="such as MOD-VAL-1")
    parser.add_argument("--cell", action="append", default=[], metavar="COMPONENT-ELEMENT", help="such as HAI-PRI")
    parser.add_argument("--component", action="append", default=[], metavar="COMPONENT", help="such as ANT")
    parser.add_argument(
        "--reason",
        type=said,
        required=True,
        help="where it is not the one that the pack lists, a second reviewer is needed",
    )
    parser.add_argument("--marking", default="(U)", help="portion mark of the reason")
    parser.add_argument("--replace", action="store_true", help="replace the answers and drafts that are there, too")
    parser.add_argument("--show", action="store_true", help="only show what it would touch")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.evaluation.decisions import decision_lines

    with opened(options, to_write=not options.show) as store:
        pack = store.pack_in_use()
        chosen = _chosen(options, pack, store)
        newest = {answer.item_id: answer for answer in store.answers()}
        lines = decision_lines(chosen, options.reason, answers=newest, drafts=store.drafts().keys())
        touched = [line.item for line in lines if options.replace or not line.left_alone]
        for line in lines:
            print(f"{line.item.id}: {_words(line, replace=options.replace)}")
        if not options.show:
            given = store.decide(touched, reason=options.reason, marking=options.marking, by=options.by)
            print(
                f"{len(given)} items answered not applicable, by {given[0].by} (decision {given[0].decision_id[:12]})"
            )
    return 0


def _words(line: DecisionLine, *, replace: bool) -> str:
    if line.left_alone and not replace:
        return f"left alone, answered {line.answered.value}" if line.answered else "left alone, it has a draft"
    before = f", in place of {line.answered.value}" if line.answered else ""
    return f"not applicable{', needs a second reviewer' if line.needs_review else ''}{before}"


def _chosen(options: argparse.Namespace, pack: GuidelinePack, store: Store) -> tuple[Item, ...]:
    """The items that are named, and those of the cells and components that are due. Raises UsageError."""
    from core.catalog.profile import items_of as items_of_profile

    named = set(items_of(options.items, store))
    cells = {tuple(name.strip().upper().split("-")) for name in options.cell}
    components = {name.strip().upper() for name in options.component}
    known = {(one.id, other.id) for one in pack.components for other in pack.elements}
    for cell in sorted(cells - known):
        raise UsageError(f"There is no cell {'-'.join(cell)}.", "Cells look like HAI-PRI.")
    for component in sorted(components - {one.id for one in pack.components}):
        raise UsageError(f"There is no component {component}.", "They are " + ", ".join(c.id for c in pack.components))
    evaluation, deployment = store.evaluation(), store.deployment()
    asked = items_of_profile(pack, evaluation.profile if evaluation else "full")
    due = {item.id for item in asked if deployment is None or item.component in deployment.components}
    found = tuple(
        item
        for item in pack.items
        if item.id in named or (item.id in due and (item.cell in cells or item.component in components))
    )
    if not found:
        raise UsageError("No item is chosen.", "Name items, a --cell or a --component that is part of the system.")
    return found
