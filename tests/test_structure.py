"""The house stays in order: sizes, names, nothing left to do, nothing that does not belong."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for folder in ("core", "desktop", "installers") for path in (ROOT / folder).rglob("*.py"))
MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 45
VAGUE = re.compile(r"(^|_)(manager|controller|helper|helpers|utils|util|common|misc)(_|$)", re.IGNORECASE)
# Written in two parts, so that this file does not hold them.
UNFINISHED = re.compile("TO" + "DO|FIX" + "ME|X" + "XX|NotImplemented" + "Error|place" + "holder text")
TOP_LEVEL = {
    *("core", "desktop", "resources", "installers", "tests"),
    *("pyproject.toml", "README.md", "LICENSE", "CONTRIBUTING.md", "CHANGELOG.md"),
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_a_file_is_one_room(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES_IN_A_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= MOST_LINES_IN_A_FUNCTION, f"{node.name} has {lines} lines"
            assert not VAGUE.search(node.name), f"{node.name} does not say what it is"
        if isinstance(node, ast.ClassDef):
            name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name)
            assert not VAGUE.search(name), f"{node.name} does not say what it is"
    assert not VAGUE.search(path.stem)
    assert not UNFINISHED.search(text), "something is left to do"


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return listed.stdout.split("\n")[:-1]


def test_the_top_level_is_fixed() -> None:
    top = {name.split("/")[0] for name in tracked()}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def test_no_pickle_is_kept_or_read() -> None:
    assert [name for name in tracked() if name.endswith((".pkl", ".pickle", ".joblib", ".pt"))] == []
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        assert "allow_pickle=True" not in text, relative(path)
        assert not re.search(r"^\s*(import|from) (pickle|joblib|torch|shelve|marshal)\b", text, re.MULTILINE), relative(
            path
        )
