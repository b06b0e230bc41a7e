"""`touchstone answer` and `touchstone approve`: confirm an answer; decide on a "not applicable" as second reviewer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, items_of, opened
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.records import Answer, Approval

VALUES = ("yes", "partly", "no", "not-applicable")


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("answer", help="confirm the answer to an item")
    add_case(parser, writes=True)
    parser.add_argument("item", metavar="ITEM", help="such as MOD-VAL-1")
    parser.add_argument("value", choices=VALUES)
    parser.add_argument("--remark", default="", help="what was seen; needed with partly")
    reason = parser.add_mutually_exclusive_group()
    reason.add_argument("--reason", default="", help="why the item is not applicable: needs a second reviewer")
    reason.add_argument("--listed-reason", action="store_true", help="the reason that the pack lists for the item")
    parser.add_argument("--marking", default="(U)", help="portion mark of the remark")
    parser.set_defaults(run=run)

    approve = subparsers.add_parser("approve", help="decide on a not-applicable answer as second reviewer")
    add_case(approve, writes=True)
    approve.add_argument("item", metavar="ITEM")
    approve.add_argument("--refuse", action="store_true", help="the item is applicable after all")
    approve.add_argument("--remark", default="")
    approve.add_argument("--whole-decision", action="store_true", help="and every other item of the same decision")
    approve.set_defaults(run=run_approve)


def run(options: argparse.Namespace) -> int:
    from core.evaluation.records import AnswerDraft

    with opened(options, to_write=True) as store:
        item = store.pack_in_use().item(items_of([options.item], store)[0])
        draft = AnswerDraft(
            item_id=item.id,
            value=options.value,
            remark=options.remark,
            reason=item.na_when if options.listed_reason else options.reason,
            reason_listed=options.listed_reason,
            marking=options.marking,
        )
        answer = store.confirm_answer(draft, item=item, by=options.by)
    print(f"{answer.item_id}: {answer.value}, by {answer.by} at {answer.at}")
    return 0


def run_approve(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        [item] = items_of([options.item], store)
        to_item = [answer for answer in store.answers() if answer.item_id == item]
        if not to_item:
            raise UsageError(f"{item} has no answer to decide on.")
        decided = _approve(store, to_item[-1], options)
    for one in decided:
        print(f"{one.item_id}: {'approved' if one.approved else 'refused'} by {one.by}")
    return 0


def _approve(store: Store, answer: Answer, options: argparse.Namespace) -> tuple[Approval, ...]:
    approved = not options.refuse
    if not options.whole_decision:
        return (store.approve(answer.id, approved=approved, remark=options.remark, by=options.by),)
    if not answer.decision_id:
        raise UsageError(f"The answer to {answer.item_id} is no part of a decision over several items.")
    return store.approve_decision(answer.decision_id, approved=approved, remark=options.remark, by=options.by)
