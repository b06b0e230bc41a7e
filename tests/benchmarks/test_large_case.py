"""A case of 5,000 pieces of evidence, 500 readings and a gigabyte of attachments stays quick and small in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Measured

pytestmark = pytest.mark.benchmark
MOST_OPEN_S, MOST_PAGE_S, MOST_AGAIN_S, MOST_CASE_MB, MOST_PACKET_MB = 2.0, 2.0, 0.5, 500, 1500
SHARE = os.environ.get("TOUCHSTONE_LARGE_SHARE", "1")  # of the full size, to try it in a minute


def test_a_gigabyte_of_attachments_stays_quick_and_small_in_memory(tmp_path: Path, measured: Measured) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.large_case", str(tmp_path), SHARE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    found = dict(json.loads(done.stdout.splitlines()[-1]))
    measured(
        f"a case of {5000 * float(SHARE):,.0f} pieces of evidence, {500 * float(SHARE):,.0f} readings and "
        f"{found['case_bytes'] / 1e9:.2f} GB",
        f"attach four large files in {found['attach_large']:.1f} s, the small ones in {found['attach_small']:.1f} s; "
        f"check {found['check']:.1f} s, backup {found['backup']:.1f} s",
    )
    opened = found["open"] <= MOST_OPEN_S
    measured("opening it", f"{found['open']:.2f} s", f"at most {MOST_OPEN_S:g} s", met=opened)
    for again, words, most in (("first", "for the first time", MOST_PAGE_S), ("again", "again", MOST_AGAIN_S)):
        pages = {
            name.removeprefix(f"page_{again}_"): taken
            for name, taken in found.items()
            if name.startswith(f"page_{again}") and not name.endswith("_mb")
        }
        slowest = max(pages, key=lambda page: pages[page])
        measured(
            f"each of its {len(pages)} pages, {words}, painted",
            f"the slowest, {slowest}: {pages[slowest]:.2f} s",
            f"at most {most:g} s",
            met=pages[slowest] <= most,
        )
    measured(
        "memory while a gigabyte is attached, checked and copied",
        f"{found['backup_mb']:,} MB, {found['start_mb']:,} of it before",
        f"under {MOST_CASE_MB} MB",
        met=found["backup_mb"] < MOST_CASE_MB,
    )
    measured(
        f"its packet of {found['pages']:,} pages with {250 * float(SHARE):.0f} MB beside it",
        f"make {found['export']:.1f} s, verify {found['verify']:.1f} s, {found['verify_mb']:,} MB",
        f"under {MOST_PACKET_MB:,} MB",
        met=found["verify_mb"] < MOST_PACKET_MB,
    )
    assert found["check_ok"]
    assert found["verified_beside"]
    assert opened
    assert found["backup_mb"] < MOST_CASE_MB
    assert found["verify_mb"] < MOST_PACKET_MB
    assert all(
        taken <= MOST_PAGE_S
        for name, taken in found.items()
        if name.startswith("page_first") and not name.endswith("_mb")
    )
