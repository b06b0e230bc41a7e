"""`touchstone views list|show|playbook`: the answers of a case as other frameworks ask for them."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, add_case, opened
from core.errors import UsageError
from core.plan.nodes import nearest


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("views", help="see the same answers as AI RMF, AI 600-1, OMB, OECD, ATLAS ... ask")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every view, with how far the answers of a case cover it")
    add_case(listed)
    listed.set_defaults(run=run_list)
    show = actions.add_parser("show", help="one view, entry by entry")
    add_case(show)
    show.add_argument("view", metavar="VIEW", help="its id, as the list gives it; 'all' with --format json")
    show.add_argument("--format", choices=("text", "csv", "json"), default="text")
    show.add_argument("--gaps", action="store_true", help="text: only what is not met, not due or not asked")
    show.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    show.set_defaults(run=run_show)
    playbook = actions.add_parser("playbook", help="what the AI RMF Playbook suggests for an item")
    playbook.add_argument("item", metavar="ITEM")
    playbook.set_defaults(run=run_playbook)


def run_list(options: argparse.Namespace) -> int:
    from core.exchange.views import every_coverage
    from core.snapshot import take

    with opened(options) as store:
        snapshot = take(store, store.pack_in_use(), by="")
    for covered in every_coverage(snapshot):
        view = covered.view
        print(f"{view.id}: {view.title} ({view.state_on(snapshot.act.day)})")
        print(f"  {covered.sentence}")
    return 0


def run_show(options: argparse.Namespace) -> int:
    from core.catalog.views import view
    from core.exchange import views
    from core.snapshot import take

    if options.view == "all" and options.format != "json":
        raise UsageError("All views go into one file as JSON only.", "Add --format json, or name one view.")
    chosen = None if options.view == "all" else view(options.view)
    with opened(options) as store:
        snapshot = take(store, store.pack_in_use(), by="")
    covered = views.every_coverage(snapshot) if chosen is None else (views.coverage(snapshot, chosen),)
    match options.format:
        case "json":
            text = views.as_json(covered, snapshot)
        case "csv":
            text = views.as_csv(covered[0])
        case _:
            text = views.as_text(covered[0], snapshot.act.day, gaps=options.gaps)
    if options.out:
        options.out.write_text(text, encoding="utf-8", newline="")
    else:
        print(text, end="")
    return 0


def run_playbook(options: argparse.Namespace) -> int:
    from core.catalog.load import builtin_pack
    from core.catalog.views import playbook

    pack, wanted = builtin_pack(), options.item.strip().upper()
    if wanted not in pack.by_id:
        raise UsageError(f"There is no item {wanted}.", nearest(wanted, pack.by_id) or "Items look like MOD-VAL-1.")
    item = pack.item(wanted)
    found = playbook(item.references)
    if not found:
        print(f"{item.id} refers to no subcategory of the AI RMF, so the playbook suggests nothing for it.")
    for name, lines in found.items():
        print(f"{name}:")
        print("\n".join(f"  - {line}" for line in lines))
    return 0
