"""The damage that a model can't bear is named with the accuracy of arithmetic; a sturdy model is not accused."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from core.probes import probe
from tests.truth.planted import binary, estimate, known, measure, verdict

CORRUPTION = probe("corruption")
NORMAL = NormalDist()


def test_a_linear_model_under_noise_has_the_accuracy_of_arithmetic() -> None:
    rng = np.random.default_rng(0)
    x = rng.choice([-0.9, 1.1], (4000, 1)) * np.ones((4000, 3))
    data = binary(x, x[:, 0] > 0)
    found = measure(CORRUPTION, known(lambda rows: 1 / (1 + np.exp(-rows[:, 0]))), data, samples=4000)
    for severity, deviation in enumerate((0.1, 0.2, 0.4, 0.7, 1.0), 1):
        right = estimate(found, "accuracy", {"corruption": "noise", "severity": severity})
        assert right == pytest.approx((NORMAL.cdf(0.9 / deviation) + NORMAL.cdf(1.1 / deviation)) / 2, abs=0.025)
    # half of the rows are −0.9 and move up by one deviation, which is 1: to 0.1, where the model says yes
    assert estimate(found, "accuracy", {"corruption": "shift", "severity": 5}) == pytest.approx(0.5, abs=0.03)


def test_a_model_that_counts_on_the_level_of_light_is_found_out() -> None:
    rng = np.random.default_rng(1)
    labels = rng.random(600) < 0.5
    pictures = np.clip(np.where(labels, 0.6, 0.4)[:, None, None, None] + rng.normal(0, 0.1, (600, 1, 12, 12)), 0, 1)
    model = known(lambda rows: 1 / (1 + np.exp(-40 * (rows.mean(axis=(1, 2, 3)) - 0.5))))
    found = measure(CORRUPTION, model, binary(pictures, labels, input_range=(0.0, 1.0)))
    assert found.facts["worst"] == "brightness"
    assert estimate(found, "accuracy", {"corruption": "brightness", "severity": 3}) == pytest.approx(0.5, abs=0.06)
    assert estimate(found, "mean_accuracy", {"corruption": "blur"}) == 1.0
    assert verdict(found, "worst_mean_accuracy", min=0.9) == "fail"


def test_a_sturdy_model_keeps_its_accuracy() -> None:
    rng = np.random.default_rng(2)
    side = rng.random(400) < 0.5
    pictures = np.zeros((400, 1, 16, 16))
    pictures[side, :, :8], pictures[~side, :, 8:] = 0.6, 0.6
    model = known(lambda rows: (rows[:, 0, :8].mean(axis=(1, 2)) > rows[:, 0, 8:].mean(axis=(1, 2))) * 0.9 + 0.05)
    found = measure(CORRUPTION, model, binary(pictures, side, input_range=(0.0, 1.0)))
    assert verdict(found, "worst_mean_accuracy", min=0.98) == "pass"


def test_a_model_of_words_that_needs_small_letters_is_found() -> None:
    texts = np.array([f"please send the {('good', 'bad')[n % 2]} report {n} today" for n in range(400)], dtype=object)
    model = known(lambda rows: np.array([0.9 if " good " in text else 0.1 for text in rows]))
    found = measure(CORRUPTION, model, binary(texts, np.tile([1, 0], 200)))
    loud = estimate(found, "accuracy", {"corruption": "upper case", "severity": 5})
    assert loud == pytest.approx(0.75, abs=0.06)  # half of the good are shouted, and lost
