"""The attacks in L2 and on columns come close to the exact robust accuracy of a linear model, and never pass it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.probes import probe
from tests.truth.planted import Known, binary, estimate, known, measure

EVASION, COLUMNS = probe("evasion"), probe("evasion-columns")
BUDGETS = (0.03, 0.06, 0.09, 0.12)


def curve(found: object) -> list[float]:
    return [estimate(found, "robust_accuracy", {"budget": budget}) for budget in (0.0, *BUDGETS)]  # type: ignore[arg-type]


def drawn(features: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    weights = rng.normal(0, 1, features)
    x = rng.uniform(-2, 2, (300, features))
    return x, (x @ weights + rng.normal(0, 0.8, 300)) > 0, weights


def logistic(weights: np.ndarray) -> Known:
    return known(lambda rows: 1 / (1 + np.exp(-(rows @ weights))))


@pytest.mark.parametrize("features", [2, 8, 30])
def test_in_l2_a_linear_model_falls_where_its_margin_is_below_the_reach_of_the_ball(features: int) -> None:
    x, labels, weights = drawn(features)
    found = measure(
        EVASION, logistic(weights), binary(x, labels, input_range=(-8.0, 8.0)), samples=300, norm="all together"
    )
    margin = x @ weights
    right = (margin >= 0) == labels
    reach = 16 * np.sqrt(features) * np.linalg.norm(weights)
    exact = [float(np.mean(right & (np.abs(margin) > budget * reach))) for budget in (0.0, *BUDGETS)]
    ours = curve(found)
    assert all(one >= other - 1e-9 for one, other in zip(ours, exact, strict=True))
    assert ours == pytest.approx(exact, abs=0.03)


def test_in_l2_a_single_pixel_that_decides_may_move_far_and_is_found() -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(0.45, 0.55, (100, 1, 6, 6))
    x[:, 0, 3, 3] = rng.choice([0.3, 0.7], 100)
    data = binary(x, x[:, 0, 3, 3] > 0.5, input_range=(0.0, 1.0))
    model = known(lambda rows: 1 / (1 + np.exp(-10 * (rows[:, 0, 3, 3] - 0.5))))
    each = measure(EVASION, model, data, budget=0.05, steps=1)
    together = measure(EVASION, model, data, budget=0.05, steps=1, norm="all together")
    assert estimate(each, "robust_accuracy", {"budget": 0.05}) == 1.0  # 0.2 away, and none moves by more than 0.05
    assert estimate(together, "robust_accuracy", {"budget": 0.05}) < 0.1  # together six times as far


def test_columns_fall_where_the_box_of_their_own_ranges_reaches_and_whole_numbers_stay_whole() -> None:
    rng = np.random.default_rng(2)
    x = np.stack([rng.uniform(0, 100, 400), rng.integers(0, 41, 400), rng.integers(0, 2, 400)], axis=1)
    x[:3] = [[0, 0, 0], [100, 40, 1], [50, 20, 1]]  # the ranges are 100, 40 and 1
    weights = np.array([0.02, -0.06, 1.0])
    asked: list[np.ndarray] = []

    def chance(rows: np.ndarray) -> np.ndarray:
        asked.append(rows)
        return 1 / (1 + np.exp(-(rows @ weights)))

    margin = x @ weights
    labels = margin > 0
    found = measure(COLUMNS, known(chance), binary(x, labels), samples=400)
    exact = []
    for budget in (0.0, *BUDGETS):
        reach = np.array([100 * budget, np.floor(40 * budget + 1e-9), 0.0])
        toward = -np.sign(margin)[:, None] * np.sign(weights)
        worst = np.clip(x + toward * reach, [0, 0, 0], [100, 40, 1]) @ weights
        exact.append(np.mean((worst >= 0) == labels) if budget else 1.0)
    assert curve(found) == pytest.approx(exact, abs=0.004)
    assert found.facts["moved"] == ["x 1", "x 2"]
    assert found.facts["left"] == ["x 3"]
    everything = np.concatenate(asked)
    assert (everything[:, 1:] == np.round(everything[:, 1:])).all()
    assert everything.min() >= 0
    assert everything[:, 0].max() <= 100


def test_someone_who_reaches_one_column_does_less_than_one_who_reaches_all() -> None:
    x, labels, weights = drawn(6)
    one, everything = (
        measure(COLUMNS, logistic(weights), binary(x, labels), samples=300, columns=columns, queries=200)
        for columns in (1, 0)
    )
    assert curve(one)[0] > curve(one)[-1] > curve(everything)[-1] + 0.1


def test_columns_of_their_own_inputs_and_texts_beside_them_are_bent_and_left_alone() -> None:
    rng = np.random.default_rng(3)
    n = 120
    inputs = {
        "age": rng.uniform(20, 60, (n, 1)).astype(np.float32),
        "count": rng.integers(0, 50, (n, 1)),
        "job": rng.choice(["a", "b"], (n, 1)).astype(object),
    }

    class Several(Known):
        def predict(self, inputs: dict[str, np.ndarray], said: str = "") -> np.ndarray:  # type: ignore[override]
            assert inputs["count"].dtype == np.int64
            assert inputs["age"].dtype == np.float32
            chance = 1 / (1 + np.exp(-(inputs["age"][:, 0] - 40) / 4 - (inputs["job"][:, 0] == "a")))
            return np.stack([1 - chance, chance], axis=1)

    model = Several(chance_of=lambda x: x, inspection={})
    data = binary(inputs["age"], np.zeros(n))
    data = replace(data, test=replace(data.test, inputs=inputs))
    labels = model.decide(model.predict(inputs))
    found = measure(COLUMNS, model, replace(data, test=replace(data.test, labels=labels)), queries=50)
    assert curve(found)[0] == 1.0
    assert curve(found)[-1] < 0.9
    assert set(found.facts["moved"]) == {"age", "count"}
