"""`touchstone checklist export|import`: the checklist as a table, out and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, opened
from core.errors import UsageError

if TYPE_CHECKING:
    from core.evaluation.offered import Offer


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("checklist", help="the checklist as a table (CSV, XLSX), out and back")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    out = actions.add_parser("export", help="write every item with its newest answer")
    add_case(out)
    out.add_argument("--out", type=Path, required=True, metavar="FILE", help="its ending says the form: .csv or .xlsx")
    out.set_defaults(run=run_export)
    back = actions.add_parser("import", help="say what a filled-in table would change; with --take, make drafts of it")
    add_case(back, writes=True)
    back.add_argument("table", type=Path, metavar="FILE")
    back.add_argument("--take", action="store_true", help="answers to items that have none become drafts to confirm")
    back.add_argument(
        "--replace", nargs="+", default=[], metavar="ITEM", help="take these too, though the case says something else"
    )
    back.set_defaults(run=run_import)


def run_export(options: argparse.Namespace) -> int:
    from core.exchange import checklist_table as table
    from core.marking.training import is_training, shown_banner

    form = options.out.suffix.lower()
    if form not in table.SUFFIXES:
        raise UsageError(f"{options.out.name} ends in no form of table.", "End it in .csv or .xlsx.")
    with opened(options) as store:
        pack, newest = store.pack_in_use(), {answer.item_id: answer for answer in store.answers()}
        deployment = store.deployment()
        banner, title = deployment.marking if deployment else "UNCLASSIFIED", store.title
        shown = shown_banner(banner, training=is_training(title))
    if form == ".csv":
        data = table.as_csv(pack, newest).encode()
    else:
        data = table.as_xlsx(pack, newest, banner=shown, title=title)
    options.out.write_bytes(data)
    print(f"{len(pack.items)} items, {len(newest)} of them answered, in {options.out}")
    return 0


def run_import(options: argparse.Namespace) -> int:
    from core.evaluation.offered import ON_CHOICE, TAKEN
    from core.exchange.checklist_table import offered, offers_to, reading_job
    from core.jobs import run_to_end

    rows = offered(run_to_end(reading_job(options.table)))
    chosen = {name.strip().upper() for name in options.replace}
    with opened(options, to_write=options.take or bool(chosen)) as store:
        found = offers_to(store, rows)
        unknown = chosen - {one.item_id for one in found if one.kind in ON_CHOICE}
        if unknown:
            raise UsageError(f"{', '.join(sorted(unknown))}: the table changes nothing that stands there.")
        taken = [one for one in found if (options.take and one.kind in TAKEN) or one.item_id in chosen]
        for one in taken:
            store.save_draft(one.draft)
    for one in found:
        _show(one, taken=one in taken)
    print(f"{len(found)} answers in the table; {len(taken)} taken as drafts, which a person has to confirm.")
    return 0


def _show(one: Offer, *, taken: bool) -> None:
    if one.kind != "same":
        print(f"  line {one.line}: {one.sentence}{' Taken as a draft.' if taken else ''}")
