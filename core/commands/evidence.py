"""`touchstone evidence list|change|link|unlink|save`: the evidence that a case holds."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, items_of, opened
from core.errors import UsageError

if TYPE_CHECKING:
    from core.evaluation.records import Evidence

_SHORT = 12  # digits of an id that are shown, as in the log


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("evidence", help="list the evidence of a case, link it to items, save or change it")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every piece with its id, size, digest and items")
    add_case(listed)
    listed.set_defaults(run=run_list)
    change = _on_one(actions, "change", "title, marking, and whether it goes into the packet")
    change.add_argument("--title")
    change.add_argument("--marking", help="portion mark")
    packet = change.add_mutually_exclusive_group()
    packet.add_argument("--include", action="store_true", default=None, help="put it into the packet")
    packet.add_argument("--withhold", dest="include", action="store_false", default=None, help="name it there only")
    packet.add_argument(
        "--appendix",
        choices=("named", "unnamed", "no"),
        help="sensitive test content: kept in the appendix alone; the packet may name it, or may not",
    )
    change.set_defaults(run=run_change)
    for word, run in (("link", run_link), ("unlink", run_unlink)):
        one = _on_one(actions, word, "to an item that it supports" if word == "link" else "from an item")
        one.add_argument("item", metavar="ITEM")
        one.set_defaults(run=run)
    save = _on_one(actions, "save", "write its content to a new file", writes=False)
    save.add_argument("target", type=Path, metavar="FILE")
    save.set_defaults(run=run_save)


def _on_one(actions: Subparsers, word: str, what: str, *, writes: bool = True) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(word, help=what)
    add_case(parser, writes=writes)
    parser.add_argument("evidence", metavar="EVIDENCE", help="its id as listed, or its title")
    return parser


def run_list(options: argparse.Namespace) -> int:
    with opened(options) as store:
        pieces, links = store.evidence(), store.links()
    for piece in pieces:
        items = ", ".join(link.item_id for link in links if link.evidence_id == piece.id)
        said = f"{piece.marking} {piece.title}: {piece.size_bytes} bytes, {_kept(piece)}, {items or 'no item'}"
        print(f"{piece.id[:_SHORT]}  {said}")
        print(f"{'':<{_SHORT}}  SHA-256 {piece.sha256}")
    return 0


def run_change(options: argparse.Namespace) -> int:
    fields = {name: getattr(options, name) for name in ("title", "marking", "include")}
    fields["appendix"] = "" if options.appendix == "no" else options.appendix
    if all(value is None for value in fields.values()):
        raise UsageError(
            "Nothing is to be changed.", "Say what: --title, --marking, --include, --withhold or --appendix."
        )
    with opened(options, to_write=True) as store:
        piece = store.change_evidence(_chosen(store.evidence(), options.evidence).id, by=options.by, **fields)
    print(f"{piece.title}: {piece.marking}, {_kept(piece)}")
    return 0


def _kept(piece: Evidence) -> str:
    """Where a piece goes: "included", "withheld", "in the appendix alone, unnamed elsewhere"."""
    if piece.appendix:
        return "in the appendix alone" + (", unnamed elsewhere" if piece.appendix == "unnamed" else "")
    return "included" if piece.include else "withheld"


def run_link(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        [item] = items_of([options.item], store)
        piece = _chosen(store.evidence(), options.evidence)
        store.link(piece.id, item, by=options.by)
    print(f"{piece.title} supports {item}.")
    return 0


def run_unlink(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        [item] = items_of([options.item], store)
        piece = _chosen(store.evidence(), options.evidence)
        if not any(link.evidence_id == piece.id and link.item_id == item for link in store.links()):
            raise UsageError(f"{piece.title} is not linked to {item}.")
        store.unlink(piece.id, item, by=options.by)
    print(f"{piece.title} no longer supports {item}.")
    return 0


def run_save(options: argparse.Namespace) -> int:
    with opened(options) as store:
        piece = _chosen(store.evidence(), options.evidence)
        store.save_evidence(piece.id, options.target)
    print(f"{options.target}: {piece.size_bytes} bytes, SHA-256 {piece.sha256}")
    return 0


def _chosen(pieces: Sequence[Evidence], named: str) -> Evidence:
    """The evidence of that id (or its start), or of that title."""
    found = [piece for piece in pieces if len(named) >= 4 and piece.id.startswith(named.lower())]
    found = found or [piece for piece in pieces if piece.title == named]
    if len(found) == 1:
        return found[0]
    what = "There is no evidence" if not found else f"{len(found)} pieces of evidence answer to"
    raise UsageError(f"{what} {named}.", "Name it by its id: touchstone evidence list CASE shows them.")
