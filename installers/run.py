"""Set Touchstone up and start it: `python3 installers/run.py`. Standard library only.

The first start makes `.venv` and installs the locked requirements; later starts take no set-up time to speak of.
Then the window opens on the demonstration case. Without a display, or with `--headless DIR`, the whole main job
runs without a window: a case, probes on a real model, a signed packet, and its verification.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import system_packages
from environment import ENVIRONMENT, REQUIREMENTS, ROOT, SetUpError, command_of, ensure, use_supported_python

DEFAULT_OUT = "touchstone-demonstration"


def main() -> int:
    options = _options()
    try:
        use_supported_python()
        python = ensure(REQUIREMENTS, offline=options.offline)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    if options.set_up_only:
        print(f"Set up. The command is {command_of(ENVIRONMENT, 'touchstone')}")
        return 0
    if options.headless is not None or not _has_display():
        out = options.headless if options.headless is not None else Path(DEFAULT_OUT)
        return _headless(out)
    if not system_packages.need(
        {**system_packages.QT_LIBRARIES, **system_packages.QT_WINDOW_LIBRARIES}, why="the window needs them"
    ):
        return 1
    return subprocess.run([str(python), "-m", "desktop", "--demo"], cwd=ROOT, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py", description="Set Touchstone up and start it.")
    parser.add_argument("--headless", type=Path, metavar="DIR", help="do the whole main job without a window, into DIR")
    parser.add_argument("--offline", type=Path, metavar="WHEELHOUSE", help="install from this folder of wheels only")
    parser.add_argument("--set-up-only", action="store_true", help="make .venv and stop")
    return parser.parse_args()


def _headless(out: Path) -> int:
    """The main job without a window: packet.pdf, verification.json, readings.json and demo-root.pem in `out`."""
    if _has_display() is False:
        print("No window: the whole main job runs without one.", flush=True)
    touchstone = command_of(ENVIRONMENT, "touchstone")
    return subprocess.run([str(touchstone), "demo", "--out", str(out)], check=False).returncode


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    raise SystemExit(main())
