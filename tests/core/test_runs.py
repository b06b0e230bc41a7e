"""A plan runs as a whole: checked first, one job for each probe, readings on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core import runs
from core.errors import InputError, JobError
from core.jobs import run_to_end
from core.plan import OutputPlan, load_plan, parse_plan
from core.probes import PROBES
from tests.core.worker import made

DIGITS = made.MODELS / "digits" / "digits.plan.yaml"


def adult(**fields: Any):
    plan = load_plan(made.DEMO / "adult.plan.yaml")
    from dataclasses import replace

    return replace(plan, **fields)


FEW = ("file-safety", "evasion", "perf-ci", "group-fairness")


def test_a_plan_runs_in_its_order_and_is_written(tmp_path: Path):
    heard: list[str] = []
    readings = runs.evaluate(
        adult(probes=FEW), on_reading=lambda reading: heard.append(reading["probe"]), on_progress=lambda *_: None
    )
    assert heard == [reading["probe"] for reading in readings] == list(FEW)
    by_probe = {reading["probe"]: reading for reading in readings}
    assert by_probe["perf-ci"]["verdict"] == "inconclusive"
    assert by_probe["group-fairness"]["verdict"] == "fail"
    assert by_probe["file-safety"]["verdict"] == "pass"
    assert by_probe["evasion"]["status"] == "skipped"
    for reading in readings:
        assert reading["status"] in {"ok", "skipped"}, reading["reason"]
        assert bool(reading["reason"]) == (reading["status"] == "skipped")
    path = runs.write_readings(readings, tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / "readings.json"
    assert json.loads(path.read_text(encoding="utf-8")) == {"readings": json.loads(json.dumps(readings))}
    assert [found.name for found in path.parent.iterdir()] == ["readings.json"]


def test_a_fault_in_the_data_is_said_before_anything_runs(tmp_path: Path):
    made.table(tmp_path / "test.csv", (made.DEMO / "adult_test.csv").read_text().replace("\n38,", "\n,", 1))
    text = (made.DEMO / "adult.plan.yaml").read_text().replace("adult_test.csv", str(tmp_path / "test.csv"))
    with pytest.raises(JobError, match=r'Row 2 \(line 3\) of test.csv, column "age", is missing'):
        runs.evaluate(parse_plan(text, made.DEMO), on_reading=lambda _: pytest.fail("a probe ran"))


def test_what_applies_is_known_with_its_reason():
    plan = load_plan(DIGITS)
    summary = run_to_end(runs.check_data(plan, rows=5))
    reasons = {probe.id: reason for probe, reason in runs.applicable(plan, summary)}
    assert reasons["perf-ci"] is None
    assert "grouping column" in (reasons["group-fairness"] or "")
    assert list(reasons) == [probe.id for probe in PROBES]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"probes": ("perf-cy",)}, "perf-cy"),
        ({"settings": {"perf-cy": {}}}, "perf-cy"),
        ({"thresholds": {"perf-cy": {}}}, "perf-cy"),
        ({"settings": {"perf-ci": {"bootstraps": 5}}}, 'bootstraps.*Did you mean "bootstrap"'),
        ({"settings": {"perf-ci": {"bootstrap": 5}}}, "at least 100"),
        ({"settings": {"perf-ci": {"bootstrap": 1e9}}}, "whole number"),
        ({"settings": {"perf-ci": {"bootstrap": 10**9}}}, "at most 20000"),
        ({"settings": {"perf-ci": {"level": "high"}}}, "a number"),
        ({"thresholds": {"perf-ci": {"acuracy": {"min": 0.5}}}}, "acuracy"),
        ({"probes": ()}, "names no probe"),
        ({"task": "multiclass", "outputs": OutputPlan(threshold=0.5)}, "threshold belongs to a binary task"),
        ({"task": "regression", "outputs": OutputPlan(classes=("a", "b"))}, "a regression has none"),
    ],
)
def test_a_plan_that_asks_for_what_no_probe_knows_is_refused(fields: dict[str, Any], words: str):
    with pytest.raises(InputError) as error:
        runs.evaluate(adult(**fields))
    import re

    assert re.search(words, f"{error.value.message} {error.value.hint}")


def test_a_worker_that_dies_leaves_a_failed_reading(monkeypatch: pytest.MonkeyPatch):
    def dead(job: Any, *_: Any, **__: Any) -> Any:
        job.cancel()
        assert job.wait(20) is not None
        raise JobError("The worker was killed.", "Use fewer rows.")

    monkeypatch.setattr(runs, "run_to_end", dead)
    (reading,) = runs.evaluate(adult(probes=("onnx-inventory",)))
    assert (reading["status"], reading["reason"]) == ("failed", "The worker was killed. Use fewer rows.")
    assert reading["seed"] == 7


def test_recorded_scores_are_measured_without_a_model(tmp_path: Path):
    rows = "\n".join(f"{index % 2},{0.8 if index % 2 else 0.3},{'ab'[index % 4 > 1]}" for index in range(60))
    made.table(tmp_path / "test.csv", f"y,score,group\n{rows}\n")
    data = {"test": "test.csv", "label": "y", "groups": ["group"]}
    plan = made.plan(tmp_path, model=None, data=data, outputs={"column": "score"})
    by_probe = {reading["probe"]: reading for reading in runs.evaluate(plan)}
    assert by_probe["onnx-inventory"]["status"] == "skipped"
    assert "only recorded scores" in by_probe["onnx-inventory"]["reason"]
    accuracy = by_probe["perf-ci"]["metrics"][0]
    assert (accuracy["name"], accuracy["estimate"]) == ("accuracy", 1.0)
    assert by_probe["group-fairness"]["status"] == "ok"
    assert by_probe["perf-ci"]["model_sha256"] is None


def test_readings_that_cant_be_written_say_so(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="can't be written"):
        runs.write_readings([], tmp_path / "file")


def test_a_plan_without_data_looks_at_the_model_and_says_what_the_others_miss(tmp_path: Path):
    import numpy as np

    made.linear(tmp_path / "model.onnx", np.eye(2))
    by_probe = {reading["probe"]: reading for reading in runs.evaluate(made.plan(tmp_path, data=None))}
    assert by_probe["onnx-inventory"]["status"] == "ok"
    assert by_probe["perf-ci"]["status"] == "skipped"
    assert "names none" in by_probe["perf-ci"]["reason"]
