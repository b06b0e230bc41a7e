"""`touchstone pack propose add|collect`: comments on a pack and proposals to change it, as files."""

from __future__ import annotations

import argparse
import csv
import io
import json
from pathlib import Path

from core import clock
from core.catalog import proposal
from core.catalog.proposal import FIELDS, KINDS
from core.commands.given import Subparsers, said
from core.errors import InputError


def add_actions(actions: Subparsers) -> None:
    """Add the action to `touchstone pack`."""
    parser = actions.add_parser("propose", help="write comments and proposals on a pack, or collect those of others")
    kinds = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = kinds.add_parser("add", help="add an entry to a proposal file, which is made the first time")
    add.add_argument("file", type=Path, metavar="FILE", help="ends in .yaml or .json")
    add_entry(add, whole=True)
    add.add_argument("--by", type=said, required=True, metavar="NAME")
    add.add_argument("--organisation", default="")
    add.add_argument("--marking", default="UNCLASSIFIED", metavar="BANNER")
    add.add_argument("--pack", type=Path, metavar="PACK", help="default: the pack that comes along")
    add.set_defaults(run=run_add)
    collect = kinds.add_parser("collect", help="check proposal files and list all entries, item by item")
    collect.add_argument("files", type=Path, nargs="+", metavar="FILE")
    collect.add_argument("--pack", type=Path, metavar="PACK")
    collect.add_argument("--format", choices=("text", "csv", "json"), default="text")
    collect.set_defaults(run=run_collect)


def add_entry(parser: argparse.ArgumentParser, *, whole: bool = False) -> None:
    """Arguments for one entry; where it is not told as a `whole`, an incident gives what is left out."""
    known = "" if whole else "; default: as the incident says"
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument(
        "--on",
        dest="subject",
        required=whole,
        default="",
        metavar="ITEM",
        help=f"an item, a cell (add), or 'pack'{known}",
    )
    parser.add_argument("--field", choices=FIELDS, default="", help="which field a change is of")
    parser.add_argument("--text", default="", help="the text proposed, or the question of a new item")
    parser.add_argument("--reason", type=said, required=whole, help=f"why{known}")


def entry_given(options: argparse.Namespace, *, subject: str, reason: str) -> proposal.Entry:
    """The entry of these arguments on `subject`, as it is written in a pack."""
    on = subject if subject == "pack" else subject.upper()
    return proposal.Entry(kind=options.kind, subject=on, reason=reason, field=options.field, proposed=options.text)


def run_add(options: argparse.Namespace) -> int:
    from core.catalog.load import builtin_pack, load_pack

    pack = load_pack(options.pack) if options.pack else builtin_pack()
    entry = entry_given(options, subject=options.subject, reason=options.reason)
    made = proposal.add_to_file(
        options.file,
        entry,
        pack,
        by=options.by,
        organisation=options.organisation,
        date=clock.stamp()[:10],
        marking=options.marking,
    )
    print(f"{options.file}: entries on {made.pack}: {len(made.entries)}.")
    return 0


def run_collect(options: argparse.Namespace) -> int:
    from core.catalog.load import builtin_pack, load_pack

    pack = load_pack(options.pack) if options.pack else builtin_pack()
    read = [proposal.read(path) for path in options.files]
    faults = [
        f"{path.name}: {problem}"
        for path, one in zip(options.files, read, strict=True)
        for entry in one.entries
        for problem in proposal.entry_problems(entry, pack)
        if one.pack_sha256 == pack.sha256
    ]
    if faults:
        raise InputError(faults[0], " ".join(faults[1:5]))
    rows = proposal.collected(read, pack)
    print(_shown(rows, options.format), end="")
    return 0


def _shown(rows: tuple[dict[str, str], ...], form: str) -> str:
    from core.catalog.sources import inert

    if form == "json":
        return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    if form == "csv":
        out = io.StringIO()
        names = list(rows[0]) if rows else ["subject"]
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        # A spreadsheet takes a cell that begins so for a formula, and these come from other people.
        writer.writerows({name: inert(value) for name, value in row.items()} for row in rows)
        return out.getvalue()
    lines = []
    for row in rows:
        stale = f" ({row['stale']})" if row["stale"] else ""
        lines.append(f"{row['subject']}  {row['kind']} {row['field']}".rstrip() + f"  by {row['by']}{stale}")
        lines += [f"    {name}: {row[name]}" for name in ("today", "proposed", "reason") if row[name]]
    return "\n".join([*lines, f"Entries: {len(rows)}."]) + "\n"
