"""`touchstone evaluate PLAN --out DIR`: run a plan's probes and write readings.json."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.commands.given import Subparsers, opened, said
from core.errors import UsageError

if TYPE_CHECKING:
    from core.jobs import Progress


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "evaluate",
        help="run a plan's probes on a model",
        description="Run the probes of a plan file on its model and data. Writes DIR/readings.json. "
        "Exit status: 0 every probe ran or did not apply; 1 something is wrong, or a probe failed; 64 wrong usage.",
    )
    parser.add_argument("plan", type=Path, metavar="PLAN", help="a plan file in YAML")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where readings.json goes")
    parser.add_argument("--case", type=Path, metavar="CASE", help="also keep the readings in this case")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="the passphrase of the case")
    parser.add_argument("--by", type=said, metavar="NAME", help="who does this (needed with --case)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core import runs
    from core.plan import load_plan, plan_text

    if options.case and not options.by:
        raise UsageError("Readings that go into a case need a name.", "Add: --by NAME")
    plan = load_plan(options.plan)
    runs.demand_folder(options.out)
    with ExitStack() as open_things:
        # The case is opened first: a wrong passphrase must not cost an hour of probes.
        store = open_things.enter_context(opened(options, to_write=True)) if options.case else None
        readings = runs.evaluate(plan, on_progress=show_progress, on_reading=show_reading)
        target = runs.write_readings(readings, options.out)
        print(f"{len(readings)} readings in {target}")
        if store is not None:
            for reading in readings:
                store.add_reading(
                    reading, plan_name=plan.name, plan_text=plan_text(plan), by=options.by, pack=store.pack_in_use()
                )
            print(f"Kept in {options.case}")
    return 0 if all(reading["status"] != "failed" for reading in readings) else 1


def show_progress(probe: str, progress: Progress) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        share = f"{100 * progress.done // progress.total:3d} %" if progress.total else "     "
        line = f"{probe or 'checking the data':<18} {share} {progress.text}"
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def show_reading(reading: Mapping[str, Any]) -> None:
    """One line a reading: what it is, how it ended, its sentence."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    print(f"{reading['probe']:<18} {outcome(reading):<13} {sentence(reading)}", flush=True)


def outcome(reading: Mapping[str, Any]) -> str:
    """The reading's verdict, or how it ended."""
    if reading["status"] != "ok":
        return str(reading["status"])
    return str(reading["verdict"] or "measured")


def sentence(reading: Mapping[str, Any]) -> str:
    """What the reading found, in the probe's own sentence; or why there is nothing."""
    from core.probe import reading_from_dict
    from core.probes import probe

    if reading["status"] != "ok":
        return str(reading["reason"])
    return probe(reading["probe"]).explain(reading_from_dict(reading)).sentence
