"""Means of measured values, and their differences, with intervals; and whether one part of the rows has larger values.

Student (1908), Biometrika 6:1; Welch (1947), Biometrika 34:28; Mann and Whitney (1947), Ann. Math. Stat. 18:50.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.measure.beta import beta_quantile
from core.measure.intervals import Interval, undefined

Floats = NDArray[np.float64]
MANY = 2000  # degrees of freedom from which Student's quantile is taken at this many: they differ by less than 0.1 %


def student_quantile(level: float, freedom: float) -> float:
    """The two-sided quantile t with P(|T| <= t) = `level`.

    P(|T| > t) is the share of the Beta(f/2, 1/2) distribution below f / (f + t²), f degrees of freedom.
    """
    freedom = min(freedom, MANY)
    x = beta_quantile(1 - level, freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - x) / x)


def mean_interval(values: Floats, *, level: float) -> Interval:
    """The mean of `values` (n,) with Student's interval; of fewer than two values there is none."""
    n = len(values)
    if n < 2:
        return undefined("fewer than two rows", level=level, n=n)
    mean = float(values.mean())
    half = student_quantile(level, n - 1) * float(values.std(ddof=1)) / math.sqrt(n)
    return Interval(estimate=mean, low=mean - half, high=mean + half, level=level, method="Student's t", n=n)


def root_mean_square(values: Floats, *, level: float) -> Interval:
    """The root of the mean square of `values` (n,): the root of Student's interval of the squares, from 0 up."""
    squares = mean_interval(np.square(values), level=level)
    if squares.estimate is None or squares.low is None or squares.high is None:
        return squares
    return Interval(
        estimate=math.sqrt(squares.estimate),
        low=math.sqrt(max(0.0, squares.low)),
        high=math.sqrt(squares.high),
        level=level,
        method="Student's t of the squares",
        n=squares.n,
    )


def difference_of_means(first: Floats, second: Floats, *, level: float) -> Interval:
    """Mean of `first` (n,) less mean of `second` (m,), independent rows, with Welch's interval."""
    n, m = len(first), len(second)
    if min(n, m) < 2:
        return undefined("one of the groups has fewer than two rows", level=level, n=n + m)
    difference = float(first.mean() - second.mean())
    one, other = float(first.var(ddof=1)) / n, float(second.var(ddof=1)) / m
    half = 0.0
    if one + other > 0:
        freedom = (one + other) ** 2 / (one**2 / (n - 1) + other**2 / (m - 1))
        half = student_quantile(level, freedom) * math.sqrt(one + other)
    low, high = difference - half, difference + half
    return Interval(estimate=difference, low=low, high=high, level=level, method="Welch's t", n=n + m)


def ranks(values: Floats) -> Floats:
    """The ranks (n,) of values from 1; equal ones share the mean of their ranks."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = counts.cumsum()
    shared: Floats = (last - (counts - 1) / 2)[place]
    return shared


def rank_sum_p(ranked: Floats, inside: NDArray[np.bool_]) -> float:
    """Two-sided p that the rows `inside` (n,) rank as the others do, by the normal limit with correction for ties."""
    n, here = len(ranked), int(np.count_nonzero(inside))
    there = n - here
    if min(here, there) == 0:
        return 1.0
    spread = here * there * float(ranked.var(ddof=1)) / n
    if spread <= 0:
        return 1.0
    z = (float(ranked[inside].sum()) - here * (n + 1) / 2) / math.sqrt(spread)
    return math.erfc(abs(z) / math.sqrt(2))
