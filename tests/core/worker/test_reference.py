"""The shipped models, bound by a plan, give the accuracy that was computed outside this project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.plan import load_plan
from core.worker.subject import open_subject
from tests.core.worker import made

ADULT = json.loads((made.MODELS / "adult_reference.json").read_text())
LOANAPP = json.loads((made.MODELS / "loanapp" / "loanapp_reference.json").read_text())
DIGITS = json.loads((made.MODELS / "digits" / "digits_reference.json").read_text())
DECIMALS = 6  # the references are written with six


def measured(plan: Any, *, with_train: bool = False) -> Any:
    subject = open_subject(plan, made.Silent(), with_train=with_train)
    scores = subject.model.predict(subject.data.test.inputs)
    subject.model.close()
    return subject, scores, subject.model.decide(scores)


def accuracy(subject: Any, decided: np.ndarray, chosen: Any = slice(None)) -> float:
    return round(float(np.mean(decided[chosen] == subject.data.test.labels[chosen])), DECIMALS)


def tabular(folder: Path, model: Path, test: Path, label: str, groups: list[str]) -> Any:
    data = {"test": str(test), "label": label, "positive": 1, "groups": groups}
    return made.plan(folder, model=str(model), data=data)


@pytest.mark.parametrize(
    ("model", "reference"),
    [(made.DEMO / "adult_hgb.onnx", ADULT["hgb"]["ref"]), (made.MODELS / "adult_lr.onnx", ADULT["lr"]["ref"])],
    ids=["hgb", "lr"],
)
def test_adult(tmp_path: Path, model: Path, reference: dict[str, Any]):
    plan = tabular(tmp_path, model, made.DEMO / "adult_test.csv", "income_gt_50k", ["sex", "race"])
    subject, scores, decided = measured(plan)
    assert subject.data.test.n == reference["n"]
    assert accuracy(subject, decided) == reference["accuracy"]
    positive = subject.data.test.labels == 1
    assert round(float(np.mean((scores[:, 1] - positive) ** 2)), DECIMALS) == reference["brier"]
    for column, groups in subject.data.test.groups.items():
        for group, expected in reference["groups"][column]["by_group"].items():
            assert accuracy(subject, decided, groups == group) == expected["accuracy"]
            assert round(float(np.mean(decided[groups == group] == 1)), DECIMALS) == expected["selection_rate"]


@pytest.mark.parametrize("kind", ["lr", "rf"])
def test_loanapp(tmp_path: Path, kind: str):
    folder = made.MODELS / "loanapp"
    plan = tabular(tmp_path, folder / f"loanapp_{kind}.onnx", folder / "loanapp_test.csv", "approve", ["race"])
    subject, _, decided = measured(plan)
    assert accuracy(subject, decided) == LOANAPP[kind]["ref"]["accuracy"]


@pytest.mark.parametrize("kind", ["lr", "mlp", "cnn_legacy17", "cnn_dynamo20"])
def test_digits(tmp_path: Path, kind: str):
    folder = made.MODELS / "digits"
    data = {"test": str(folder / "digits_split.npz"), "label": "y"}
    plan = made.plan(
        tmp_path,
        model=str(folder / f"digits_{kind}.onnx"),
        task="multiclass",
        data=data,
        inputs={"input": {"array": "X", "layout": "NCHW"}},
    )
    subject, scores, decided = measured(plan)
    assert accuracy(subject, decided) == DIGITS[kind]["test_acc"]
    chosen = scores[np.arange(len(scores)), subject.data.test.labels]
    assert round(float(-np.log(chosen).mean()), DECIMALS) == pytest.approx(DIGITS[kind]["nll"], abs=1.1e-6)


@pytest.mark.parametrize("name", ["digits.plan.yaml", "digits_cnn.plan.yaml"])
def test_the_plans_that_ship_with_the_tests_bind(name: str):
    subject, _, decided = measured(load_plan(made.MODELS / "digits" / name), with_train=True)
    assert accuracy(subject, decided) > 0.97
    assert subject.data.train.n == 1257


def test_the_plan_of_the_demonstration_binds_as_its_reference():
    subject, _, decided = measured(load_plan(made.DEMO / "adult.plan.yaml"), with_train=True)
    assert accuracy(subject, decided) == ADULT["hgb"]["ref"]["accuracy"]
    assert subject.data.train.n == 32561


@pytest.mark.parametrize("kind", ["lr", "rf"])
def test_compas(tmp_path: Path, kind: str):
    folder = Path(os.environ.get("TOUCHSTONE_MODELS", "")) / "compas"
    if not os.environ.get("TOUCHSTONE_MODELS"):
        pytest.skip("TOUCHSTONE_MODELS names no folder: the compas data may not ship, and this is NOT tested")
    reference = json.loads((folder / "compas_reference.json").read_text())[kind]["ref"]
    model, test = folder / f"compas_{kind}.onnx", folder / "compas_test.csv"
    subject, _, decided = measured(tabular(tmp_path, model, test, "two_year_recid", ["race"]))
    assert accuracy(subject, decided) == reference["accuracy"]


def test_spam(tmp_path: Path):
    if not os.environ.get("TOUCHSTONE_MODELS"):
        pytest.skip("TOUCHSTONE_MODELS names no folder: the spam data may not ship, and this is NOT tested")
    folder = Path(os.environ["TOUCHSTONE_MODELS"]) / "spam"
    reference = json.loads((folder / "reference.json").read_text())["spam"]["ref"]
    data = {"test": str(folder / "spam_test.csv"), "label": "spam"}
    subject, _, decided = measured(made.plan(tmp_path, model=str(folder / "spam_tfidf_lr.onnx"), data=data))
    assert accuracy(subject, decided) == reference["accuracy"]
