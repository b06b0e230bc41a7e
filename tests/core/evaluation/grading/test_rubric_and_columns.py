"""A rubric points at its mistakes, its sources exist, and a table with wrong columns gets a clear sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.catalog.load import builtin_pack
from core.catalog.sources import name_of
from core.errors import InputError
from core.evaluation.grading.columns import LONGEST_OUTPUT, proposed, recorded
from core.evaluation.grading.rubric import read_rubric, rubric_from_dict, shipped_rubric

HEADER = ("id", "Prompt", "response", "Model", "model version", "topic", "disclosed")
ROW = ("a1", "Why?", "Because.", "Atlas", "2", "law", "yes")


def test_every_source_and_item_of_the_shipped_rubric_is_one_of_the_pack() -> None:
    pack, rubric = builtin_pack(), shipped_rubric()
    for one in rubric.criteria:
        assert one.sources[0] == "ACT:3b4"
        assert all(name_of(source, pack) for source in one.sources)
        assert set(one.items) <= set(pack.by_id)
    assert set(rubric.checks.items) <= set(pack.by_id)
    assert rubric_from_dict(json.loads(json.dumps(rubric.as_dict()))) == rubric


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("id: a", "criteria"),
        ("- a", "named fields"),
        ("id: x\nversion: '1'\ntitle: T\ncriteria: []\nchecks: {}", "1 to 9 criteria, not 0"),
        (
            "id: x\nversion: '1'\ntitle: T\nchecks: {}\ncriteria:\n- {id: A B, title: t, question: q}",
            "line 6, rubric: criterion 1: the id 'A B'",
        ),
        (
            "id: x\nversion: '1'\ntitle: T\nchecks: {}\ncriteria:\n- {id: a, title: t, question: q, at_least: '90'}",
            "share between 0 and 1",
        ),
        ("id: [", "is no YAML"),
        ("", "is empty"),
    ],
)
def test_a_rubric_with_a_mistake_is_refused_with_its_line(text: str, what: str) -> None:
    with pytest.raises(InputError) as raised:
        read_rubric(text, "mine.yaml")
    assert "mine.yaml" in raised.value.message
    assert what in raised.value.message


def test_columns_of_usual_names_are_found_whatever_their_capitals() -> None:
    assert proposed(HEADER) == {
        "prompt": "Prompt",
        "output": "response",
        "system": "Model",
        "version": "model version",
        "id": "id",
        "group": "topic",
        "disclosed": "disclosed",
    }
    one = recorded(HEADER, [ROW], [2], proposed(HEADER))[0]
    assert (one.origin.system, one.origin.flag, one.text) == ("Atlas 2", "yes", "Because.")


@pytest.mark.parametrize(
    ("columns", "row", "what"),
    [
        ({"prompt": "Prompt"}, ROW, "No column is said to be the output"),
        ({"output": "respose"}, ROW, 'no column "respose".*"response"'),
        ({"output": "response", "prompt": "response"}, ROW, "two things"),
        ({"output": "response", "outputs": "id"}, ROW, "no part 'outputs'"),
        ({"output": "response"}, ("a", "b", " ", *ROW[3:]), 'Line 2, column "response": there is no output'),
        ({"output": "response"}, ("a", "b", "x" * (LONGEST_OUTPUT + 1), *ROW[3:]), "at most 50,000"),
        ({"output": "response", "disclosed": "disclosed"}, (*ROW[:6], "maybe"), "neither yes nor no"),
    ],
)
def test_a_table_that_can_not_be_taken_gets_a_sentence(columns: Any, row: Any, what: str) -> None:
    with pytest.raises(InputError, match=what):
        recorded(HEADER, [row], [2], columns)


def test_ids_must_differ_and_a_column_of_many_values_is_no_system() -> None:
    with pytest.raises(InputError, match='Line 2: the id "a1" is there 2 times'):
        recorded(HEADER, [ROW, ROW], [2, 3], {"output": "response", "id": "id"})
    rows = [(str(at), "q", "a", f"m{at}", "", "", "") for at in range(30)]
    with pytest.raises(InputError, match='"Model" holds 30 different values'):
        recorded(HEADER, rows, range(2, 32), {"output": "response", "system": "Model"})
