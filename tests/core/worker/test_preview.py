"""The preview shows rows, columns and what the model says of them, within bounds."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper
from PIL import Image

from core.plan import load_plan
from core.worker import preview, thumbnails
from core.worker.guess import looks_like_a_guess
from core.worker.preview import work
from tests.core.worker import made


def shown(plan: Any, rows: int = 5) -> dict[str, Any]:
    from core.plan import plan_text

    found = work({"plan": plan_text(plan), "folder": str(plan.folder), "rows": rows}, made.Silent())
    assert len(json.dumps(found, allow_nan=False)) < 1 << 20
    return found


def test_a_table_is_shown_with_what_the_model_says():
    found = shown(load_plan(made.DEMO / "adult.plan.yaml"))
    assert (found["rows"], found["train_rows"]) == (16281, 32561)
    assert found["positive"] == "1"
    assert found["output"]["classes"] == [{"name": "0", "rows": 12435}, {"name": "1", "rows": 3846}]
    columns = {column["name"]: column for column in found["columns"]}
    assert columns["age"]["kind"] == "number"
    assert (columns["age"]["low"], columns["age"]["high"]) == (17, 90)
    assert columns["sex"]["distinct"] == 2
    assert len(found["first"]) == 5
    first = found["first"][0]
    assert first["cells"]["occupation"] == "Machine-op-inspct"
    assert (first["row"], first["label"], first["said"]) == (1, "0", "0")
    assert 0.5 <= first["score"] <= 1
    assert 0.8 < found["accuracy"] < 0.95
    assert found["warnings"] == []
    assert found["inputs"]["age"] == {"column": "age"}


def test_arrays_are_shown_by_shape_and_first_values():
    found = shown(load_plan(made.MODELS / "digits" / "digits_cnn.plan.yaml"))
    columns = {column["name"]: column for column in found["columns"]}
    assert columns["X_test"]["kind"] == "array"
    assert columns["X_test"]["examples"][0] == "rows x 64"
    assert found["first"][0]["cells"]["X_test"].endswith(", ...")
    assert found["facts"]["float_input"]


def test_a_wrong_order_of_classes_is_warned_of():
    from dataclasses import replace

    plan = load_plan(made.DEMO / "adult.plan.yaml")
    turned = replace(plan, outputs=replace(plan.outputs, classes=("1", "0")))
    assert "turned round" in shown(turned)["warnings"][0]


def test_softmax_applied_twice_is_warned_of():
    from dataclasses import replace

    plan = load_plan(made.MODELS / "digits" / "digits.plan.yaml")
    twice = replace(plan, outputs=replace(plan.outputs, kind="logits"))
    assert "second time" in shown(twice)["warnings"][0]


def test_a_check_alone_does_not_run_the_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(preview, "ask", lambda *_: pytest.fail("the model was run"))
    found = shown(load_plan(made.DEMO / "adult.plan.yaml"), rows=0)
    assert found["first"] == []
    assert found["rows"] == 16281


def test_a_model_that_is_refused_leaves_the_data_to_be_seen(tmp_path: Path):
    (tmp_path / "secret").write_bytes(bytes(16))
    sub = tmp_path / "sub"
    sub.mkdir()
    made.external(sub / "model.onnx", "../secret")
    made.table(sub / "test.csv", "a,b,y\n1,2,0\n2,1,1\n")
    found = shown(made.plan(sub))
    assert "leads out of its folder" in found["warnings"][0]
    assert found["first"][0]["said"] is None
    assert found["first"][0]["cells"] == {"a": "1", "b": "2", "y": "0"}


def test_wide_long_and_odd_tables_stay_within_bounds(tmp_path: Path):
    made.linear(tmp_path / "model.onnx", np.eye(2))
    names = [f"c{index}" for index in range(900)]
    cells = ["x" * 5000] * 900
    made.table(tmp_path / "test.csv", f"a,b,y,{','.join(names)}\n" + f"1,2,0,{','.join(cells)}\n" * 3)
    found = shown(made.plan(tmp_path, inputs={"x": {"columns": ["a", "b"]}}), rows=3)
    assert len(found["columns"]) == 500
    assert max(len(cell) for row in found["first"] for cell in row["cells"].values()) == 200


# --- pictures, texts and what looks like a guess


def picture_of(row: dict[str, Any]) -> Any:
    return Image.open(io.BytesIO(base64.b64decode(row["picture"], validate=True)))


def judge_of_red(path: Path) -> None:
    """x [n, 3, 8, 8] in 0..1 -> scores of "blue", "red"."""
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["means"], axes=[2, 3], keepdims=0),
        helper.make_node("Clip", ["means", "low", "high"], ["kept"]),
        helper.make_node("MatMul", ["kept", "weights"], ["seen"]),
        helper.make_node("Softmax", ["seen"], ["scores"]),
    ]
    kept = [
        helper.make_tensor("low", TensorProto.FLOAT, [], [0.0]),
        helper.make_tensor("high", TensorProto.FLOAT, [], [1.0]),
        helper.make_tensor("weights", TensorProto.FLOAT, [3, 2], [-9.0, 9.0, 0.0, 0.0, 9.0, -9.0]),
    ]
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, 8, 8])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 2])
    made.save(path, helper.make_graph(nodes, "red", [x], [scores], kept))


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    judge_of_red(tmp_path / "model.onnx")
    for index in range(40):
        made.picture(tmp_path / "all" / "blue" / f"{index}.png", (10, 40, 20 + index), size=(200, 100))
        made.picture(tmp_path / "all" / "red" / f"{index}.png", (20 + index, 90, 10), size=(100, 200))
    return tmp_path


def of_pictures(folder: Path, **images: Any) -> Any:
    how = {"size": [8, 8], "scale": "1/255"} | images
    data = {"test": "all", "label": "class", "positive": "red"}
    return made.plan(folder, data=data, inputs={"x": {"images": how}}, outputs={"classes": ["blue", "red"]})


def test_pictures_are_shown_small_and_from_every_class(pictures: Path):
    found = shown(of_pictures(pictures), rows=6)
    assert [row["label"] for row in found["first"]] == ["blue"] * 3 + ["red"] * 3
    assert [row["said"] for row in found["first"]] == ["blue"] * 3 + ["red"] * 3
    assert found["first"][-1]["cells"] == {"file": "red/9.png", "class": "red"}
    assert picture_of(found["first"][0]).size == (96, 48)
    assert picture_of(found["first"][-1]).getpixel((1, 1)) == (29, 90, 10)
    assert (found["accuracy"], found["accuracy_rows"], found["warnings"]) == (1.0, 80, [])
    assert found["accuracy_spread"] is False


def test_pictures_never_fill_a_message(pictures: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(thumbnails, "MOST_CHARACTERS", 700)
    assert 0 < sum("picture" in row for row in shown(of_pictures(pictures), rows=80)["first"]) < 10
    monkeypatch.undo()
    assert sum("picture" in row for row in shown(of_pictures(pictures), rows=80)["first"]) == thumbnails.MOST_PICTURES


def test_a_wrong_scale_is_named_with_the_right_one(pictures: Path):
    found = shown(of_pictures(pictures, scale=1.0))
    assert found["accuracy"] < 0.7
    assert any("with scale: 1/255 it would be right in 100%" in warning for warning in found["warnings"])


def test_arrays_of_pictures_are_shown_too():
    plan = load_plan(made.MODELS / "digits" / "digits_cnn.plan.yaml")
    picture = picture_of(shown(plan)["first"][0])
    assert (picture.size, picture.mode) == ((8, 8), "L")


def test_texts_are_shown_whole(tmp_path: Path):
    made.named(tmp_path / "model.onnx", {"said": (TensorProto.STRING, [None, 1])})
    made.table(tmp_path / "test.csv", f"said,y\n{'a long text ' * 30},0\nshort,1\n")
    found = shown(made.plan(tmp_path, outputs={"kind": "label", "classes": [0, 1]}))
    assert [len(row["text"]) for row in found["first"]] == [360, 5]
    assert len(found["first"][0]["cells"]["said"]) == 200
    assert "which is not among the classes" in found["warnings"][0]


def test_sorted_tables_are_asked_about_rows_of_every_class(tmp_path: Path):
    made.linear(tmp_path / "model.onnx", 4.0 * np.eye(2))
    rows = "".join(f"{1 - row // 1000},{row // 1000},{row // 1000}\n" for row in range(2000))
    made.table(tmp_path / "test.csv", "a,b,y\n" + rows)
    found = shown(made.plan(tmp_path, inputs={"x": {"columns": ["b", "a"]}}))
    assert found["accuracy"] == 0.0
    assert found["accuracy_spread"]
    assert found["changes"] == [{"warning": found["warnings"][0], "classes": ["1", "0"]}]
    assert "turned round" in found["warnings"][0]
    assert [row["row"] for row in found["first"]] == [1, 2, 3, 4, 5]


def test_another_order_of_many_classes_is_warned_of():
    labels = np.repeat(np.arange(4), 25)
    moved = np.array([2, 0, 1, 3])[labels]
    moved[::10] = 3
    guess = looks_like_a_guess(labels, moved, ("a", "b", "c", "d"))
    assert "in another order" in guess.sentence
    assert guess.order == ("b", "c", "a", "d")  # of what it says, each name in the place of its score
    generator = np.random.default_rng(0)
    guessed = looks_like_a_guess(labels, generator.integers(0, 4, 100), ("a", "b", "c", "d"))
    assert guessed is None or "no better than a guess" in guessed.sentence
    assert looks_like_a_guess(labels, np.where(generator.random(100) < 0.6, labels, 0), ("a", "b", "c", "d")) is None


def test_recorded_scores_are_shown_without_pictures_or_texts(tmp_path: Path):
    made.table(tmp_path / "test.csv", "y,score\n0,0.2\n1,0.9\n")
    found = shown(made.plan(tmp_path, model=None, outputs={"column": "score"}))
    assert [row["said"] for row in found["first"]] == ["0", "1"]
    assert "picture" not in found["first"][0]
    assert "text" not in found["first"][0]
