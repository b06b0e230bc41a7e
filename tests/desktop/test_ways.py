"""How an input is fed, as a form: every field of a plan can be seen, and what is typed becomes the plan or says why."""

from __future__ import annotations

from dataclasses import fields

import pytest

from core.errors import InputError
from core.plan import Array, Bytes, Column, Columns, Constant, Images, Text
from desktop.viewmodels.probes.draft import Draft
from desktop.viewmodels.probes.drafted import state_of
from desktop.viewmodels.probes.way_fields import fields_of
from desktop.viewmodels.probes.way_parsing import with_field

PICTURES = Images(size=(32, 48), scale=1 / 255, crop="center")
EVERY = (
    Column(column="a"),
    Columns(columns=("a", "b")),
    Array(array="x"),
    PICTURES,
    Text(text="a", tokenizer="t.json"),
    Bytes(first=8),
    Constant(constant=0.0),
)


def shown(bound):
    return {row.name: row for row in fields_of(bound, ["a", "b", "x"], ["mask"], text_only=False)}


@pytest.mark.parametrize("bound", EVERY, ids=lambda bound: type(bound).__name__)
def test_every_field_that_a_plan_can_hold_stands_in_the_form_and_its_value_means_itself(bound):
    rows = shown(bound)
    standing = {
        "size": "height",
        "crop": "fit",
        "pad": "fit" if isinstance(bound, Images) else "pad",
        "columns": "missing",
    }
    assert [one.name for one in fields(bound) if standing.get(one.name, one.name) not in rows] == []
    for row in rows.values():
        assert with_field(bound, row.name, row.value) == bound


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("height", "64", "size", (64, 48)),
        ("channels", "1", "channels", 1),
        ("scale", "1/128", "scale", 1 / 128),
        ("mean", "0.5, 0.4 0.3", "mean", (0.5, 0.4, 0.3)),
        ("fit", "pad", "pad", "end"),
        ("short_side", "64", "short_side", 64),
        ("colours", "BGR", "colours", "BGR"),
        ("scaling", "imagenet", "std", (0.229, 0.224, 0.225)),
    ],
)
def test_what_is_typed_for_pictures_becomes_the_plan(name, typed, field, value):
    assert getattr(with_field(PICTURES, name, typed), field) == value


def test_the_scale_is_written_as_a_person_writes_it_and_common_ones_have_a_name():
    assert shown(PICTURES)["scale"].value == "1/255"
    assert shown(PICTURES)["scaling"].value == "unit"
    assert shown(with_field(PICTURES, "scale", "0.3"))["scaling"].value == "own"


@pytest.mark.parametrize(
    ("bound", "name", "typed", "said"),
    [
        (PICTURES, "height", "tall", "no whole number"),
        (PICTURES, "width", "0", "from 1"),
        (PICTURES, "short_side", "8", "from 48"),
        (PICTURES, "std", "0", "can't be 0"),
        (PICTURES, "scale", "1/0", "divided by 0"),
        (Bytes(first=8), "first", "0", "At least one byte"),
        (Text(text="a", tokenizer="t"), "max_length", "-1", "from 1"),
    ],
)
def test_what_makes_no_sense_says_why(bound, name, typed, said):
    with pytest.raises(InputError, match=said):
        with_field(bound, name, typed)


def drafted():
    draft = Draft()
    draft.choose_test("pages")
    inspection = {"inputs": [{"name": "x", "type": "float32", "shape": [None, 3, 32, 48]}], "outputs": []}
    draft.use_model("m.onnx", inspection)
    columns = [
        {"name": "file", "numeric": False, "distinct": None, "shape": []},
        {"name": "class", "numeric": False, "distinct": ["a", "b"], "shape": []},
    ]
    draft.looked_at({"kind": "folder", "columns": columns})
    return draft


def test_a_wrong_setting_stands_with_its_reason_and_holds_up_the_check_until_it_is_mended():
    draft = drafted()
    assert draft.can_be_checked
    draft.type_field("x", "height", "tall")
    row = next(row for row in state_of(draft).inputs[0].fields if row.name == "height")
    assert (row.value, draft.plan.inputs["x"].size) == ("tall", (32, 48))
    assert "no whole number" in row.error
    assert not draft.can_be_checked
    draft.type_field("x", "height", "64")
    assert draft.can_be_checked
    assert draft.plan.inputs["x"].size == (64, 48)


def test_the_ways_that_suit_an_input_and_the_data_are_offered_and_one_can_be_chosen():
    draft = drafted()
    row = state_of(draft).inputs[0]
    assert (row.way, row.proposed) == ("images", True)
    assert [key for key, _ in row.ways] == ["", "images", "constant"]
    draft.set_way("x", "constant")
    assert draft.plan.inputs == {"x": Constant(constant=0.0)}
    assert not state_of(draft).inputs[0].proposed
    draft.set_way("x", "")
    assert draft.plan.inputs == {}


def test_classes_are_typed_in_the_order_of_the_scores_and_one_that_stands_twice_is_refused():
    draft = drafted()
    draft.type_order("b, a")
    assert draft.plan.outputs.classes == ("b", "a")
    draft.type_order("b, b")
    assert dict(state_of(draft).wrong) == {"order": "The class b stands twice."}


def test_an_offered_change_of_order_or_scale_is_taken_over():
    draft = drafted()
    draft.take_change({"warning": "w", "classes": ["b", "a"]})
    draft.take_change({"warning": "w", "input": "x", "scale": 1.0, "mean": [0.5], "std": [0.5]})
    assert draft.plan.outputs.classes == ("b", "a")
    assert draft.plan.inputs["x"] == Images(size=(32, 48), scale=1.0, mean=(0.5,), std=(0.5,))


def test_taking_recorded_scores_drops_the_model_and_a_model_drops_the_recorded_column():
    draft = drafted()
    draft.use_recorded()
    assert (draft.plan.model, dict(draft.plan.inputs)) == (None, {})
    draft.set_output(column="class")
    assert draft.can_be_checked
    draft.drop_recorded()
    assert draft.plan.outputs.column is None
    assert not draft.can_be_checked
