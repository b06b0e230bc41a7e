"""Intervals of quantiles against scipy's binomial distribution, and against the truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from core.measure.quantiles import binomial_share, quantile_interval


@pytest.mark.parametrize(("n", "share"), [(9, 0.5), (500, 0.95), (500, 0.99), (40, 0.3)])
def test_the_binomial_is_scipys(n: int, share: float) -> None:
    ours = [binomial_share(k, n, share) for k in range(n + 1)]
    assert ours == pytest.approx(stats.binom.cdf(np.arange(n + 1), n, share).tolist(), rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("share", [0.5, 0.95])
def test_the_true_quantile_lies_in_the_interval_as_often_as_it_says(share: float) -> None:
    rng, true = np.random.default_rng(0), stats.expon.ppf(share)
    held = 0
    for _ in range(400):
        found = quantile_interval(rng.exponential(size=200), share, level=0.95)
        held += found.low <= true <= found.high  # type: ignore[operator]
    assert 372 <= held <= 398  # at least 95 % of 400 is 380, less what chance takes


def test_the_interval_is_the_one_of_scipys_quantile_test() -> None:
    values = np.random.default_rng(1).gamma(2, size=300)
    theirs = stats.quantile_test(values, p=0.9).confidence_interval(0.95)
    ours = quantile_interval(values, 0.9, level=0.95)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))


def test_too_few_values_give_no_interval_but_the_estimate() -> None:
    found = quantile_interval(np.arange(50.0), 0.99, level=0.95)
    assert found.low is None
    assert found.high is None
    assert found.estimate == pytest.approx(np.quantile(np.arange(50.0), 0.99))
    assert "too few" in found.method
    assert quantile_interval(np.arange(9.0), 0.5, level=0.95).low is not None
