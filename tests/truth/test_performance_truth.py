"""What a model is known to do lies in the intervals, and a swapped or guessing model is noticed."""

from __future__ import annotations

import numpy as np
import pytest

from core.probes import probe
from tests.truth.planted import Data, binary, estimate, known, measure, verdict

PERFORMANCE = probe("perf-ci")
MODEL = known(lambda x: x[:, 0].astype(np.float64))


def drawn(seed: int, n: int, *, right: float = 0.85, share: float = 0.5) -> Data:
    """Labels with a known share of yes, and decisions that are right with a known chance."""
    rng = np.random.default_rng(seed)
    labels = rng.random(n) < share
    hit = rng.random(n) < right
    scores = np.where(labels == hit, 0.9, 0.1)
    return binary(scores[:, None], labels)


@pytest.mark.parametrize("name", ["accuracy", "balanced_accuracy", "recall", "precision", "f1"])
def test_the_known_value_lies_in_the_interval_about_as_often_as_it_says(name: str) -> None:
    kept = 0
    for seed in range(60):
        found = measure(PERFORMANCE, MODEL, drawn(seed, 400), seed=seed, bootstrap=200)
        kept += verdict(found, name, min=0.85) == "inconclusive"  # with equal classes all five are 0.85
    assert kept >= 51  # 95 % of 60 is 57


def test_a_model_whose_classes_are_swapped_is_noticed() -> None:
    found = measure(PERFORMANCE, MODEL, drawn(0, 500, right=0.1))
    assert verdict(found, "accuracy", min=0.5) == "fail"
    assert estimate(found, "auroc") < 0.2
    assert any("order of the classes" in warning for warning in found.warnings)


def test_a_model_that_guesses_the_usual_class_is_not_praised_for_its_accuracy() -> None:
    data = drawn(1, 1000, share=0.1)
    found = measure(PERFORMANCE, known(lambda x: np.full(len(x), 0.1)), data)
    assert estimate(found, "accuracy") > 0.85
    assert estimate(found, "balanced_accuracy") == 0.5
    assert verdict(found, "auroc", min=0.5) == "inconclusive"
    assert any("Always answering no" in warning for warning in found.warnings)


def test_a_good_model_gets_no_warning() -> None:
    assert measure(PERFORMANCE, MODEL, drawn(2, 1000)).warnings == []
