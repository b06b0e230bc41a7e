"""`touchstone rerun plans|check`: run another's tests again, and compare what comes out."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from core.commands.given import Subparsers, add_case, opened
from core.errors import InputError


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("rerun", help="run the tests of a partner's file of methods again, and compare")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    plans = actions.add_parser("plans", help="write the plans of the file, to run them on your copies")
    plans.add_argument("file", type=Path, metavar="FILE", help="made by: touchstone out make CASE rerun --out FILE")
    plans.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    plans.set_defaults(run=run_plans)
    check = actions.add_parser("check", help="compare a case's readings with the file; exit status 1 where they differ")
    check.add_argument("file", type=Path, metavar="FILE")
    add_case(check)
    check.set_defaults(run=run_check)


def run_plans(options: argparse.Namespace) -> int:
    from core.outputs.rerun_check import plans, read

    found = plans(read(options.file))
    if options.out.exists():
        raise InputError(f"There already is something called {options.out.name}.", "Name a new folder.")
    options.out.mkdir(parents=True)
    for place, (name, text) in enumerate(found.items(), start=1):
        stem = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:40] or "plan"
        path = options.out / f"{place:02}-{stem}.yaml"
        path.write_text(text, encoding="utf-8")
        print(path)
    print("Name your copies of the model and the data in them, then run: touchstone evaluate")
    return 0


def run_check(options: argparse.Namespace) -> int:
    from core.outputs.rerun_check import check, read

    body = read(options.file)
    with opened(options) as store:
        found = check(body, store.readings())
    print(f"{body['deployment']}, marked {body['marking']}")
    for one in found:
        print(f"{one.outcome:8} {one.probe:16} {one.plan_name}")
        for text in one.differs:
            print(f"         not alike: {text}")
        for text in one.apart:
            print(f"         apart: {text}")
    alike = sum(one.outcome in ("same", "within") for one in found)
    print(f"{alike} of {len(found)} methods gave the same numbers, or numbers within the interval that was stated.")
    return 0 if alike == len(found) else 1
