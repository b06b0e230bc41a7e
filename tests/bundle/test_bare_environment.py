"""The bundle is tried out with nothing of the machine that built it."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

build = importlib.import_module("build")  # by name: the folder build/ beside the sources confuses who sorts imports


@pytest.mark.skipif(os.name == "nt", reason="Windows finds programs beside the path too")
def test_no_python_is_found_in_the_bare_environment(tmp_path: Path):
    environment = build.bare_environment(tmp_path)
    code = "import shutil; print(shutil.which('python3'), shutil.which('python'), shutil.which('touchstone'))"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "None", "None"]


def test_no_setting_of_python_or_qt_goes_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/somewhere")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/somewhere")
    assert "/somewhere" not in build.bare_environment(tmp_path).values()
