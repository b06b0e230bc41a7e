"""Models that declare a fixed batch, give maps, or predict numbers run like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.plan import plan_text
from core.worker import preview, run_probe
from core.worker.subject import open_subject
from tests.core.worker import made

EDGE = made.MODELS / "edge"


@pytest.mark.parametrize("n", [1, 3, 7])
def test_a_fixed_batch_of_three_with_a_map_for_each_row(tmp_path: Path, n: int):
    rows = [f"{1 + index % 4},{index % 3},{index % 3}" for index in range(n)]
    made.table(tmp_path / "test.csv", "a,b,y\n" + "\n".join(rows) + "\n")
    plan = made.plan(tmp_path, model=str(EDGE / "logreg_iris.onnx"), task="multiclass")
    subject = open_subject(plan, made.Silent())
    scores = subject.model.predict(subject.data.test.inputs)
    subject.model.close()
    assert subject.data.classes == ("0", "1", "2")
    assert scores.shape == (n, 3)
    assert np.allclose(scores.sum(axis=1), 1.0)


def test_a_fixed_batch_of_one_picture_with_scores_in_four_axes(tmp_path: Path):
    for number in range(3):
        made.picture(tmp_path / "all" / str(number) / "1.png", (number * 80, 10, 10), size=(30, 20))
    plan = made.plan(
        tmp_path,
        model=str(EDGE / "light_squeezenet.onnx"),
        task="multiclass",
        data={"test": "all", "label": "class"},
    )
    subject = open_subject(plan, made.Silent())
    assert subject.inputs["data_0"].size == (224, 224)
    assert subject.model.predict(subject.data.test.inputs).shape == (3, 1000)
    subject.model.close()


@pytest.fixture
def regression(tmp_path: Path) -> Any:
    """y is 2 a - b with an error of a half up and down; the model says 2 a - b."""
    made.linear(tmp_path / "model.onnx", np.array([[2.0], [-1.0]]), end="Identity", output="price")
    generator = np.random.default_rng(2)
    a, b = generator.normal(size=(2, 400))
    y = 2 * a - b + np.where(np.arange(400) % 2, 0.5, -0.5)
    rows = "".join(f"{a[row]},{b[row]},{y[row]},{'xy'[row % 2]}\n" for row in range(400))
    made.table(tmp_path / "test.csv", "a,b,y,side\n" + rows)
    return made.plan(tmp_path, task="regression", data={"test": "test.csv", "label": "y", "groups": ["side"]})


def reading(plan: Any, probe: str) -> dict[str, Any]:
    task = {"plan": plan_text(plan), "folder": str(plan.folder), "probe": probe}
    return run_probe.work(task, made.Silent())


def test_a_regression_is_measured_from_end_to_end(regression: Any):
    found = reading(regression, "perf-ci")
    assert found["status"] == "ok", found["reason"]
    metrics = {metric["name"]: metric for metric in found["metrics"] if metric["slice"] is None}
    assert metrics["mae"]["estimate"] == pytest.approx(0.5, abs=1e-6)
    assert metrics["rmse"]["estimate"] == pytest.approx(0.5, abs=1e-6)
    assert 0.9 < metrics["r2"]["estimate"] < 1.0
    assert all(metric["low"] <= metric["estimate"] <= metric["high"] for metric in metrics.values())


def test_what_is_made_for_classes_is_skipped_with_its_reason(regression: Any):
    found = reading(regression, "calibration")
    assert found["status"] == "skipped"
    assert "this one is regression" in found["reason"]


def test_a_regression_is_shown_with_its_numbers(regression: Any):
    found = preview.work({"plan": plan_text(regression), "folder": str(regression.folder), "rows": 2}, made.Silent())
    assert (found["accuracy"], found["output"]["kind"]) == (None, "value")
    said, label = float(found["first"][0]["said"]), float(found["first"][0]["label"])
    assert label - said == pytest.approx(-0.5, abs=1e-4)


def test_recorded_predictions_of_a_regression_are_measured_too(regression: Any):
    table = (regression.folder / "test.csv").read_text().replace("side", "said", 1)
    lines = [table.split("\n")[0]] + [
        ",".join([*line.split(",")[:3], line.split(",")[2]]) for line in table.split("\n")[1:] if line
    ]
    made.table(regression.folder / "recorded.csv", "\n".join(lines) + "\n")
    data = {"test": "recorded.csv", "label": "y"}
    plan = made.plan(regression.folder, model=None, task="regression", data=data, outputs={"column": "said"})
    found = reading(plan, "perf-ci")
    assert found["status"] == "ok", found["reason"]
    assert next(one for one in found["metrics"] if one["name"] == "mae")["estimate"] == 0.0
