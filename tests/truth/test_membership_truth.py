"""A model that remembers its training rows gives them away; one that learnt from none of them does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.probe import Data
from core.probes import probe
from tests.truth.planted import binary, estimate, known, measure, verdict

MEMBERSHIP = probe("membership")


def world(seed: int, *, n: int = 400) -> tuple[Data, Any]:
    """(data, chance): rows whose labels are drawn with the chance that the honest model states."""
    rng = np.random.default_rng(seed)

    def chance(x: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-2 * x[:, 0].astype(np.float64)))

    parts = []
    for _ in range(2):
        x = rng.normal(size=(n, 3))
        parts.append(binary(x, rng.random(n) < chance(x)).test)
    return replace(binary(parts[0].inputs["x"], parts[0].labels), train=parts[1]), chance  # type: ignore[arg-type]


def test_a_model_that_remembers_a_fifth_of_its_rows_is_found() -> None:
    data, chance = world(0)
    assert data.train is not None
    assert data.train.labels is not None
    learnt = {
        row.tobytes(): float(label)
        for row, label in zip(data.train.inputs["x"][:80], data.train.labels[:80], strict=True)
    }

    def remembered(x: np.ndarray) -> np.ndarray:
        return np.array([learnt.get(row.tobytes(), plain) for row, plain in zip(x, chance(x), strict=True)])

    found = measure(MEMBERSHIP, known(remembered), data)
    assert estimate(found, "membership_tpr", {"rate": 0.01}) == pytest.approx(0.2, abs=0.05)
    assert verdict(found, "membership_tpr", max=0.05) == "fail"
    assert verdict(found, "membership_auc", max=0.52) == "fail"
    assert verdict(found, "accuracy_gap", max=0.0) in {"fail", "inconclusive"}


def test_an_honest_model_is_accused_no_more_often_than_the_level_allows() -> None:
    accused = {"membership_auc": 0, "membership_tpr": 0, "membership_advantage": 0}
    limits = {"membership_auc": 0.5, "membership_tpr": 0.01, "membership_advantage": 0.0}
    for seed in range(60):
        data, chance = world(seed)
        found = measure(MEMBERSHIP, known(chance), data)
        for name, limit in limits.items():
            accused[name] += verdict(found, name, max=limit) == "fail"
    # one side of 95 %: 1.5 of 60; the threshold of the rate is itself drawn from 400 rows, which adds a few
    assert accused["membership_auc"] <= 5
    assert accused["membership_advantage"] <= 5
    assert accused["membership_tpr"] <= 12


def test_a_rare_class_that_is_remembered_is_named() -> None:
    data, chance = world(3, n=600)
    assert data.train is not None
    rare = {row.tobytes() for row, label in zip(data.train.inputs["x"], data.train.labels, strict=True) if label == 1}  # type: ignore[arg-type]

    def remembered(x: np.ndarray) -> np.ndarray:
        return np.where([row.tobytes() in rare for row in x], 0.999, chance(x))

    found = measure(MEMBERSHIP, known(remembered), data)
    assert estimate(found, "membership_auc_of_class", {"class": "yes"}) > 0.95
    assert estimate(found, "membership_auc_of_class", {"class": "no"}) == pytest.approx(0.5, abs=0.06)
