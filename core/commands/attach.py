"""`touchstone attach CASE FILE`: keep a file as evidence."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, add_case, items_of, opened, said


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("attach", help="keep a file as evidence in a case")
    add_case(parser, writes=True)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--title", help="what it is (default: the file's name)")
    parser.add_argument("--origin", type=said, required=True, help="who made it, and where it comes from")
    parser.add_argument("--made-by-ai", action="store_true", help="it is synthetic content (section 3(e))")
    parser.add_argument("--marking", default="(U)", help="portion mark")
    parser.add_argument("--withhold", action="store_true", help="name it in the packet, but leave it out")
    parser.add_argument("--item", action="append", default=[], metavar="ITEM", help="item it supports; may be repeated")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with opened(options, to_write=True) as store:
        items = items_of(options.item, store)
        evidence = store.attach(
            options.file,
            title=options.title or options.file.resolve().name,
            origin=options.origin,
            made_by_ai=options.made_by_ai,
            marking=options.marking,
            by=options.by,
            include=not options.withhold,
            items=items,
        )
    print(f"{evidence.title}: {evidence.size_bytes} bytes, {evidence.media_type}, SHA-256 {evidence.sha256}")
    return 0
