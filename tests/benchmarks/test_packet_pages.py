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


def page(packet: dict[str, float], name: str) -> float:
    """Seconds of one processor for a page of `packet`."""
    return packet[f"{name}_s"] / packet["pages"]


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
    growth = {name: page(large, name) / page(small, name) for name in ("build", "sign", "verify")}
    measured(
        f"cost of a page at {large['pages']:,} pages over that at {small['pages']:,}",
        f"make {growth['build']:.2f}, sign {growth['sign']:.2f}, verify {growth['verify']:.2f}",
        f"at most {MOST_GROWTH}",
        met=max(growth.values()) <= MOST_GROWTH,
    )
    measured(
        f"memory at {large['pages']:,} pages",
        f"make {large['build_mb']:,} MB, sign and verify too {large['peak_mb']:,} MB",
        f"under {MOST_MB:,} MB",
        met=large["peak_mb"] < MOST_MB,
    )
    assert max(growth.values()) <= MOST_GROWTH
    assert large["peak_mb"] < MOST_MB
