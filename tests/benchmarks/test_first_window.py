"""From nothing to the first painted window, in a process of its own as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Measured

pytestmark = pytest.mark.benchmark
WARM_S, COLD_S, STARTS = 0.5, 1.0, 7
ROOT = Path(__file__).resolve().parents[2]


def start_s() -> tuple[float, float]:
    """One start, until the window has painted and out again: seconds on the clock, and seconds of a processor."""
    import resource

    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "desktop", "window", "--until-painted"]
    begun, before = time.perf_counter(), used()
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    return time.perf_counter() - begun, used() - before


def forget_files() -> None:
    """Ask the system to drop what it keeps in memory of Python's and the program's files."""
    folders = (ROOT, Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("stdlib")))
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        with suppress(OSError), path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def test_the_first_window_is_there_in_half_a_second(measured: Measured) -> None:
    start_s()
    best, work = min(start_s() for _ in range(STARTS))
    measured("first window, warm, and out again", f"{best:.2f} s ({work:.2f} s of a processor)", f"{WARM_S} s")
    assert best <= WARM_S


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="this system can't be asked to forget files")
def test_the_first_window_is_there_in_a_second_when_its_files_are_not_in_memory(measured: Measured) -> None:
    taken = []
    for _ in range(3):
        forget_files()
        taken.append(start_s())
    best, work = min(taken)
    measured(
        "first window, files not in memory, and out again", f"{best:.2f} s ({work:.2f} s of a processor)", f"{COLD_S} s"
    )
    assert best <= COLD_S
