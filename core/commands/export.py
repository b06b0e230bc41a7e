"""`touchstone export CASE --out PACKET.pdf`: make the packet, not yet signed."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, add_by, add_case, opened, said_on_terminal


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("export", help="make a packet from a case, ready to be signed")
    add_case(parser)
    add_by(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PDF", help="a folder: its name is made, with the marking in front"
    )
    parser.add_argument(
        "--include-limit", type=_megabytes, default=50, metavar="MB", help="evidence inside the PDF in all (default 50)"
    )
    parser.set_defaults(run=run)


def _megabytes(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a whole number of megabytes, 0 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    from core.marking.training import file_name, is_training
    from core.packet.export import export
    from core.snapshot import take_for_packet

    with opened(options) as store:
        if options.out.is_dir():
            name, training = f"{options.case.stem}-packet.pdf", is_training(store.title)
            options.out /= file_name(name, store.banner(), training=training)
        check = said_on_terminal()
        snapshot = take_for_packet(
            store,
            store.pack_in_use(),
            by=options.by,
            on_progress=lambda done, total: check(done, total, "Checking the case"),
        )
        packet = export(
            snapshot, options.out, include_limit_bytes=options.include_limit * 1_000_000, on_progress=said_on_terminal()
        )
    complete = "complete" if snapshot.progress.complete else "INCOMPLETE, and says so on every page"
    print(f"{options.out}: {len(packet.pdf)} bytes, evaluation {complete}. Not signed yet.")
    for name, _ in packet.beside:
        print(f"  beside it: {name}")
    return 0
