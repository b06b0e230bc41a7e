"""Bootstrap intervals against scipy's, and by what they must never do."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from core.measure import classification
from core.measure.bootstrap import (
    bca_bounds,
    interval_of_counts,
    interval_of_sums,
    percentile_bounds,
    resampled_counts,
    resampled_rows,
    resampled_sums,
)


def test_bca_of_a_mean_agrees_with_scipy() -> None:
    values = np.random.default_rng(5).exponential(1.0, 80)
    terms = values[:, None]
    replicates = resampled_sums(terms, 20_000, np.random.default_rng(1))
    ours = interval_of_sums(terms, replicates, lambda sums: sums[..., 0] / 80, level=0.95)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2)
    ).confidence_interval
    width = theirs.high - theirs.low
    assert ours.low == pytest.approx(theirs.low, abs=0.03 * width)
    assert ours.high == pytest.approx(theirs.high, abs=0.03 * width)


def test_bca_of_counts_agrees_with_bca_of_rows() -> None:
    rng = np.random.default_rng(7)
    labels = rng.integers(0, 2, 150)
    decided = np.where(rng.random(150) < 0.8, labels, 1 - labels)

    def f1(indices: np.ndarray) -> float:
        counts = classification.confusion(labels[indices], decided[indices], 2)
        return float(classification.f1_by_class(counts)[1])

    theirs = stats.bootstrap(
        (np.arange(150),), f1, n_resamples=4000, method="BCa", vectorized=False, rng=np.random.default_rng(2)
    ).confidence_interval
    ours = interval_of_counts(
        classification.confusion(labels, decided, 2),
        lambda tables: classification.f1_by_class(tables)[..., 1],
        resamples=20_000,
        level=0.95,
        rng=np.random.default_rng(3),
    )
    width = theirs.high - theirs.low
    assert ours.low == pytest.approx(theirs.low, abs=0.06 * width)
    assert ours.high == pytest.approx(theirs.high, abs=0.06 * width)


def test_resampled_counts_are_those_of_resampled_rows() -> None:
    counts = np.array([[40, 10], [0, 50]])
    tables = resampled_counts(counts, 4000, np.random.default_rng(0))
    assert (tables.sum(axis=(1, 2)) == 100).all()
    assert (tables[:, 1, 0] == 0).all()
    assert tables.mean(axis=0) == pytest.approx(counts, abs=0.5)
    assert tables[:, 0, 0].var() == pytest.approx(100 * 0.4 * 0.6, rel=0.1)


def test_rows_are_drawn_in_chunks_and_each_resample_once() -> None:
    seen = []
    for where, rows in resampled_rows(1_000_000, 5, np.random.default_rng(0)):
        seen += list(range(where.start, where.stop))
        assert rows.shape == (where.stop - where.start, 1_000_000)
        assert 0 <= rows.min() <= rows.max() < 1_000_000
    assert seen == [0, 1, 2, 3, 4]


def test_the_same_seed_gives_the_same_interval() -> None:
    counts = np.array([[30, 5], [4, 20]])
    one, two = (
        interval_of_counts(
            counts, classification.balanced_accuracy, resamples=300, level=0.9, rng=np.random.default_rng(11)
        )
        for _ in range(2)
    )
    assert one == two


def test_a_perfect_classifier_of_few_rows_is_not_certain() -> None:
    interval = interval_of_counts(
        np.diag([10, 10]), classification.balanced_accuracy, resamples=500, level=0.95, rng=np.random.default_rng(0)
    )
    assert interval.estimate == 1.0
    assert interval.high == 1.0
    assert interval.low is not None
    assert 0.7 < interval.low < 0.97


def test_an_empty_table_has_no_estimate() -> None:
    interval = interval_of_counts(
        np.zeros((2, 2)), classification.accuracy, resamples=200, level=0.95, rng=np.random.default_rng(0)
    )
    assert interval.estimate is None


def test_replicates_that_are_no_numbers_are_left_out() -> None:
    replicates = np.array([0.2, 0.3, np.nan, 0.4, 0.5])
    assert percentile_bounds(replicates, 0.9999) == pytest.approx((0.2, 0.5), abs=1e-3)
    low, high = bca_bounds(0.35, replicates, np.array([0.3, np.nan, 0.4]), 0.95)
    assert 0.2 <= low <= 0.35 <= high <= 0.5


def test_bounds_hold_the_estimate_even_where_all_replicates_lie_above() -> None:
    low, high = bca_bounds(0.1, np.linspace(0.2, 0.4, 500), np.linspace(0.09, 0.11, 50), 0.95)
    assert low == 0.1
    assert high >= 0.2


@pytest.mark.slow
def test_bca_of_f1_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(17)
    truth = np.array([[0.55, 0.1], [0.07, 0.28]])
    f1 = float(classification.f1_by_class(truth)[1])
    covered = 0
    for table in rng.multinomial(300, truth.ravel(), size=600).reshape(-1, 2, 2):
        interval = interval_of_counts(
            table, lambda tables: classification.f1_by_class(tables)[..., 1], resamples=500, level=0.95, rng=rng
        )
        assert interval.low is not None
        assert interval.high is not None
        covered += interval.low <= f1 <= interval.high
    assert 0.92 <= covered / 600 <= 0.98
