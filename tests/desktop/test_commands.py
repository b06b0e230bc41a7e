"""One command for everything: the window without a word, the engine's commands without Qt."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from desktop.__main__ import with_command
from desktop.commands import SCREENS

WHAT_IS_LOADED = """
import contextlib, sys
from desktop.__main__ import main
with contextlib.suppress(SystemExit):
    main(sys.argv[1:])
heavy = {"PySide6", "shiboken6", "numpy", "sqlalchemy", "onnxruntime", "onnx", "reportlab", "pikepdf", "pyhanko"}
print(sorted(heavy & set(sys.modules)))
"""


def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments] if code else [sys.executable, "-m", "desktop", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ["window"]),
        (["--demo"], ["window", "--demo"]),
        (["--case", "a.touchstone"], ["window", "--case", "a.touchstone"]),
        (["C:\\cases\\A.Touchstone"], ["window", "C:\\cases\\A.Touchstone"]),
        (["--self-test"], ["self-test"]),
        (["--pages-to", "out"], ["pages", "out"]),
        (["status", "a.touchstone"], ["status", "a.touchstone"]),
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
    ],
)
def test_what_the_arguments_mean(given: list[str], meant: list[str]):
    assert with_command(given) == meant


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["self-test", "--help"], ["marking", "check", "(U)"]])
def test_a_command_of_the_engine_loads_no_qt(arguments: list[str]):
    done = run(*arguments, code=WHAT_IS_LOADED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().split("\n")[-1] == "[]"


def test_help_names_the_window_and_the_self_test_beside_the_commands_of_the_engine():
    listed = run("--help").stdout
    for command in ("demo", "verify", "window", "self-test", "pages"):
        assert f"\n    {command} " in listed or f"\n    {command}\n" in listed, command


def test_wrong_usage_of_a_window_command_is_64():
    assert run("window", "--demo", "a.touchstone").returncode == 64
    assert run("self-test", "--look", "purple").returncode == 64


def test_a_program_without_a_console_can_still_be_told_wrongly():
    code = "import sys; sys.stdout = sys.stderr = None; from desktop.__main__ import main; main(['nonsense'])"
    done = run(code=code)
    assert done.returncode == 64


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_window_is_refused_in_a_sentence():
    bare = {name: value for name, value in os.environ.items() if name not in SCREENS}
    done = subprocess.run(
        [sys.executable, "-m", "desktop"], env=bare, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 64
    assert done.stderr.startswith("There is no display")


def test_the_window_starts_from_nothing_and_paints():
    done = run("window", "--until-painted")
    assert done.returncode == 0, done.stderr
