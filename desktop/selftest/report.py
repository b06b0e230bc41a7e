"""The self-test as a person sees it: a numbered list, and an exit status."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from core import __version__
from core.errors import UsageError
from desktop.selftest import engine
from desktop.selftest.steps import Outcome, Scene, Step, demand, go_through

LOOKS = ("light", "dark")
PATIENCE_S = 60.0


def self_test(*, keep: Path | None = None, looks: Sequence[str] = LOOKS) -> int:
    """Go through every step, in `keep` or in a folder that is removed. 0 when each is ok, else 1.

    Raises UsageError when `keep` is not empty.
    """
    begun = time.monotonic()
    _say(f"Touchstone {__version__}, self-test")
    outcomes = []
    with _folder(keep) as folder:
        for outcome in go_through([*engine.steps(), *window_steps(looks)], Scene(folder=folder)):
            outcomes.append(outcome)
            _show(outcome)
    failed = [str(outcome.number) for outcome in outcomes if not outcome.ok]
    ending = f"Failed: {', '.join(failed)} of {len(outcomes)} steps" if failed else f"All {len(outcomes)} steps are ok"
    _say(f"{ending}; {time.monotonic() - begun:.1f} s.")
    return 1 if failed else 0


def window_steps(looks: Sequence[str]) -> tuple[Step, ...]:
    """The window's start, then one step a look.

    Qt is loaded inside the steps, so that a library of the system that is missing is a failed step and no more.
    """
    pages = (
        Step(title=f"Every page of the window paints, in {look}", work=partial(_pages, look=look)) for look in looks
    )
    return (Step(title="The window starts", work=_start), *pages)


def _start(scene: Scene) -> str:  # noqa: ARG001 - it stands on nothing
    """Start this program as a person would, until its window has painted."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    begun = time.monotonic()
    command = [*program, "window", "--until-painted"]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)  # noqa: S603 - ourselves
    seconds = time.monotonic() - begun
    demand(
        done.returncode == 0, f"It ended with status {done.returncode}: {done.stderr.decode(errors='replace').strip()}"
    )
    return f"From nothing to the first painted page and out again in {seconds:.2f} s."


def _pages(scene: Scene, look: str) -> str:
    from desktop.selftest.window import show_every_page

    return show_every_page(scene, look)


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        if any(keep.iterdir()):
            raise UsageError(f"The folder {keep} is not empty.", "Name a new one: the self-test makes every file anew.")
        yield keep.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="touchstone-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


def _show(outcome: Outcome) -> None:
    word = "ok" if outcome.ok else "failed"
    _say(f"{outcome.number:>3}  {word:<6} {outcome.seconds:>5.1f} s  {outcome.title}")
    _say(f"{'':20}{outcome.sentence}")
    for line in outcome.detail.splitlines():
        _say(f"{'':20}| {line}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
