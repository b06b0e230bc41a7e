"""Probes that need training data, on real models, against scikit-learn and plain onnxruntime."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from sklearn.metrics import roc_auc_score

from core.plan import Plan, load_plan, parse_plan
from core.probe import Reading
from core.probes import PROBES, probe
from core.worker.inspection import inspect
from core.worker.run_probe import run
from tests.core.probes.linear_world import Quiet

MODELS = Path("tests/models").resolve()
LOANS = MODELS / "loanapp"


@cache
def loans(model: str) -> Plan:
    names = [one["name"] for one in inspect(LOANS / f"loanapp_{model}.onnx")["inputs"]]
    inputs = ", ".join(f"{name}: {{column: {name}}}" for name in names)
    return parse_plan(
        f"name: loans\nmodel: loanapp_{model}.onnx\ntask: binary\n"
        "data: {test: loanapp_test.csv, train: loanapp_train.csv, label: approve, positive: 1, groups: [sex, race]}\n"
        f"inputs: {{{inputs}}}\noutputs: {{scores: probabilities, kind: probabilities, classes: [0, 1]}}\n"
        "probes: all\nseed: 7\n",
        LOANS,
    )


def losses(model: str, part: str) -> np.ndarray:
    """The log losses by onnxruntime and the csv module alone."""
    session = onnxruntime.InferenceSession(str(LOANS / f"loanapp_{model}.onnx"))
    with (LOANS / f"loanapp_{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fed = {}
    for one in session.get_inputs():
        kind = object if "string" in one.type else np.int64 if "int64" in one.type else np.float32
        cells = [row[one.name] for row in rows]
        fed[one.name] = np.array(cells if kind is object else [float(cell) for cell in cells], dtype=kind)[:, None]
    chance = np.asarray(session.run(["probabilities"], fed)[0], dtype=np.float64)[:, 1]
    truth = np.array([row["approve"] == "1" for row in rows])
    return -np.log(np.clip(np.where(truth, chance, 1 - chance), np.finfo(np.float64).eps, None))


def estimate(reading: Reading, name: str) -> float:
    assert reading.status == "ok", reading.reason
    [found] = [one for one in reading.metrics if one.name == name and one.slice is None]
    assert found.estimate is not None
    return found.estimate


@pytest.mark.parametrize("model", ["rf", "lr"])
def test_the_membership_of_the_loan_models_is_that_of_scikit_learn(model: str) -> None:
    reading = run(loans(model), probe("membership"), Quiet())
    members, others = losses(model, "train"), losses(model, "test")
    truth = np.arange(len(members) + len(others)) < len(members)
    theirs = roc_auc_score(truth, -np.concatenate([members, others]))
    assert estimate(reading, "membership_auc") == pytest.approx(theirs, abs=2e-4)  # losses near the clip tie or not


def test_the_forest_that_learnt_by_heart_is_found_and_the_regression_is_not_accused() -> None:
    forest, regression = (run(loans(model), probe("membership"), Quiet()) for model in ("rf", "lr"))
    [area] = [one for one in forest.metrics if one.name == "membership_auc"]
    assert area.low is not None
    assert area.high is not None
    assert 0.5 < area.low < 0.684 < area.high  # 0.684 was measured elsewhere, by an attack that is not described
    [area] = [one for one in regression.metrics if one.name == "membership_auc"]
    assert area.low is not None
    assert area.low < 0.5


@pytest.mark.parametrize("plan", ["digits.plan.yaml", "digits_cnn.plan.yaml"])
def test_no_probe_fails_on_pictures(plan: str) -> None:
    for one in PROBES:
        if one.id != "evasion":  # the attack has tests of its own, and is slow
            reading = run(load_plan(MODELS / "digits" / plan), one, Quiet())
            assert reading.status in {"ok", "skipped"}, (one.id, reading.reason)
            if one.id == "evasion-columns" and "cnn" in plan:
                assert "columns of numbers, and the model's inputs have none" in reading.reason
