"""The commands that need the window's package. They load Qt when they run, never to be listed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from core.errors import UsageError


def register_window(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "window", help="open the window (the same as no command at all)", description="Open the window."
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("case", type=Path, nargs="?", metavar="CASE", help="offer this case; its passphrase is asked for")
    what.add_argument("--case", type=Path, dest="named_case", metavar="CASE", help="the same")
    what.add_argument("--demo", action="store_true", help="open the demonstration case, made the first time")
    parser.add_argument("--until-painted", action="store_true", help="close it once it has painted, to time its start")
    parser.set_defaults(run=run_window)


def register_self_test(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "self-test",
        help="check that this installation works, from the worker to the window",
        description="Start a worker, run a probe on a real model, make a case, sign and verify its packet, and open "
        "every page off screen, in light and dark. No network, no display. Exit status 1 when a step failed.",
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the case, the packet and the pictures in DIR")
    parser.add_argument("--look", action="append", choices=("light", "dark"), help="open the pages in this one only")
    parser.set_defaults(run=run_self_test)


def register_pages(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "pages",
        help="picture every page of the window, off screen",
        description="Make the demonstration case and write a PNG of every page and step in every theme.",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go")
    themes = ("light", "dark", "contrast")
    parser.add_argument("--theme", action="append", default=[], choices=themes, help="only this one; may be repeated")
    parser.add_argument("--text", action="append", default=[], metavar="PERCENT", help="text size, 100 to 200")
    parser.add_argument("--size", default="1440x900", metavar="WIDTHxHEIGHT", help="of the window, in pixels")
    parser.set_defaults(run=run_pages)


SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
REGISTERS = {"window": register_window, "self-test": register_self_test, "pages": register_pages}


def run_window(options: argparse.Namespace) -> int:
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in SCREENS):
        # Qt would end the process with a dump of its memory.
        raise UsageError("There is no display to open the window on.", "What works without one: touchstone --help")
    from desktop.app import run

    case = options.case or options.named_case
    return run(sys.argv, case=case, demonstration=options.demo, until_painted=options.until_painted)


def run_self_test(options: argparse.Namespace) -> int:
    _off_screen()
    from desktop.selftest.report import LOOKS, self_test

    return self_test(keep=options.keep, looks=options.look or LOOKS)


def run_pages(options: argparse.Namespace) -> int:
    _off_screen()
    from desktop.pictures import main

    themes = [argument for name in options.theme for argument in ("--theme", name)]
    sizes = [argument for percent in options.text for argument in ("--text", percent)]
    return main(["--out", str(options.folder), *themes, *sizes, "--size", options.size])


def _off_screen() -> None:
    # Qt reads it once, when it starts. A display that is there would make pictures differ from machine to machine.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
