"""`touchstone grade rubric|import|list|next|set|close|results|files`: outputs of a generative system, graded blind."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.commands import grade_blind, grade_files, grade_import
from core.commands.given import Subparsers, add_case, opened

_SHORT = 12


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("grade", help="import recorded outputs of a generative system and grade them blind")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    rubric = actions.add_parser("rubric", help="the criteria that come with the program, each with its sources")
    rubric.add_argument("--out", type=Path, metavar="FILE", help="write them as a file to change")
    rubric.set_defaults(run=run_rubric)
    grade_import.add_import(actions)
    listed = actions.add_parser("list", help="the sets of outputs, and how far each grader is")
    add_case(listed)
    listed.set_defaults(run=run_list)
    grade_blind.add_next(actions)
    grade_blind.add_set(actions)
    grade_blind.add_close(actions)
    grade_blind.add_results(actions)
    grade_files.add_files(actions)


def run_rubric(options: argparse.Namespace) -> int:
    from core.evaluation.grading.rubric import shipped_path, shipped_rubric
    from core.paths import write_new

    made = shipped_rubric()
    if options.out:
        write_new(options.out, shipped_path().read_bytes())
        print(f"Written: {options.out}. Change it, and give it with --rubric when outputs are imported.")
        return 0
    print(f"{made.title} [{made.id} {made.version}], SHA-256 {made.sha256}")
    for one in made.criteria:
        limit = f" (at least {one.at_least:g} pass)" if one.at_least is not None else ""
        print(f"  {one.id}: {one.title}{limit}. {one.question}")
        print(f"    fails: {one.fails}")
        print(f"    sources: {', '.join(one.sources)}; items: {', '.join(one.items)}")
    return 0


def run_list(options: argparse.Namespace) -> int:
    with opened(options) as store:
        held = store.gradings()
    for one in held:
        made = one.outputs
        state = f"closed {made.closed_at} by {made.closed_by}" if made.closed else "open"
        print(f"{made.id[:_SHORT]}  {made.marking} {made.title}: {made.count:,} outputs, {state}")
        print(f"  rubric {made.rubric.id} {made.rubric.version}, seed {made.seed}, from {made.file_name}")
        for name, count in one.done.items():
            print(f"  {name}: {count:,} of {made.count:,} graded")
    if not held:
        print("No outputs are imported. touchstone grade import CASE FILE takes some in.")
    return 0
