"""Regressions: where the values are further off, under which damage and without which field; honest ones pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from core.probe import Data, Measured, Part, Reading
from core.probes import probe
from tests.truth.planted import Quiet, estimate, verdict


@dataclass(frozen=True, kw_only=True)
class Line:
    """Twice the first column, and a value that is no number where the second is missing."""

    machine: Any = None
    inspection: Any = None

    def predict(self, inputs: Mapping[str, Any], said: str = "") -> np.ndarray:
        x = inputs["x"]
        return np.where(np.isnan(x[:, 1]), np.nan, 2.0 * x[:, 0])


def world(seed: int, *, planted: float = 0.0) -> Data:
    """Targets with noise of 1; in the group "coast" values are `planted` too low besides."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 3, (1200, 3))
    place = rng.choice(["coast", "plain", "hills"], 1200)
    target = 2.0 * x[:, 0] + rng.normal(0, 1, 1200) + planted * (place == "coast")
    part = Part(n=1200, inputs={"x": x}, labels=target, groups={"place": place}, sha256="")
    return Data(task="regression", classes=(), positive=None, favourable=None, threshold=None, test=part)


def measured(probe_id: str, data: Data, **settings: Any) -> Measured:
    one = probe(probe_id)
    chosen = {setting.name: setting.default for setting in one.settings} | settings
    return one.run(Line(), data, chosen, np.random.default_rng(0), Quiet())  # type: ignore[arg-type]


def said(probe_id: str, found: Measured, **settings: Any) -> str:
    chosen = {setting.name: setting.default for setting in probe(probe_id).settings} | settings
    reading = Reading(
        probe=probe_id,
        version="1",
        status="ok",
        metrics=tuple(found.metrics),
        facts=found.facts,
        seed=0,
        settings=chosen,
    )
    sentence = probe(probe_id).explain(reading).sentence
    assert not {"accuracy", "decisions", "class"} & set(sentence.lower().replace(",", " ").split())
    return sentence


def test_a_group_whose_values_are_too_low_is_the_worst_slice() -> None:
    found = measured("slice-perf", world(0, planted=3.0))
    assert found.facts["weakest"][0]["where"]["place"] == "coast"
    assert verdict(found, "worst_slice_mae_gap", max=1.0) == "fail"
    assert estimate(found, "weak_slices") >= 1
    assert estimate(found, "bias", {"place": "coast"}) == pytest.approx(-3.0, abs=0.25)
    assert "place coast" in said("slice-perf", found)


def test_slices_that_are_alike_are_not_accused() -> None:
    weak = sum(estimate(measured("slice-perf", world(seed)), "weak_slices") > 0 for seed in range(1, 13))
    assert weak <= 2


def test_performance_tells_the_bias_apart_from_the_error() -> None:
    biased = measured("perf-ci", world(2, planted=3.0))
    assert estimate(biased, "bias") == pytest.approx(-1.0, abs=0.25)
    assert "too low" in said("perf-ci", biased)
    assert "balance out" in said("perf-ci", measured("perf-ci", world(3)))


def test_damage_adds_the_error_that_was_planted_and_idle_columns_none() -> None:
    found = measured("corruption", world(4))
    steps = [estimate(found, "mae", {"corruption": "shift", "severity": severity}) for severity in range(6)]
    assert steps == sorted(steps)
    # shifted by one deviation of the first column, 3, which counts twice
    assert steps[5] == pytest.approx(6.0, abs=0.3)
    assert estimate(found, "worst_mean_mae") >= estimate(found, "mean_mae", {"corruption": "shift"})
    assert "mean absolute error" in said("corruption", found)


def test_the_field_that_counts_is_missed_and_rows_without_a_value_are_told() -> None:
    found = measured("missing-input", world(5))
    assert found.facts["worst"] == "x 1"
    assert verdict(found, "largest_mae_added", max=2.0) == "fail"
    assert estimate(found, "mae_added", {"field": "x 3"}) == 0.0
    assert "x 1" in said("missing-input", found)
    silent = measured("missing-input", world(5), fill="nothing")
    assert any("x 2 (1,200 rows)" in warning for warning in silent.warnings)
