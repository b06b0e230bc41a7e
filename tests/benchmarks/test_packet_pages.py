"""Making, signing and verifying packets of 100, 300 and 1,000 pages: the cost of a page stays the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Measured

pytestmark = pytest.mark.benchmark
READINGS = (18, 105, 400)  # for about 100, 300 and 1,000 pages
MOST_MB = 1500
MOST_GROWTH = 1.5


def packet_of(readings: int, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.packet_of", str(readings), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    return dict(json.loads(done.stdout.splitlines()[-1]))


def further(small: dict[str, float], large: dict[str, float], name: str) -> float:
    """What a page costs beyond those that `small` has: every packet has the same parts around its readings."""
    return (large[name] - small[name]) / (large["pages"] - small["pages"])


def test_a_thousand_pages_cost_ten_times_as_much_as_a_hundred(tmp_path: Path, measured: Measured) -> None:
    found = []
    for readings in READINGS:
        folder = tmp_path / str(readings)
        folder.mkdir()
        found.append(packet_of(readings, folder))
        one = found[-1]
        measured(
            f"a packet of {one['pages']:,} pages, seconds of one processor",
            f"make {one['build_s']:.1f}, one of four signatures {one['sign_s']:.1f}, verify {one['verify_s']:.1f}",
        )
        assert (one["exit_status"], one["signatures"]) == (0, 4)
    small, large = found[0], found[-1]
    assert large["pages"] >= 1000
    growth = {
        name: further(found[1], large, f"{name}_s") / further(small, found[1], f"{name}_s")
        for name in ("build", "verify")
    }
    measured(
        f"cost of a further page up to {large['pages']:,} pages over that up to {found[1]['pages']:,}",
        f"make {growth['build']:.2f}, verify {growth['verify']:.2f}",
        f"at most {MOST_GROWTH}",
    )
    measured(
        f"memory at {large['pages']:,} pages",
        f"make {large['build_mb']:,} MB, sign and verify too {large['peak_mb']:,} MB",
        f"under {MOST_MB:,} MB",
    )
    assert max(growth.values()) <= MOST_GROWTH
    assert large["peak_mb"] < MOST_MB
