"""The main job, done once for every test here, the way a person without a display does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.whole.command import touchstone


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `touchstone demo --out` left."""
    folder = tmp_path_factory.mktemp("whole") / "demo"
    done = touchstone("demo", "--out", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
