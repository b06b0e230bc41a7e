"""Quantiles of measured values with intervals that assume nothing of their distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.measure.beta import beta_share
from core.measure.intervals import Interval, undefined

Floats = NDArray[np.float64]


def quantile_interval(values: Floats, share: float, *, level: float) -> Interval:
    """The quantile at `share` of `values` (n,), between the order statistics that hold the true one with `level`.

    The number of values below the true quantile is binomial (David and Nagaraja 2003, Order Statistics, section 7.1).
    Where even the largest value can't bound it from above (the 99th percentile of 50 values), there is no interval.
    """
    ordered = np.sort(values)
    n, tail = len(ordered), (1 - level) / 2
    if n == 0:
        return undefined("nothing was measured", level=level)
    estimate = float(np.quantile(ordered, share))
    chances = np.array([binomial_share(k, n, share) for k in range(n)])  # P(no more than k values lie below)
    first = int(np.searchsorted(chances, tail, side="right"))
    last = int(np.searchsorted(chances, 1 - tail, side="left"))
    if first == 0 or last >= n:
        why = f"no interval: {n:,} values are too few for this percentile"
        return Interval(estimate=estimate, low=None, high=None, level=level, method=why, n=n)
    low, high = float(ordered[first - 1]), float(ordered[last])
    return Interval(
        estimate=estimate,
        low=min(low, estimate),
        high=max(high, estimate),
        level=level,
        method="order statistics",
        n=n,
    )


def binomial_share(most: int, n: int, share: float) -> float:
    """P(X <= most) of the binomial distribution of `n` draws with chance `share`."""
    if most >= n:
        return 1.0
    return beta_share(1 - share, n - most, most + 1)
