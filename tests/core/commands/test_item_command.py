"""`touchstone item`: all that is said of an item."""

from __future__ import annotations

import json

import pytest

from core.cli import EXIT_USAGE, main


def test_an_item_is_told_with_example_act_sources_and_playbook(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["item", "mod-val-5"]) == 0
    said = capsys.readouterr().out
    for words in ("Known limits are written down", "Example:", "  - Yes: ", "Sec. 3(b)(1)", "AI RMF Playbook suggests"):
        assert words in said
    assert max(map(len, said.splitlines())) <= 100


def test_as_json_it_has_the_same_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["item", "OUT-VAL-4", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["id"] == "OUT-VAL-4"
    titles = [part["title"] for part in told["parts"]]
    assert titles[:2] == ["Guidance", "Example"]
    assert any("synthetic content" in line for part in told["parts"] for line in part["lines"])


def test_a_wrong_item_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["item", "MOD-VAX-1"]) == EXIT_USAGE
    assert "MOD-VAL-1" in capsys.readouterr().err
