"""One plan gives the same readings in every process, and each probe says why it did not run."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core import runs
from core.errors import InputError
from core.jobs import run_to_end
from core.plan import load_plan
from core.probe import Measured, Metric, Needs, Probe, Setting, reading_from_dict
from core.probes import probe
from core.runs import run_probe
from core.worker import run_probe as job
from core.worker.measured_values import checked
from core.worker.subject import facts_of
from tests.core.worker import made

CHANGING = ("environment", "started", "duration_s")


def metric(**fields: Any) -> Metric:
    given = {"name": "m", "estimate": 1.0, "low": 0.5, "high": 1.5, "level": 0.95, "method": "none", "n": 3, "unit": ""}
    return Metric(**{**given, **fields})


def probe_that(run: Any, **fields: Any) -> Probe:
    given: dict[str, Any] = {
        "id": "made",
        "version": "1",
        "title": "Made",
        "measures": "",
        "items": (),
        "needs": Needs(),
        "cost": "",
        "source": "",
        "explain": lambda _: None,
        "settings": (Setting(name="size", title="", default=2, kind="int", minimum=1, maximum=9),),
    }
    return Probe(run=run, **{**given, **fields})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.linear(tmp_path / "model.onnx", np.eye(2))
    made.table(tmp_path / "test.csv", "a,b,y\n1,2,1\n3,1,0\n0,5,1\n")
    return tmp_path


def the_same(reading: dict[str, Any]) -> bytes:
    return json.dumps({name: value for name, value in reading.items() if name not in CHANGING}, sort_keys=True).encode()


@pytest.mark.parametrize("probe_id", ["perf-ci", "calibration"])
def test_the_same_seed_gives_the_same_bytes_in_another_process(probe_id: str):
    plan = load_plan(made.MODELS / "digits" / "digits_cnn.plan.yaml")
    first, second = (run_to_end(run_probe(plan, probe_id)) for _ in range(2))
    assert the_same(first) == the_same(second)
    assert first["status"] == "ok"
    assert first["metrics"]
    assert reading_from_dict(first).seed == 7
    assert first["model_sha256"]
    assert first["data_sha256"]
    ran = first["environment"]
    assert ran["providers"] == ["CPUExecutionProvider"]
    assert ran["network"].startswith("blocked")


def test_a_probe_gets_a_generator_of_its_own(folder: Path):
    drawn = []

    def draw(model, data, settings, generator, report):
        drawn.append(generator.random())
        return Measured(metrics=())

    for seed, name in ((7, "one"), (7, "one"), (7, "two"), (8, "one")):
        job.run(made.plan(folder, seed=seed), probe_that(draw, id=name), made.Silent())
    assert drawn[0] == drawn[1]
    assert len(set(drawn)) == 3


def test_a_reading_carries_settings_digests_and_facts(folder: Path):
    def run(model, data, settings, generator, report):
        assert settings == {"size": 3}
        scores = model.predict(data.test.inputs)
        return Measured(
            metrics=[metric(estimate=np.float64(scores.sum()), n=np.int64(3))], facts={"numbers": np.arange(2)}
        )

    plan = made.plan(folder, settings={"made": {"size": 3}}, thresholds={"made": {"m": {"min": 0.4}}})
    reading = job.run(plan, probe_that(run), made.Silent()).as_dict()
    assert json.loads(json.dumps(reading)) == {**reading, "metrics": list(reading["metrics"]), "warnings": []}
    assert reading["settings"] == {"size": 3}
    assert reading["facts"] == {"numbers": [0, 1]}
    assert reading["verdict"] == "pass"
    assert reading["metrics"][0]["estimate"] == pytest.approx(3.0)
    assert reading["data_sha256"] == job.open_subject(plan, made.Silent()).data.test.sha256


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        (Needs(train=True), "training data"),
        (Needs(groups=True), "grouping column"),
        (Needs(tasks=frozenset({"regression"})), "regression tasks, and this one is binary"),
    ],
)
def test_a_probe_that_does_not_apply_is_skipped_with_its_reason(folder: Path, needs: Needs, words: str):
    def never(*_: Any) -> Measured:
        raise AssertionError("it ran")

    reading = job.run(made.plan(folder), probe_that(never, needs=needs), made.Silent())
    assert reading.status == "skipped"
    assert words in reading.reason


@pytest.mark.parametrize(
    ("needs", "outputs", "words"),
    [
        (Needs(scores=True), {"kind": "label", "scores": "scores"}, "only decisions"),
        (Needs(float_input=True), {}, "several inputs, text"),
    ],
)
def test_what_only_the_data_tell_is_seen_before_it_runs(tmp_path: Path, needs: Needs, outputs: Any, words: str):
    from onnx import TensorProto

    made.named(tmp_path / "model.onnx", {"a": (TensorProto.INT64, [None, 1])})
    made.table(tmp_path / "test.csv", "a,y\n1,1\n0,0\n")
    plan = made.plan(tmp_path, outputs={"classes": [0, 1], **outputs})
    reading = job.run(plan, probe_that(lambda *_: Measured(metrics=()), needs=needs), made.Silent())
    assert reading.status == "skipped"
    assert words in reading.reason


def test_a_probe_of_the_file_alone_needs_no_data(folder: Path):
    (folder / "test.csv").unlink()
    probe = probe_that(
        lambda model, *_: Measured(metrics=[metric(estimate=float(model.inspection["parameters"]))]),
        needs=Needs(data=False),
    )
    reading = job.run(made.plan(folder), probe, made.Silent())
    assert reading.metrics[0].estimate == 4
    assert reading.data_sha256 is None


def test_a_probe_that_cant_go_on_gives_a_failed_reading(folder: Path):
    def run(*_: Any) -> Measured:
        raise InputError("The model is too odd.", "Take another.")

    reading = job.run(made.plan(folder), probe_that(run), made.Silent())
    assert (reading.status, reading.reason) == ("failed", "The model is too odd. Take another.")
    assert reading.metrics == ()


def test_what_is_no_number_becomes_none_with_a_warning():
    made_plain = checked(
        Measured(metrics=[metric(estimate=float("nan"), high=float("inf"))], facts={"x": float("nan")})
    )
    assert made_plain.metrics[0].estimate is None
    assert made_plain.metrics[0].high is None
    assert made_plain.facts == {"x": None}
    assert "m can't be given" in made_plain.warnings[0]
    with pytest.raises(TypeError):
        checked(Measured(metrics=(), facts={"x": object()}))


def test_doubts_about_the_scores_come_with_the_reading(folder: Path):
    plan = made.plan(folder, outputs={"scores": "scores", "kind": "logits"})
    probe = probe_that(lambda model, data, *_: Measured(metrics=[metric(n=len(model.predict(data.test.inputs)))]))
    assert "second time" in job.run(plan, probe, made.Silent()).warnings[0]


@pytest.mark.parametrize(
    ("inputs", "corrupts", "bends"),
    [
        ({"picture": np.zeros((3, 1, 8, 8), np.float32)}, True, False),
        ({"bytes": np.zeros((3, 4096), np.uint8)}, False, False),
        ({"column": np.zeros((3, 1), np.int64)}, True, True),
        ({"name": np.array([["a"], ["b"], ["c"]])}, True, False),
    ],
)
def test_probes_that_change_what_the_inputs_do_not_hold_are_not_offered(
    folder: Path, inputs: Any, corrupts: bool, bends: bool
):
    part = SimpleNamespace(n=3, inputs=inputs, texts={})
    subject: Any = SimpleNamespace(data=SimpleNamespace(test=part, column_names={}), scores_kind="score")
    facts = facts_of(made.plan(folder), subject)
    assert (runs.why_not(probe("corruption"), facts) is None) == corrupts
    assert (runs.why_not(probe("evasion-columns"), facts) is None) == bends
