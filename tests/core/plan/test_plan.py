"""A plan is read with its lines named, and what is written reads as the same plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.plan import (
    Array,
    Bytes,
    Column,
    Columns,
    Constant,
    DataPlan,
    Images,
    OutputPlan,
    Plan,
    Text,
    load_plan,
    parse_plan,
    plan_text,
)

HERE = Path("somewhere")
WHOLE = """\
name: Credit default screening
model: model.onnx
task: binary                 # binary | multiclass | regression
data: {test: test.csv, train: train.csv, label: default, positive: 1, groups: [sex, age_band]}
inputs:
  input: {columns: [limit, pay_1, pay_2]}
  age: {column: age, missing: nan}
  image: {array: X, layout: NHWC}
  picture: {images: {size: [28, 28], channels: 1, layout: NHWC, scale: 1.0, mean: [0.0], std: [1.0]}}
  input_ids: {text: column, tokenizer: tokenizer.json, max_length: 512, pad: true, mask: attention_mask}
outputs: {scores: probabilities, kind: probabilities, classes: [no, yes], threshold: 0.4, favourable: no}
probes: [perf-ci, calibration]
settings: {perf-ci: {bootstrap: 2000, level: 1e-1, flag: true, word: "true"}}
thresholds: {perf-ci: {accuracy: {min: 0.8}}}
seed: 7
"""


def test_every_field_of_the_example_is_read():
    plan = parse_plan(WHOLE, HERE)
    assert plan.data == DataPlan(
        test="test.csv", train="train.csv", label="default", positive="1", groups=("sex", "age_band")
    )
    assert plan.inputs == {
        "input": Columns(columns=("limit", "pay_1", "pay_2")),
        "age": Column(column="age", missing="nan"),
        "image": Array(array="X", layout="NHWC"),
        "picture": Images(size=(28, 28), channels=1, layout="NHWC", mean=(0.0,), std=(1.0,)),
        "input_ids": Text(text="column", tokenizer="tokenizer.json", max_length=512, pad=True, mask="attention_mask"),
    }
    # What YAML 1.1 would take for false and true stays what is written.
    assert plan.outputs.classes == ("no", "yes")
    assert plan.outputs.favourable == "no"
    assert plan.settings["perf-ci"] == {"bootstrap": 2000, "level": 0.1, "flag": True, "word": "true"}
    assert plan.thresholds == {"perf-ci": {"accuracy": {"min": 0.8}}}
    assert (plan.probes, plan.seed, plan.folder) == (("perf-ci", "calibration"), 7, HERE)
    assert plan.path("test.csv") == HERE / "test.csv"


def test_the_plan_written_back_is_the_same():
    plan = parse_plan(WHOLE, HERE)
    assert parse_plan(plan_text(plan), HERE) == plan


def test_a_scale_may_be_a_fraction():
    plan = parse_plan(WHOLE.replace("scale: 1.0", "scale: 1/255"), HERE)
    assert plan.inputs["picture"].scale == 1 / 255
    assert parse_plan(plan_text(plan), HERE) == plan


def test_recorded_scores_need_no_model():
    plan = parse_plan("name: x\ntask: binary\ndata: {test: t.csv, label: y}\noutputs: {column: score}\n", HERE)
    assert plan.recorded
    assert plan.probes == ("all",)


def test_the_documentation_names_every_field():
    from dataclasses import fields

    text = Path("resources/plan-fields.md").read_text(encoding="utf-8")
    for kind in (Plan, DataPlan, OutputPlan, Column, Columns, Array, Images, Text, Bytes, Constant):
        for field in fields(kind):
            if field.name != "folder":
                assert f"`{field.name}`" in text or f"{field.name}:" in text, f"{field.name} is not documented"


def edited(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (edited("probes:", "probs:"), 12, ['"probs" is no field', "probes"]),
        (edited("label:", "lable:"), 4, ['"lable"', "label"]),
        (edited("positive: 1", "rows: 0"), 4, ["rows", "at least 1"]),
        (edited("task: binary", "task: binry"), 3, ["binary or multiclass or regression", "binary"]),
        (edited("seed: 7", "seed: seven"), 15, ["seed", "whole number"]),
        (edited("seed: 7", "seed: -7"), 15, ["seed", "negative"]),
        (edited("seed: 7", "seed: 7\nseed: 8"), 16, ["seed", "twice"]),
        (edited("min: 0.8", "mim: 0.8"), 14, ['"mim"', "min"]),
        (edited("min: 0.8", "min: 0.8, max: 0.2"), 14, ["accuracy", "min not above max"]),
        (edited("{columns: [limit, pay_1, pay_2]}", "{colums: [limit]}"), 6, ["input", "columns"]),
        (edited("layout: NHWC}", "layout: HWC}"), 8, ["layout", "NCHW or NHWC"]),
        (edited("std: [1.0]", "std: [0]"), 9, ["std"]),
        (edited("size: [28, 28]", "size: [28]"), 9, ["size"]),
        (edited("threshold: 0.4", "threshold: high"), 11, ["threshold", "number"]),
        (edited("classes: [no, yes]", "classes: [no, no]"), 11, ["classes", "twice"]),
        (edited("pad: true", "pad: maybe"), 10, ["pad", "true or false"]),
        (edited("tokenizer: tokenizer.json, ", ""), 10, ["belong to a tokenizer"]),
        (edited("max_length: 512", "max_length: 0"), 10, ["max_length", "from 1"]),
        (edited("mask: attention_mask", "mask: age"), 6, ['"age" is filled by "input_ids"']),
        (edited("mask: attention_mask", "mask: m, types: m"), 10, ["two inputs"]),
        (edited("channels: 1", "channels: 2"), 9, ["channels must be 1"]),
        (edited("channels: 1", "crop: middle"), 9, ["crop", "center"]),
        (edited("channels: 1", "crop: center, pad: end"), 9, ["cropped or padded"]),
        (edited("channels: 1", "short_side: 32"), 9, ["no crop"]),
        (edited("channels: 1", "crop: center, short_side: 27"), 9, ["at least 28"]),
        (edited("size: [28, 28]", "size: [28, 99999]"), 9, ["size", "16,384"]),
        (edited("scale: 1.0", "scale: 1/0"), 9, ["scale", "1/255"]),
        (edited("{columns: [limit, pay_1, pay_2]}", "{bytes: {first: 0}}"), 6, ["not both 0"]),
        (edited("{columns: [limit, pay_1, pay_2]}", "{bytes: {first: 9, block: 8}}"), 6, ["block"]),
        (edited("{columns: [limit, pay_1, pay_2]}", "{bytes: {last: 9}}"), 6, ['no "first"']),
        (edited("{columns: [limit, pay_1, pay_2]}", "{constant: [1]}"), 6, ["constant", "text or a number"]),
        (edited("name: Credit default screening\n", ""), 1, ['no "name"']),
        (edited("model: model.onnx\n", ""), 1, ["neither a model nor recorded"]),
        (edited("task: binary", "task: regression"), 1, ["positive", "regression"]),
        (edited("inputs:\n", "inputs: [\n"), None, ["not YAML"]),
        ("- a\n- b\n", 1, ["must be fields"]),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int | None, words: list[str]):
    with pytest.raises(InputError) as error:
        parse_plan(text, HERE)
    said = f"{error.value.message} {error.value.hint}"
    if line is not None:
        assert said.startswith(f"Line {line} of the plan"), said
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "a: \x07", "[" * 20_000, "{" * 20_000, "!!python/object:os.system {}", "a: &x [*x]", "? [a]\n: b"],
)
def test_hostile_text_is_refused_in_one_sentence(text: str):
    with pytest.raises(InputError):
        parse_plan(text, HERE)


def test_a_plan_that_cant_be_read_says_why(tmp_path: Path):
    with pytest.raises(InputError, match="can't be read"):
        load_plan(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: Größe".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        load_plan(tmp_path / "latin.yaml")
    (tmp_path / "large.yaml").write_text("a" * 300_000)
    with pytest.raises(InputError, match="too large"):
        load_plan(tmp_path / "large.yaml")


words = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20)
floats = st.floats(allow_nan=False, allow_infinity=False, width=64)
layouts = st.sampled_from([None, "NCHW", "NHWC"])
numbers = st.lists(floats.filter(bool), max_size=3).map(tuple)
missing = st.one_of(st.none(), st.just("nan"), floats)
inputs = st.one_of(
    st.builds(Column, column=words, missing=missing),
    st.builds(Columns, columns=st.lists(words, min_size=1, max_size=3).map(tuple), missing=missing),
    st.builds(Array, array=words, layout=layouts, scale=floats, mean=numbers, std=numbers),
    st.builds(
        Images,
        size=st.tuples(st.integers(1, 999), st.integers(1, 999)),
        channels=st.sampled_from([1, 3, 4]),
        layout=st.sampled_from(["NCHW", "NHWC"]),
        mean=numbers,
        std=numbers,
        pad=st.sampled_from([None, "end"]),
        resample=st.sampled_from(["nearest", "bilinear", "bicubic"]),
        colours=st.sampled_from(["RGB", "BGR"]),
        file=words,
    ),
    st.builds(Images, size=st.just((8, 9)), crop=st.just("center"), short_side=st.none() | st.integers(9, 99)),
    st.builds(Text, text=words),
    st.builds(Text, text=words, tokenizer=words, max_length=st.none() | st.integers(1, 999), pad=st.booleans()),
    st.builds(Bytes, first=st.integers(1, 9), last=st.integers(0, 9), pad=st.integers(-1, 256), strip=st.booleans()),
    st.builds(Constant, constant=floats | words.filter(lambda word: word.strip() == word)),
)
values = st.one_of(st.booleans(), st.integers(-(10**15), 10**15), floats, words)
bounds = st.dictionaries(st.sampled_from(["min"]), floats, min_size=1)
plans = st.builds(
    Plan,
    name=words,
    task=st.just("binary"),
    model=words,
    data=st.none()
    | st.builds(
        DataPlan,
        test=words,
        train=st.none() | words,
        label=st.none() | words,
        positive=st.none() | words,
        groups=st.lists(words, max_size=3).map(tuple),
        rows=st.none() | st.integers(1, 10**9),
    ),
    inputs=st.dictionaries(words, inputs, max_size=3),
    outputs=st.builds(
        OutputPlan,
        scores=st.none() | words,
        kind=st.sampled_from([None, "probabilities", "logits", "label"]),
        classes=st.none() | st.lists(words, min_size=1, max_size=3, unique=True).map(tuple),
        threshold=st.none() | floats,
        favourable=st.none() | words,
    ),
    probes=st.just(("all",)) | st.lists(words.filter(lambda word: word != "all"), min_size=1, max_size=3).map(tuple),
    settings=st.dictionaries(words, st.dictionaries(words, values, min_size=1, max_size=3), max_size=2),
    thresholds=st.dictionaries(words, st.dictionaries(words, bounds, min_size=1, max_size=3), max_size=2),
    seed=st.integers(0, 10**15),
)


@settings(max_examples=100, deadline=None)
@given(plans)
def test_any_plan_survives_being_written_and_read(plan: Plan):
    assert parse_plan(plan_text(plan), HERE) == plan


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_plan_or_one_sentence(text: str):
    with pytest.raises(InputError):
        parse_plan(text, HERE)
