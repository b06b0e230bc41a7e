"""`touchstone comments write|read`: return a packet with comments, and read what a reviewer returned."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path

from core.commands.given import Subparsers, add_by
from core.errors import InputError, PacketError, UsageError

_COLUMNS = 96


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("comments", help="return a packet with comments, or read a reviewer's")
    actions = parser.add_subparsers(required=True, metavar="write|read")
    write = actions.add_parser("write", help="write comments on a packet into a file for its evaluator")
    write.add_argument("packet", type=Path, metavar="PACKET")
    write.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    write.add_argument(
        "--say", action="append", required=True, metavar="ABOUT: TEXT", help="'MOD-VAL-1: which data?'; may be repeated"
    )
    add_by(write)
    write.set_defaults(run=run_write)
    read = actions.add_parser("read", help="show a reviewer's comments")
    read.add_argument("file", type=Path, metavar="FILE.json")
    read.add_argument("--packet", type=Path, metavar="PACKET", help="say whether they are about this very file")
    read.set_defaults(run=run_read)


def run_write(options: argparse.Namespace) -> int:
    from core import clock
    from core.hashing import file_sha256
    from core.jobs import run_to_end
    from core.paths import write_new
    from core.verify.comments import Comment, Comments
    from core.verify.request import verification_job

    found = run_to_end(verification_job(options.packet))
    if found["manifest"] is None or file_sha256(options.packet) != found["sha256"]:
        raise PacketError(
            f"{options.packet.name} can't be read as a packet.", "Choose the packet that was sent to you."
        )
    comments = Comments(
        packet_name=options.packet.name,
        packet_sha256=found["sha256"],
        packet_id=found["manifest"]["packet_id"],
        marking=found["manifest"]["marking"],
        by=options.by,
        at=clock.stamp(),
        comments=tuple(Comment(about=about, text=text) for about, text in map(_said, options.say)),
    )
    write_new(options.out, comments.to_json())
    said = "1 comment" if len(comments.comments) == 1 else f"{len(comments.comments)} comments"
    print(f"{options.out}: {said} on {options.packet.name}, marked {comments.marking}.")
    return 0


def _said(given: str) -> tuple[str, str]:
    about, colon, text = given.partition(":")
    if not given.strip():
        raise UsageError("A comment is empty.", "Write: --say 'MOD-VAL-1: which data?'")
    return (about.strip(), text.strip()) if colon and " " not in about.strip() else ("", given.strip())


def run_read(options: argparse.Namespace) -> int:
    from core.hashing import file_sha256
    from core.jobs import Job, run_to_end

    if not options.file.is_file():
        raise InputError(f"There is no file {options.file}.", "Check its name.")
    found = run_to_end(Job("core.worker.read_comments.work", {"path": str(options.file.resolve())}))
    print(f"{found['marking']}\nComments by {found['by']} at {found['at']} on {found['packet_name']}")
    print(f"  SHA-256 {found['packet_sha256']}")
    if options.packet is not None:
        same = file_sha256(options.packet) == found["packet_sha256"]
        print(f"  {'They are' if same else 'They are NOT'} about {options.packet}.")
    for comment in found["comments"]:
        lines = comment["text"].splitlines() or [""]
        print(textwrap.fill(f"{comment['about'] or 'The packet'}: {lines[0]}", _COLUMNS, subsequent_indent="  "))
        for line in lines[1:]:
            print(textwrap.fill(line, _COLUMNS, initial_indent="  ", subsequent_indent="  "))
    return 0
