"""The area under the ROC curve against scikit-learn, DeLong worked out the long way, and its coverage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from core.measure.auroc import auroc, macro_auroc, newcombe_area_bounds, placements


@given(st.integers(0, 2**32 - 1), st.booleans())
def test_the_area_agrees_with_scikit_learn_ties_included(seed: int, coarse: bool) -> None:
    rng = np.random.default_rng(seed)
    positive = np.arange(80) < rng.integers(2, 78)
    scores = rng.random(80) + 0.3 * positive
    scores = scores.round(1) if coarse else scores
    assert auroc(scores, positive, level=0.95).estimate == pytest.approx(roc_auc_score(positive, scores), abs=1e-12)


@given(st.integers(0, 2**32 - 1))
def test_the_macro_area_agrees_with_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(4), rng.integers(0, 4, 60)])
    scores = rng.dirichlet(np.ones(4), 64)
    expected = roc_auc_score(labels, scores, multi_class="ovr", average="macro")
    interval = macro_auroc(scores, labels, level=0.95)
    assert interval.estimate == pytest.approx(expected, abs=1e-12)
    assert interval.low <= interval.estimate <= interval.high  # type: ignore[operator]


def test_the_variance_is_that_of_delong_worked_out_pair_by_pair() -> None:
    rng = np.random.default_rng(2)
    positive = np.arange(40) < 15
    scores = (rng.normal(0, 1, 40) + positive).round(1)
    wins = (scores[positive][:, None] > scores[~positive]) + 0.5 * (scores[positive][:, None] == scores[~positive])
    area, values = placements(scores, positive)
    assert area == pytest.approx(wins.mean())
    assert values[positive] == pytest.approx(wins.mean(axis=1))
    assert values[~positive] == pytest.approx(wins.mean(axis=0))
    variance = wins.mean(axis=1).var(ddof=1) / 15 + wins.mean(axis=0).var(ddof=1) / 25
    interval = auroc(scores, positive, level=0.95)
    logit = np.log(area / (1 - area))
    half = 1.959963985 * np.sqrt(variance) / (area * (1 - area))
    assert interval.high == pytest.approx(1 / (1 + np.exp(-(logit + half))))


def test_classes_that_are_apart_are_not_certain_to_be() -> None:
    scores = np.arange(20.0)
    interval = auroc(scores, scores >= 10, level=0.95)
    assert interval.estimate == 1.0
    assert interval.low is not None
    assert 0.75 < interval.low < 0.95
    assert interval.method == "Newcombe, method 5"


def test_newcombes_bounds_solve_his_equation() -> None:
    low, high = newcombe_area_bounds(0.8, 20, 30, 0.95)
    for t in (low, high):
        half = 24.0
        variance = t * (1 - t) * (1 + half * (1 - t) / (2 - t) + half * t / (1 + t)) / 600
        assert (0.8 - t) ** 2 == pytest.approx(1.959963985**2 * variance, rel=1e-6)


def test_one_class_alone_has_no_area() -> None:
    assert auroc(np.arange(5.0), np.ones(5, dtype=bool), level=0.95).estimate is None
    assert macro_auroc(np.full((5, 3), 1 / 3), np.zeros(5, dtype=np.int64), level=0.95).estimate is None


@given(st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_and_scale_do_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    positive = np.arange(30) < 12
    scores = rng.integers(0, 12, 30) / 4 + positive
    order = rng.permutation(30)
    first, mixed = auroc(scores, positive, level=0.9), auroc(scores[order], positive[order], level=0.9)
    stretched = auroc(4 * scores - 3, positive, level=0.9)
    for other in (mixed, stretched):
        assert (other.low, other.estimate, other.high) == pytest.approx((first.low, first.estimate, first.high))


@pytest.mark.slow
@pytest.mark.parametrize("classes", [2, 4])
def test_the_interval_covers_as_often_as_it_says(classes: int) -> None:
    rng = np.random.default_rng(4)

    def sample(n: int) -> tuple[np.ndarray, np.ndarray]:
        labels = rng.integers(0, classes, n)
        scores = rng.normal(0, 1, (n, classes))
        scores[np.arange(n), labels] += 1.0
        return labels, scores

    def area(labels: np.ndarray, scores: np.ndarray) -> tuple[float, float, float]:
        interval = (
            auroc(scores[:, 1], labels == 1, level=0.95) if classes == 2 else macro_auroc(scores, labels, level=0.95)
        )
        return float(interval.low), float(interval.estimate), float(interval.high)  # type: ignore[arg-type]

    truth = area(*sample(400_000))[1]
    covered = np.mean([low <= truth <= high for low, _, high in (area(*sample(120)) for _ in range(800))])
    assert 0.925 <= covered <= 0.98
