"""The evasion probe: what it perturbs, and what it refuses to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import InputError
from core.probes import probe
from core.probes.evasion import _range_of
from tests.core.probes.linear_world import made, read

EVASION = probe("evasion")


def test_robust_accuracy_never_rises_with_the_budget() -> None:
    reading = read(EVASION, *made("multiclass"), samples=60, queries=60, steps=6)
    curve = [metric.estimate for metric in reading.metrics if metric.name == "robust_accuracy"]
    assert len(curve) == 7
    assert curve == sorted(curve, reverse=True)  # type: ignore[type-var]
    assert curve[-1] < curve[0]  # type: ignore[operator]


def test_budgets_are_equal_steps_written_without_rounding_dust() -> None:
    reading = read(EVASION, *made("binary"), samples=10, queries=10)
    budgets = [metric.slice for metric in reading.metrics if metric.name == "robust_accuracy"]
    assert budgets == [{"budget": budget} for budget in (0.0, 0.03, 0.06, 0.09, 0.12)]


def test_budget_zero_is_the_accuracy_on_the_rows_drawn() -> None:
    model, data = made("binary")
    reading = read(EVASION, model, data, samples=10000, queries=10)
    right = model.decide(model.predict(data.test.inputs)) == data.test.labels
    assert reading.metrics[0].estimate == pytest.approx(right.mean())
    assert reading.metrics[0].n == 150


def test_another_input_stays_as_it_is_for_each_row() -> None:
    model, data = made("binary")
    beside = np.arange(data.test.n)
    plain = model.predict

    def predict(inputs: dict[str, np.ndarray], said: str = "") -> np.ndarray:
        nearest = np.abs(inputs["x"] - data.test.inputs["x"][inputs["row"]]).max()
        assert nearest <= 0.3
        return plain(inputs)

    model.predict = predict  # type: ignore[method-assign, assignment]
    both = replace(data, test=replace(data.test, inputs={**data.test.inputs, "row": beside}))
    assert read(EVASION, model, both, samples=40, queries=20).metrics


@pytest.mark.parametrize(
    "inputs", [{"a": np.zeros((150, 1))} | {"b": np.zeros((150, 1))}, {"t": np.array(["x"] * 150)}]
)
def test_inputs_that_this_attack_can_not_perturb_are_refused(inputs: dict[str, np.ndarray]) -> None:
    model, data = made("binary")
    with pytest.raises(InputError, match="float inputs"):
        read(EVASION, model, replace(data, test=replace(data.test, inputs=inputs)))


def test_columns_have_a_range_each_pixels_one_together_and_a_known_range_wins() -> None:
    table = np.array([[0.0, 10.0], [1.0, np.nan], [0.5, 30.0]])
    low, high = _range_of(table, None)
    assert low.tolist() == [0.0, 10.0]
    assert high.tolist() == [1.0, 30.0]
    low, high = _range_of(np.arange(16.0).reshape(1, 1, 4, 4), None)
    assert (float(low), float(high)) == (0.0, 15.0)
    low, high = _range_of(table, (0.0, 255.0))
    assert (float(low), float(high)) == (0.0, 255.0)
