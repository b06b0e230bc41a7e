"""The attack reaches the exact robust accuracy where it is known, and accuses no robust model."""

from __future__ import annotations

import numpy as np
import pytest

from core.probes import probe
from tests.truth.planted import binary, estimate, known, measure

EVASION = probe("evasion")
BUDGETS = (0.03, 0.06, 0.09, 0.12)


def curve(found: object) -> list[float]:
    return [estimate(found, "robust_accuracy", {"budget": budget}) for budget in (0.0, *BUDGETS)]  # type: ignore[arg-type]


def test_robust_accuracy_of_a_linear_model_is_the_exact_one_at_every_budget() -> None:
    rng = np.random.default_rng(0)
    weights = rng.normal(0, 1, 10)
    x = rng.uniform(-2, 2, (300, 10))
    margin = x @ weights
    labels = (margin + rng.normal(0, 0.8, 300)) > 0
    model = known(lambda rows: 1 / (1 + np.exp(-(rows @ weights))))
    # The range is wide enough that no box is cut off: a row falls when |w·x| is below reach times the sum of |w|.
    data = binary(x, labels, input_range=(-8.0, 8.0))
    found = measure(EVASION, model, data, samples=300, queries=600)
    right = (margin >= 0) == labels
    exact = [np.mean(right & (np.abs(margin) > 16 * budget * np.abs(weights).sum())) for budget in (0.0, *BUDGETS)]
    assert curve(found) == pytest.approx(exact, abs=0.004)  # one row of 300 may stand on the edge


def test_a_robust_model_keeps_its_accuracy() -> None:
    rng = np.random.default_rng(1)
    sign = rng.choice([-1.0, 1.0], 200)
    x = np.stack([sign * rng.uniform(0.6, 1.0, 200), rng.uniform(-1, 1, 200)], axis=1)
    model = known(lambda rows: 1 / (1 + np.exp(-5 * rows[:, 0])))
    found = measure(EVASION, model, binary(x, sign > 0), queries=300)
    assert curve(found) == [1.0] * 5


def test_a_constant_model_is_not_called_fragile() -> None:
    rng = np.random.default_rng(2)
    labels = rng.random(200) < 0.7
    found = measure(EVASION, known(lambda rows: np.full(len(rows), 0.7)), binary(rng.random((200, 3)), labels))
    assert curve(found) == [pytest.approx(labels.mean())] * 5


def test_a_brittle_model_of_steps_is_found() -> None:
    rng = np.random.default_rng(3)
    x = rng.random((200, 4))
    # Right on the data, but its answer changes with every hundredth of the first column.
    model = known(lambda rows: (np.floor(rows[:, 0] * 100) % 2 == 0) * 0.8 + 0.1)
    labels = np.floor(x[:, 0] * 100) % 2 == 0
    found = measure(EVASION, model, binary(x, labels))
    assert curve(found)[0] == 1.0
    assert curve(found)[-1] < 0.05


def test_a_model_that_answers_no_number_when_pushed_is_not_called_fooled() -> None:
    x = np.random.default_rng(4).uniform(0.4, 0.6, (50, 2))
    seen = {row.tobytes() for row in x}

    def chance(rows: np.ndarray) -> np.ndarray:
        return np.array([0.9 if row.tobytes() in seen else np.nan for row in rows])

    found = measure(EVASION, known(chance), binary(x, np.ones(50)), samples=50, queries=20)
    assert curve(found) == [1.0] * 5
    assert any("no number" in warning for warning in found.warnings)
