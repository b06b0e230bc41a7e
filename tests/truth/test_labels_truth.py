"""Labels that were turned are found and named; labels that are only hard to tell are not called wrong."""

from __future__ import annotations

import numpy as np
import pytest

from core.probes import probe
from core.probes.label_quality import conflicting
from tests.truth.planted import binary, estimate, known, measure, verdict

LABELS = probe("label-quality")
MODEL = known(lambda x: 1 / (1 + np.exp(-3 * x[:, 0].astype(np.float64))))


def drawn(seed: int, n: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """Rows and labels that keep the model's probabilities exactly."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 1.5, (n, 2))
    return x, rng.random(n) < 1 / (1 + np.exp(-3 * x[:, 0]))


def test_turned_labels_are_found_and_come_first() -> None:
    x, labels = drawn(0)
    sure = np.flatnonzero(np.abs(x[:, 0]) > 2)[:60]
    turned = labels.copy()
    turned[sure] = ~turned[sure]
    found = measure(LABELS, MODEL, binary(x, turned))
    assert verdict(found, "suspect_excess", max=0.02) == "fail"
    assert estimate(found, "suspect_excess") == pytest.approx(0.06, abs=0.02)
    named = {one["row"] - 1 for one in found.facts["named"]}
    assert len(named & set(sure.tolist())) >= 19


def test_labels_that_are_only_hard_to_tell_are_accused_no_more_often_than_the_level_allows() -> None:
    accused = 0
    for seed in range(60):
        found = measure(LABELS, MODEL, binary(*drawn(seed, 500)), seed=seed)
        accused += verdict(found, "suspect_excess", max=0.0) == "fail"
        assert estimate(found, "suspect_labels") > 0.0  # there are always some
    assert accused <= 6


def test_rows_with_the_same_inputs_and_other_labels_are_all_counted() -> None:
    inputs = {"a": np.array([1, 1, 2, 2, 3]), "b": np.array(["x", "x", "y", "y", "y"], dtype=object)}
    assert conflicting(inputs, np.array([0, 1, 1, 1, 0])).tolist() == [True, True, False, False, False]
