"""Data sheets and profiles of data sets: what is said, how far, and of which file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.catalog.datasheet import sheet_form
from core.errors import InputError
from core.evaluation.data_profiles import profile_entry, profiles
from core.evaluation.data_sets import data_sheets, sheet_with
from core.evaluation.recordable import part_problems
from tests.core.evaluation.lineage_sample import TEST, chain, data_set

COLUMN = {"name": "age", "kind": "number", "missing": 3, "distinct": 40, "low": 17.0, "high": 90.0, "classes": []}
FOUND: dict[str, Any] = {
    "name": "test.csv", "sha256": TEST, "size_bytes": 1000, "rows": 20, "columns_in_all": 2,
    "columns": [COLUMN, {**COLUMN, "name": "sex", "kind": "text", "low": None, "high": None,
                         "classes": [["Female", 12], ["Male", 8]]}],
}  # fmt: skip


def test_the_form_has_the_seven_parts_in_their_order_and_names_its_source() -> None:
    form = sheet_form()
    assert [one.id for one in form.sections] == [
        "motivation", "composition", "collection", "preprocessing", "uses", "distribution", "maintenance",
    ]  # fmt: skip
    ids = [field.id for section in form.sections for field in section.fields]
    assert len(ids) == len(set(ids)) == 49
    assert "10.1145/3458723" in form.source


def test_a_sheet_counts_what_is_said_and_keeps_what_was_said_before() -> None:
    (empty,) = data_sheets([data_set("Test", "test")])
    assert (empty.sheet, empty.words) == (None, "0 of 49 fields")
    first = replace(sheet_with(empty, {"purpose": " To measure "}), id="s")
    (begun,) = data_sheets([data_set("Test", "test"), first])
    second = sheet_with(begun, {"creators": "We"})
    (filled,) = data_sheets([data_set("Test", "test"), first, second])
    assert second.id == "s"
    assert second.fields == {"of": "id of Test", "purpose": "To measure", "creators": "We"}
    assert (filled.words, filled.parts[0].said) == ("2 of 49 fields", 2)
    assert part_problems(second) == ()
    assert "no field 'colour'" in part_problems(sheet_with(begun, {"colour": "red"}))[0]


def test_a_profile_is_kept_with_the_digest_and_says_when_the_file_is_another() -> None:
    held = data_set("Test", "test", 19, "0" * 64)
    named, entry = profile_entry(held, FOUND)
    assert named.fields == {"role": "test", "rows": "20", "sha256": TEST, "file": "test.csv"}
    assert part_problems(entry) == ()
    now = profiles([named, entry])["id of Test"]
    assert now.current
    assert now.sentence == "20 records in 2 columns; 6 values are missing."
    assert now.columns[1].row == ("sex", "text", "3", "40", "", "Female: 12; Male: 8")
    assert now.columns[0].row[4] == "17 to 90"
    old = profiles([held, entry])["id of Test"]
    assert not old.current
    assert "another file" in old.sentence
    assert profiles([*chain(), entry])["id of Test"].part is entry


@pytest.mark.parametrize(
    "found",
    [
        {},
        {**FOUND, "rows": "many"},
        {**FOUND, "columns": [{"name": "x"}]},
        {**FOUND, "columns": [{**COLUMN, "kind": "code"}]},
    ],
)
def test_a_profile_that_is_none_is_refused(found: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        profile_entry(data_set("Test", "test"), found)


def test_columns_of_a_later_form_are_left_out_and_nothing_breaks() -> None:
    held = data_set("Test", "test")
    _, entry = profile_entry(held, FOUND)
    strange = replace(entry, fields={**entry.fields, "columns": "{not json"})
    assert profiles([held, strange])["id of Test"].columns == ()
