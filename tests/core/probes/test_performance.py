"""The performance and calibration probes: what they say and what they leave out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import InputError
from core.probes import probe
from tests.core.probes.linear_world import made, read

PERFORMANCE = probe("perf-ci")
CALIBRATION = probe("calibration")


def names(reading: object) -> set[str]:
    return {metric.name for metric in reading.metrics}  # type: ignore[attr-defined]


def test_decisions_alone_give_no_measures_of_scores_and_say_so() -> None:
    model, data = made("binary")
    reading = read(PERFORMANCE, model, replace(data, decisions_only=True), bootstrap=200)
    assert names(reading) == {"accuracy", "balanced_accuracy", "precision", "recall", "f1"}
    assert "decisions alone" in reading.warnings[0]


def test_scores_that_are_no_probabilities_still_rank() -> None:
    model, data = made("multiclass")
    raw = lambda inputs, said="": inputs["x"].astype(float) @ model.weights  # noqa: E731
    model.predict = raw  # type: ignore[method-assign]
    reading = read(PERFORMANCE, model, data, bootstrap=200)
    assert "auroc" in names(reading)
    assert "brier" not in names(reading)
    assert any("not probabilities" in warning for warning in reading.warnings)
    with pytest.raises(InputError, match="probabilities"):
        read(CALIBRATION, model, data, bootstrap=200)


def test_macro_averages_are_named_as_such() -> None:
    reading = read(PERFORMANCE, *made("multiclass"), bootstrap=200)
    for metric in reading.metrics:
        if metric.name in {"precision", "recall", "f1", "auroc"}:
            assert "macro average" in metric.method


def test_a_row_without_a_number_is_named() -> None:
    model, data = made("binary")
    good = model.predict(data.test.inputs)
    good[4] = np.nan
    model.predict = lambda inputs, said="": good  # type: ignore[method-assign]
    with pytest.raises(InputError, match="row 5"):
        read(PERFORMANCE, model, data)


def test_data_without_labels_or_rows_are_refused() -> None:
    model, data = made("binary")
    with pytest.raises(InputError, match="no labels"):
        read(PERFORMANCE, model, replace(data, test=replace(data.test, labels=None)))
    empty = replace(data.test, n=0, inputs={"x": np.zeros((0, 6))}, labels=np.zeros(0, dtype=np.int64), groups={})
    with pytest.raises(InputError, match="no rows"):
        read(PERFORMANCE, model, replace(data, test=empty))


def test_the_threshold_of_the_plan_decides() -> None:
    model, data = made("binary")
    model.threshold = 0.999
    strict = read(PERFORMANCE, model, data, bootstrap=200)
    [recall] = [metric for metric in strict.metrics if metric.name == "recall"]
    assert recall.estimate is not None
    assert recall.estimate < 0.2


def test_the_sentence_says_how_each_limit_came_out() -> None:
    model, data = made("binary")
    limits = {"accuracy": {"min": 0.01}, "auroc": {"max": 0.1}}
    sentence = PERFORMANCE.explain(read(PERFORMANCE, model, data, bootstrap=200, thresholds=limits)).sentence
    assert "The limit of at least 0.01 on accuracy is kept" in sentence
    assert "the limit of at most 0.1 on AUROC is missed" in sentence


def test_the_error_of_a_regression_is_said_in_the_targets_unit() -> None:
    reading = read(PERFORMANCE, *made("regression"), bootstrap=200)
    assert names(reading) == {"mae", "rmse", "bias", "r2"}
    assert "target's unit" in PERFORMANCE.explain(reading).sentence
