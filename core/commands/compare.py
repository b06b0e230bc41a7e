"""`touchstone compare BEFORE AFTER`: what has changed from one packet to another."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core.commands.given import Subparsers
from core.errors import JobError, PacketError

EXIT_DIFFERENT = 1
EXIT_UNREADABLE = 2
_COLUMNS = 96
_TITLES = {"statement": "What they say of themselves", "answers": "Answers", "readings": "Readings", "files": "Files"}
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "compare",
        help="say what has changed from one packet to another",
        description="Compares statements, answers, readings and files. It does not say whether the packets can be "
        "relied on: verify does. Exit status: 0 nothing differs; 1 something does; 2 one is no packet; 64 wrong usage.",
    )
    parser.add_argument("before", type=Path, metavar="BEFORE")
    parser.add_argument("after", type=Path, metavar="AFTER")
    parser.add_argument("--json", action="store_true", help="the whole result as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.jobs import run_to_end
    from core.verify.request import comparison_job

    try:
        found = run_to_end(comparison_job(options.before, options.after))
    except (PacketError, JobError) as error:
        print(json.dumps({"readable": False, "sentence": error.message}) if options.json else error.message)
        return EXIT_UNREADABLE
    print(json.dumps(found, indent=2, ensure_ascii=False) if options.json else "\n".join(_lines(found)))
    return EXIT_DIFFERENT if found["differences"] else 0


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    for word, file in zip(("Before", "After "), found["files"], strict=True):
        yield f"{word}  {file['name']}  SHA-256 {file['sha256'][:16]}…"
    if not found["same_case"]:
        yield "The two packets are of different cases."
    for section, title in _TITLES.items():
        rows = [one for one in found["differences"] if one["section"] == section]
        yield ""
        yield f"{title}: {len(rows)} differ, {found['unchanged'][section]} the same"
        for row in rows:
            yield from _row(row)
    if found["left_out"]:
        yield f"\n{found['left_out']} more differences are not listed."


def _row(row: Mapping[str, str]) -> Iterator[str]:
    name = row["key"] if row["title"] in {"", row["key"]} else f"{row['key']}  {row['title']}"
    yield from textwrap.wrap(f" {_SIGNS[row['kind']]} {name}", _COLUMNS, subsequent_indent="   ")
    for word in ("before", "after"):
        if row[word]:
            yield from textwrap.wrap(
                f"     {word:<7}{row[word]}", _COLUMNS, subsequent_indent=" " * 12, break_long_words=True
            )
