"""Each line of the list of accessibility is held by tests that are there."""

from __future__ import annotations

import ast
from pathlib import Path

import yaml

from core.paths import resources

ROOT = Path(__file__).resolve().parents[2]


def kept_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_each_of_the_fifteen_lines_names_tests_that_are_there():
    lines = yaml.safe_load((resources() / "accessibility.yaml").read_text(encoding="utf-8"))
    assert [line["n"] for line in lines] == list(range(1, 16))
    missing = []
    for line in lines:
        assert line["ref"]
        assert line["check"]
        assert line["tests"]
        for named in line["tests"]:
            path, _, test = named.partition("::")
            if not (ROOT / path).is_file() or test not in kept_in(ROOT / path):
                missing.append(named)
    assert missing == []
