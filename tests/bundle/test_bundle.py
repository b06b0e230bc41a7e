"""The bundle is built, copied away from the sources, and tests itself with no Python on the path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_bundle_builds_and_tests_itself_elsewhere():
    done = subprocess.run(
        [sys.executable, str(ROOT / "installers" / "build.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Runs from a bundle" in done.stdout
    assert "steps are ok" in done.stdout
