"""The preview shows rows, columns and what the model says of them, within bounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.plan import load_plan
from core.worker import preview
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
    monkeypatch.setattr(preview, "_said", lambda *_: pytest.fail("the model was run"))
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
