"""`touchstone item ITEM`: all that is said of an item, for reading or for another program."""

from __future__ import annotations

import argparse
import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from core.commands.given import Subparsers, opened
from core.errors import UsageError
from core.plan.nodes import nearest

if TYPE_CHECKING:
    from core.catalog.explained import Explained
    from core.catalog.model import GuidelinePack

WIDTH = 100  # characters of a line


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "item", help="question, guidance, worked example, sources, probes and playbook of an item"
    )
    parser.add_argument("item", metavar="ITEM", help="its id, such as MOD-VAL-1")
    parser.add_argument("--case", type=Path, metavar="CASE", help="as the pack of this case asks it")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="of the case; default: a prompt")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.catalog.explained import as_table, explained
    from core.probes import PROBES

    pack, wanted = _pack(options), options.item.strip().upper()
    if wanted not in pack.by_id:
        raise UsageError(f"There is no item {wanted}.", nearest(wanted, pack.by_id) or "Items look like MOD-VAL-1.")
    told = explained(pack.item(wanted), pack, {one.id: one.title for one in PROBES})
    print(json.dumps(as_table(told), indent=1, ensure_ascii=False) if options.format == "json" else _text(told))
    return 0


def _pack(options: argparse.Namespace) -> GuidelinePack:
    from core.catalog.load import builtin_pack

    if options.case is None:
        return builtin_pack()
    with opened(options) as store:
        return store.pack_in_use()


def _text(told: Explained) -> str:
    lines = [f"{told.item.id} {told.item.title}", told.place, "", *textwrap.wrap(told.item.question, WIDTH)]
    for title, texts in told.parts:
        lines += ["", f"{title}:"]
        mark = "- " if len(texts) > 1 else ""
        for text in texts:
            lines += textwrap.wrap(text, WIDTH, initial_indent=f"  {mark}", subsequent_indent="    ")
    return "\n".join(lines)
