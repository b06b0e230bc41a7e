"""Pearson's chi-square tests, with the distribution's tail in plain Python: scipy is too heavy to ship for it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CLOSE = 1e-15
_MOST_TERMS = 100_000


def chi_square_tail(x: float, freedom: int) -> float:
    """P(X > x) for X of the chi-square distribution with `freedom` degrees: Q(freedom / 2, x / 2).

    The incomplete gamma function by its series or its continued fraction, whichever converges (Press et al., Numerical
    Recipes, 3rd ed., section 6.2). Raises ValueError unless `freedom` is positive.
    """
    if freedom < 1:
        raise ValueError(f"chi-square needs at least one degree of freedom, not {freedom!r}")
    if x <= 0:
        return 1.0
    a, half = freedom / 2, x / 2
    log_front = a * math.log(half) - half - math.lgamma(a)
    if half < a + 1:
        term = total = 1 / a
        for k in range(1, _MOST_TERMS):
            term *= half / (a + k)
            total += term
            if term < total * _CLOSE:
                break
        return max(0.0, 1.0 - math.exp(log_front) * total)
    # Lentz's method for the continued fraction of the upper part
    b = half + 1 - a
    c, d = 1e300, 1 / b
    value = d
    for k in range(1, _MOST_TERMS):
        step = -k * (k - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return math.exp(log_front) * value


def homogeneity(counts: NDArray[Any]) -> tuple[float, int, float]:
    """(statistic, degrees of freedom, p) of Pearson's test (1900) that the rows of `counts` (rows, kinds) are alike.

    Alike: drawn from one distribution. Kinds and rows that are empty are left out; where nothing is left to compare, p
    is 1.
    """
    kept = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0].astype(np.float64)
    freedom = (kept.shape[0] - 1) * (kept.shape[1] - 1)
    if freedom < 1:
        return 0.0, 0, 1.0
    expected = kept.sum(axis=1, keepdims=True) * kept.sum(axis=0) / kept.sum()
    statistic = float((np.square(kept - expected) / expected).sum())
    return statistic, freedom, chi_square_tail(statistic, freedom)


def fit(counts: NDArray[Any], shares: NDArray[Any]) -> tuple[float, int, float]:
    """(statistic, degrees of freedom, p) of Pearson's test that `counts` (kinds,) are drawn with `shares` (kinds,)."""
    expected = counts.sum() * shares / shares.sum()
    statistic = float((np.square(counts - expected) / expected).sum())
    return (
        (statistic, len(counts) - 1, chi_square_tail(statistic, len(counts) - 1)) if len(counts) > 1 else (0.0, 0, 1.0)
    )
