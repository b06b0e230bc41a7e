"""`touchstone changes show|confirm`: what differs from the last evaluation; confirm what was carried over from it."""

from __future__ import annotations

import argparse

from core.commands.given import Subparsers, add_case, items_of, opened
from core.errors import UsageError


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("changes", help="what changed since the last evaluation; confirm carried answers")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="each evaluation in figures, and every difference since the last one")
    add_case(show)
    show.set_defaults(run=run_show)
    confirm = actions.add_parser("confirm", help="confirm answers carried over from earlier evaluations, word for word")
    add_case(confirm, writes=True)
    confirm.add_argument("items", nargs="+", metavar="ITEM", help="as MOD-VAL-1, or a cell as MOD-VAL")
    confirm.set_defaults(run=run_confirm)


def run_show(options: argparse.Namespace) -> int:
    from core.evaluation.changes import changes_since, figures
    from core.evaluation.passes import pass_before

    with opened(options) as store, store.one_moment():
        evaluations, answers, findings = store.evaluations(), store.answers(), store.findings()
        counting = store.pack_in_use().by_id.keys() - store.held_back().keys()
        readings, evidence, record = store.readings(), store.evidence(), store.deployment_record()
    for one in figures(evaluations, answers, findings, counting=counting):
        print(
            f"{one.evaluation.opened_at[:10]}  {one.evaluation.stage:<12} {one.evaluation.title}: {one.yes} yes,"
            f" {one.partly} partly, {one.no} no, {one.not_applicable} not applicable ({one.carried} carried over),"
            f" {one.findings_open} findings open"
        )
    before = pass_before(evaluations)
    if before is None:
        print("There is no earlier evaluation to compare with.")
        return 0
    found = changes_since(
        evaluations,
        answers=answers,
        findings=findings,
        readings=readings,
        evidence=evidence,
        described=record.described,
    )
    for change in found:
        was = f"{change.before} -> " if change.before else ""
        print(f"  {change.about}: {change.subject}: {was}{change.after}")
    print(f"{len(found)} changes since {before.title}.")
    return 0


def run_confirm(options: argparse.Namespace) -> int:
    named: list[str] = []
    with opened(options, to_write=True) as store:
        pack = store.pack_in_use()
        for text in options.items:
            cell = [item.id for item in pack.items if "-".join(item.cell) == text.strip().upper()]
            named += cell or items_of([text], store)
        done = store.confirm_carried(named, pack=pack, by=options.by)
    if not done:
        raise UsageError("None of these items has an answer that is carried over.")
    print(f"Confirmed: {', '.join(answer.item_id for answer in done)}")
    return 0
