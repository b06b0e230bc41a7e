"""`touchstone case find|remove`: find words that must not be in a case, and remove them with a second person."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, add_case, opened, said, secret
from core.errors import UsageError

if TYPE_CHECKING:
    from core.casefile.store import Store


def add_actions(actions: Subparsers) -> None:
    """Add the actions to `touchstone case`."""
    find = actions.add_parser(
        "find",
        help="find every row, draft and document that holds certain words (after a spill)",
        description="The words come from a file or a prompt, so that no shell keeps them. Text that is compressed "
        "inside a document (PDF, DOCX, ZIP) is not looked through.",
    )
    add_case(find)
    find.add_argument("--words-file", type=Path, metavar="FILE", help="its first line is looked for; default: a prompt")
    find.set_defaults(run=run_find)
    remove = actions.add_parser(
        "remove",
        help="remove what rows say and what documents hold, by two named people, on record",
        description="What is removed can't be brought back. The log keeps who, what in neutral words, and why.",
    )
    add_case(remove, writes=True)
    remove.add_argument("--row", type=int, action="append", default=[], metavar="N", help="a row of the log, as listed")
    remove.add_argument("--draft", action="append", default=[], metavar="ITEM", help="the draft of an answer")
    remove.add_argument("--second", type=said, required=True, metavar="NAME", help="the second person, who is present")
    remove.add_argument("--what", type=said, required=True, help="in words that give nothing away")
    remove.add_argument("--why", type=said, required=True)
    remove.set_defaults(run=run_remove)


def run_find(options: argparse.Namespace) -> int:
    words = secret(options.words_file, "Words to look for", option="--words-file")
    with opened(options) as store:
        hits = store.find_words(words)
    for hit in hits:
        where = f"{hit.row:>5}  {hit.at}  {hit.by}" if hit.row else f"draft  {hit.id}"
        stays = "" if hit.removable else "  (can't be removed: the case rests on it)"
        print(f"{where}  in {hit.where}{stays}")
    print("1 place holds the words." if len(hits) == 1 else f"{len(hits)} places hold the words.")
    return 0


def run_remove(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        done = store.remove_spill(
            _rows(store, options.row),
            draft_items=[item.upper() for item in options.draft],
            what=options.what,
            why=options.why,
            by=options.by,
            second=options.second,
        )
    print(done.sentence)
    print("Not reached from here:")
    for place in done.outside:
        print(f"  {place}")
    return 0


def _rows(store: Store, numbers: list[int]) -> list[str]:
    known = {line.number: line.digest for line in store.log()}
    for number in numbers:
        if number not in known:
            raise UsageError(f"There is no row {number} in the log.", "touchstone case log CASE shows the rows.")
    return [known[number] for number in numbers]
