"""`touchstone pack propose add|collect`: comments on a pack and proposals to change it, as files."""

from __future__ import annotations

import argparse
import csv
import io
import json
from pathlib import Path

from core import clock
from core.catalog.proposal import FIELDS, KINDS
from core.commands.given import Subparsers, said
from core.errors import InputError


def add_actions(actions: Subparsers) -> None:
    """Add the action to `touchstone pack`."""
    parser = actions.add_parser("propose", help="write comments and proposals on a pack, or collect those of others")
    kinds = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = kinds.add_parser("add", help="add an entry to a proposal file, which is made the first time")
    add.add_argument("file", type=Path, metavar="FILE", help="ends in .yaml or .json")
    add.add_argument("--kind", choices=KINDS, required=True)
    add.add_argument("--on", dest="subject", required=True, metavar="ITEM", help="an item, a cell (add), or 'pack'")
    add.add_argument("--field", choices=FIELDS, default="", help="which field a change is of")
    add.add_argument("--text", default="", help="the text proposed, or the question of a new item")
    add.add_argument("--reason", type=said, required=True)
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


def run_add(options: argparse.Namespace) -> int:
    from core.catalog import proposal
    from core.catalog.load import builtin_pack, load_pack

    pack = load_pack(options.pack) if options.pack else builtin_pack()
    if options.file.exists():
        begun = proposal.read(options.file)
    else:
        begun = proposal.begin(
            pack,
            by=options.by,
            organisation=options.organisation,
            date=clock.stamp()[:10],
            marking=options.marking,
        )
    if begun.by != options.by.strip():
        raise InputError(f"{options.file.name} is the proposal of {begun.by}.", "Write your own into another file.")
    subject = options.subject if options.subject == "pack" else options.subject.upper()
    entry = proposal.Entry(
        kind=options.kind, subject=subject, reason=options.reason, field=options.field, proposed=options.text
    )
    made = proposal.with_entry(begun, entry, pack)
    proposal.write(made, options.file)
    print(f"{options.file}: entries on {made.pack}: {len(made.entries)}.")
    return 0


def run_collect(options: argparse.Namespace) -> int:
    from core.catalog import proposal
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
