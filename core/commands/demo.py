"""`touchstone demo --out DIR`: the whole main job on the demonstration case."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from core.commands.evaluate import show_reading
from core.commands.given import Subparsers


def register(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "demo",
        help="do the whole main job on the demonstration case",
        description="Make the demonstration case, run its probes, export, sign and verify its packet. "
        "Writes packet.pdf, verification.json, readings.json, demo-root.pem, the case file and the keys.",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from core import demo
    from core.runs import write_readings
    from core.verify.report import text

    done = demo.main_job(options.out, on_step=_say, on_reading=show_reading)
    _say("")
    write_readings(list(done.readings), options.out)
    verification = json.dumps(done.verification, indent=2, ensure_ascii=False) + "\n"
    (options.out / "verification.json").write_text(verification, encoding="utf-8")
    print(f"\n{text(done.verification)}\n")
    print(f"In {options.out}: packet.pdf, verification.json, readings.json, demo-root.pem")
    print(f"  The case is {done.case.name}; its passphrase is: {demo.PASSPHRASE}")
    print(f"  To verify it elsewhere: touchstone verify {done.packet} --trust {done.root}")
    return int(done.verification["exit_status"])


def _say(step: str) -> None:
    """The step that is under way: one line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)
