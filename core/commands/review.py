"""`touchstone review ...`: submit an evaluation, return it with comments, accept and lock it, reopen it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from core import clock
from core.commands.given import Subparsers, add_case, opened, said
from core.commands.review_agreement import add_agreement

if TYPE_CHECKING:
    from core.casefile.store import Store
    from core.evaluation.review import ReviewAct

ACCEPTING = ("second-reviewer", "owner", "caio")
_DONE = {"submit": "Submitted", "return": "Returned", "accept": "Accepted", "reopen": "Reopened"}


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("review", help="submit, return, accept and reopen an evaluation")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    shown = actions.add_parser("show", help="where the review stands, and the digest of the case as it is now")
    add_case(shown)
    shown.set_defaults(run=run_show)
    submit = _action(actions, "submit", "hand the evaluation over for review")
    submit.add_argument("--remark", default="", metavar="TEXT")
    back = _action(actions, "return", "return it with comments")
    back.add_argument("--comment", action="append", default=[], metavar="TEXT", help="general, or as 'MOD-VAL-1: TEXT'")
    back.add_argument("--remark", default="", metavar="TEXT")
    accept = _action(actions, "accept", "accept what was seen, and lock it")
    accept.add_argument("--role", choices=ACCEPTING, required=True)
    accept.add_argument("--remark", default="", metavar="TEXT", help="needed where the evaluation is incomplete")
    _add_seen(accept)
    reopen = _action(actions, "reopen", "let an accepted evaluation be changed again")
    reopen.add_argument("--reason", dest="remark", type=said, required=True, metavar="TEXT")
    _add_second_person(actions)
    add_agreement(actions)


def _action(actions: Subparsers, kind: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(kind, help=text)
    add_case(parser, writes=True)
    parser.add_argument("--marking", default="(U)", help="portion mark of the remark and the comments")
    parser.set_defaults(run=run_act, kind=kind)
    return parser


def _add_seen(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seen", required=True, type=said, metavar="DIGEST", help="of the case, from: review show")


def _add_second_person(actions: Subparsers) -> None:
    rule = actions.add_parser("rule", help="whether packets of this case need a second person")
    add_case(rule, writes=True)
    rule.add_argument("--second-person", choices=("on", "off"), required=True)
    rule.add_argument("--reason", type=said, required=True, metavar="TEXT")
    rule.set_defaults(run=run_rule)
    release = actions.add_parser("release", help="as the second person, let the packet of this case go out")
    add_case(release, writes=True)
    _add_seen(release)
    release.add_argument("--remark", default="", metavar="TEXT")
    release.set_defaults(run=run_release)


def run_show(options: argparse.Namespace) -> int:
    from core.evaluation.review import WORDS

    with opened(options) as store:
        found = store.review()
    said = found.sentence.startswith(WORDS[found.state])  # the state needs no saying twice
    print(found.sentence if said else f"{WORDS[found.state]}. {found.sentence}")
    print(f"digest of the case as it is now: {found.content}")
    for act in found.acts:
        role = f" as {act.role}" if act.role else ""
        print(f"{clock.shown(act.at)}  {_DONE[act.kind]}{role} by {act.by}, saw {act.seen[:8]}")
        if act.remark:
            print(f"    {act.marking} {act.remark}")
        for comment in act.comments:
            print(f"    {comment.marking} {comment.item_id + ': ' if comment.item_id else ''}{comment.text}")
    if found.two_person:
        print("Packets need a second person.")
    for release in found.releases:
        void = "" if release.seen == found.content else " (void: the case has changed since)"
        print(f"{clock.shown(release.at)}  Packet released by {release.by}, saw {release.seen[:8]}{void}")
    return 0


def run_act(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        act = _act_of(options, store)
        store.act_on_review(act, complete=_complete(store), items=store.pack_in_use().by_id.keys(), by=options.by)
        found = store.review()
    print(found.sentence)
    return 0


def _act_of(options: argparse.Namespace, store: Store) -> ReviewAct:
    from core.evaluation.review import ReviewAct, comment_of

    known = store.pack_in_use().by_id.keys()
    comments = [comment_of(text, items=known, marking=options.marking) for text in getattr(options, "comment", ())]
    return ReviewAct(
        kind=options.kind,
        evaluation_id="",
        seen=getattr(options, "seen", "") or store.review().content,
        role=getattr(options, "role", ""),
        remark=options.remark.strip(),
        marking=options.marking,
        comments=tuple(comments),
    )


def _complete(store: Store) -> bool:
    from core.snapshot import take

    return take(store, store.pack_in_use(), by="").progress.complete


def run_rule(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        store.set_two_person(on=options.second_person == "on", reason=options.reason, by=options.by)
    print(f"Packets {'need' if options.second_person == 'on' else 'do not need'} a second person.")
    return 0


def run_release(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        store.release_packet(seen=options.seen, remark=options.remark, by=options.by)
    print(f"{options.by} has released the packet of the case as it stands.")
    return 0
