"""The `touchstone` command: the window, the commands that need it, and every command of the engine.

Nothing of Qt is loaded here: the command line, and each worker process, start at the top of this file too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

CASE_ENDING = ".touchstone"  # what a double click hands over


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (default: those of the process) ask for; the exit status is that of core/cli.py.

    With no command the window opens: `touchstone`, `touchstone --demo`, `touchstone --case FILE`, `touchstone FILE`.
    """
    if getattr(sys, "frozen", False):
        import multiprocessing  # it brings sockets, which a start from the sources does without

        multiprocessing.freeze_support()  # first: a worker of the frozen program ends in here and never returns
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything can load the model's run-time
    _give_streams()
    from core import cli  # after the lines above
    from desktop import commands

    given = list(sys.argv[1:] if arguments is None else arguments)
    return cli.main(with_command(given), more=commands.REGISTERS)


def _give_streams() -> None:
    """The window's own program on Windows has no console: what is printed there goes nowhere, and must not fail."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end


def with_command(given: Sequence[str]) -> list[str]:
    """The arguments with the command that they mean in front, where they name none."""
    if not given or given[0] in {"--demo", "--case"} or given[0].lower().endswith(CASE_ENDING):
        return ["window", *given]
    return [{"--self-test": "self-test", "--pages-to": "pages"}.get(given[0], given[0]), *given[1:]]


if __name__ == "__main__":
    sys.exit(main())
