"""Means, their differences and the rank test against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from core.measure.means import (
    difference_of_means,
    mean_interval,
    rank_sum_p,
    ranks,
    root_mean_square,
    student_quantile,
)

RNG = np.random.default_rng(0)
FIRST, SECOND = RNG.exponential(2.0, 40), RNG.exponential(1.0, 300).round(1)


@pytest.mark.parametrize(("level", "freedom"), [(0.95, 1), (0.95, 7.3), (0.999, 40), (0.5, 500)])
def test_students_quantile_is_that_of_scipy(level: float, freedom: float) -> None:
    assert student_quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-9)


def test_the_intervals_of_means_are_those_of_scipy() -> None:
    ours = mean_interval(FIRST, level=0.9)
    theirs = stats.ttest_1samp(FIRST, 0.0).confidence_interval(0.9)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))
    apart = difference_of_means(FIRST, SECOND, level=0.9)
    theirs = stats.ttest_ind(FIRST, SECOND, equal_var=False).confidence_interval(0.9)
    assert (apart.low, apart.high) == pytest.approx((theirs.low, theirs.high))
    assert root_mean_square(FIRST, level=0.9).estimate == pytest.approx(np.sqrt(np.mean(FIRST**2)))
    assert mean_interval(FIRST[:1], level=0.9).low is None


def test_the_rank_test_is_that_of_scipy_with_ties() -> None:
    values = np.concatenate([FIRST.round(1), SECOND])
    inside = np.arange(len(values)) < len(FIRST)
    theirs = stats.mannwhitneyu(values[inside], values[~inside], use_continuity=False, method="asymptotic").pvalue
    assert rank_sum_p(ranks(values), inside) == pytest.approx(theirs, rel=1e-9)
    assert rank_sum_p(ranks(np.ones(20)), np.arange(20) < 5) == 1.0
