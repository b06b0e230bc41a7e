"""A calibrated model is not accused; a model that is too sure of itself is."""

from __future__ import annotations

import numpy as np

from core.probes import probe
from tests.truth.planted import Data, binary, estimate, known, measure, verdict

CALIBRATION = probe("calibration")


def drawn(seed: int, n: int, sharpened: float) -> tuple[Data, float]:
    """Labels drawn from true chances; the model states those chances with their log-odds times `sharpened`. Also gives
    the true calibration error: the mean of |stated − true| for stated confidences, bins aside."""
    rng = np.random.default_rng(seed)
    log_odds = rng.normal(0, 1.5, n)
    chance = 1 / (1 + np.exp(-log_odds))
    stated = 1 / (1 + np.exp(-sharpened * log_odds))
    data = binary(stated[:, None], rng.random(n) < chance)
    return data, float(np.abs(stated - chance).mean())


MODEL = known(lambda x: x[:, 0].astype(np.float64))


def test_a_calibrated_model_is_never_accused_of_any_error_at_all() -> None:
    accused = 0
    for seed in range(20):
        data, _ = drawn(seed, 2000, sharpened=1.0)
        found = measure(CALIBRATION, MODEL, data, seed=seed, bootstrap=200)
        accused += verdict(found, "ece", max=0.0) == "fail"
        accused += verdict(found, "ece_adaptive", max=0.0) == "fail"
    assert accused <= 4  # of 40


def test_overconfidence_is_found_and_its_size_lies_in_the_interval() -> None:
    data, true_error = drawn(1, 6000, sharpened=2.5)
    found = measure(CALIBRATION, MODEL, data)
    assert verdict(found, "ece", max=0.02) == "fail"
    [ece] = [one for one in found.metrics if one.name == "ece"]
    assert ece.low is not None
    assert ece.high is not None
    assert ece.low <= true_error <= ece.high
    assert estimate(found, "ece") > found.facts["ece_by_chance_at_most"]
    assert found.facts["mean_confidence"] > found.facts["share_right"] + 0.05


def test_a_calibrated_model_is_said_to_show_no_more_than_chance() -> None:
    data, _ = drawn(4, 4000, sharpened=1.0)
    found = measure(CALIBRATION, MODEL, data)
    assert estimate(found, "ece") <= found.facts["ece_by_chance_at_most"]
