"""`touchstone grade files`: which pictures, films and PDF files carry data on their origin."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands.given import Subparsers, add_case, opened, said_on_terminal


def add_files(actions: Subparsers) -> None:
    """The action `files`."""
    parser = actions.add_parser(
        "files", help="C2PA manifests, XMP and digital source types in a file or folder; a reading of the case"
    )
    add_case(parser, writes=True)
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, or a folder with those below it")
    parser.add_argument("--title", default="", help="what the files are (default: their name)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core.evaluation.grading.imported import files_job
    from core.evaluation.grading.origin import origin_reading
    from core.jobs import run_to_end
    from core.probes import provenance_check

    told = said_on_terminal()
    found = run_to_end(files_job(options.path), lambda one: told(one.done, one.total, one.text))
    reading = origin_reading(found["files"], found["left_out"])
    explained = provenance_check.PROBE.explain(reading)
    for _, header, rows in explained.tables:
        for row in rows:
            print("  ".join(f"{name}: {cell}" for name, cell in zip(header, row, strict=True) if cell))
    title = options.title or options.path.resolve().name
    with opened(options, to_write=True) as store:
        kept = store.add_origin(reading, title=title, by=options.by, pack=store.pack_in_use())
    print(f"{explained.sentence} Linked to {', '.join(kept.linked_items) or 'no item'}.")
    for warning in reading.warnings:
        print(f"! {warning}")
    return 0
