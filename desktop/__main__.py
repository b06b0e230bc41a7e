"""Starts the window: `python -m desktop [case file]`."""

from __future__ import annotations

import multiprocessing
import os
import sys


def main() -> int:
    """Run the window until it is closed; the process's exit status."""
    multiprocessing.freeze_support()  # first: a frozen worker process starts at the top of this file too
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can load the model's run-time
    from desktop.app import run  # noqa: PLC0415 - after the two lines above

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
