"""Bootstrap intervals, vectorised and seeded.

Two kinds of resampling, both exact draws of n rows with replacement:
- a measure that is a function of counts needs only the counts of the resample, and these are one multinomial draw;
- a measure that is a function of sums over rows needs only the sums over the resample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.intervals import NORMAL, Interval, undefined, z_of

Floats = NDArray[np.float64]
Statistic = Callable[[NDArray[Any]], Floats]
Heard = Callable[[int, int], None]  # resamples done, resamples in all

ROWS_AT_A_TIME = 2_000_000  # drawn row numbers held at once: 16 MB


def resampled_counts(counts: NDArray[Any], resamples: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Counts of `resamples` resamples of the rows that `counts` counted: shape (resamples, *counts.shape)."""
    flat = np.asarray(counts, dtype=np.int64).ravel()
    total = int(flat.sum())
    if total == 0:
        return np.zeros((resamples, *counts.shape), dtype=np.int64)
    return rng.multinomial(total, flat / total, size=resamples).reshape(resamples, *counts.shape)


def resampled_rows(n: int, resamples: int, rng: np.random.Generator) -> Iterator[tuple[slice, NDArray[np.int64]]]:
    """Row numbers (chunk, n) of resamples, chunk by chunk, each with its place among all resamples.

    The chunk depends on n alone, so the same seed gives the same rows everywhere.
    """
    chunk = max(1, ROWS_AT_A_TIME // max(1, n))
    for start in range(0, resamples, chunk):
        stop = min(resamples, start + chunk)
        yield slice(start, stop), rng.integers(0, n, size=(stop - start, n))


def resampled_sums(
    terms: Floats, resamples: int, rng: np.random.Generator, heard: Heard | None = None
) -> NDArray[np.float64]:
    """Sums over the rows of each resample of `terms` (n, k): shape (resamples, k)."""
    n, columns = terms.shape
    sums = np.empty((resamples, columns))
    by_column = np.ascontiguousarray(terms.T)
    for where, rows in resampled_rows(n, resamples, rng):
        for column in range(columns):
            sums[where, column] = by_column[column].take(rows).sum(axis=1)
        if heard:
            heard(where.stop, resamples)
    return sums


def percentile_bounds(replicates: Floats, level: float) -> tuple[float, float]:
    """The plain percentile bounds of the defined replicates (Efron 1979)."""
    low, high = np.quantile(replicates[np.isfinite(replicates)], [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def bca_bounds(
    estimate: float, replicates: Floats, jackknife: Floats, level: float, weights: NDArray[Any] | None = None
) -> tuple[float, float]:
    """Bias-corrected and accelerated bounds: Efron (1987), J. Am. Stat. Assoc. 82:171.

    `jackknife` holds the estimate without each row, or without one row of each kind, `weights` times each. Replicates
    that are not finite are left out. The bounds are widened to hold the estimate where they would not.
    """
    drawn = replicates[np.isfinite(replicates)]
    below = (np.count_nonzero(drawn < estimate) + 0.5 * np.count_nonzero(drawn == estimate)) / drawn.size
    bias = NORMAL.inv_cdf(min(max(below, 0.5 / drawn.size), 1 - 0.5 / drawn.size))
    acceleration = _acceleration(jackknife, weights)
    shares = []
    for z in (-z_of(level), z_of(level)):
        stretched = 1 - acceleration * (bias + z)
        shares.append(NORMAL.cdf(bias + (bias + z) / stretched) if stretched > 0 else float(z > 0))
    low, high = np.quantile(drawn, shares)
    return min(float(low), estimate), max(float(high), estimate)


def _acceleration(jackknife: Floats, weights: NDArray[Any] | None) -> float:
    counted = np.isfinite(jackknife)
    values = jackknife[counted]
    weight = np.ones(values.size) if weights is None else np.asarray(weights, dtype=np.float64)[counted]
    away = np.average(values, weights=weight) - values if values.size else values
    spread = float((weight * away**2).sum())
    return float((weight * away**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0


def interval_of_counts(
    counts: NDArray[Any],
    statistic: Statistic,
    *,
    resamples: int,
    level: float,
    rng: np.random.Generator,
    said: str = "",
) -> Interval:
    """A function of counts with its BCa interval; `statistic` maps (..., *counts.shape) to (...).

    Where every resample gives the same value (a perfect classifier), the bootstrap would claim certainty: the bounds
    are then percentiles of the posterior of the counts under Perks' prior, 1/k for each of the k cells of a row.
    """
    counts = np.asarray(counts, dtype=np.int64)
    estimate = float(statistic(counts))
    n = int(counts.sum())
    if n == 0 or not np.isfinite(estimate):
        return undefined("nothing to count", level=level, n=n)
    replicates = statistic(resampled_counts(counts, resamples, rng))
    if np.ptp(replicates[np.isfinite(replicates)]) == 0:
        low, high = percentile_bounds(statistic(_posterior_counts(counts, resamples, rng)), level)
        low, high, method = min(low, estimate), max(high, estimate), "posterior with Perks' prior"
    else:
        jackknife, weights = _counts_without_one(counts, statistic)
        low, high = bca_bounds(estimate, replicates, jackknife, level, weights)
        method = "BCa bootstrap"
    return Interval(estimate=estimate, low=low, high=high, level=level, method=method + said, n=n)


def _counts_without_one(counts: NDArray[np.int64], statistic: Statistic) -> tuple[Floats, NDArray[np.int64]]:
    kinds = np.flatnonzero(counts)
    without = np.repeat(counts.reshape(1, -1), len(kinds), axis=0)
    without[np.arange(len(kinds)), kinds] -= 1
    return statistic(without.reshape(len(kinds), *counts.shape)), counts.ravel()[kinds]


def _posterior_counts(counts: NDArray[np.int64], draws: int, rng: np.random.Generator) -> Floats:
    drawn = rng.standard_gamma(counts + 1.0 / counts.shape[-1], size=(draws, *counts.shape))
    totals = drawn.reshape(draws, -1).sum(axis=1)
    shares: Floats = drawn / totals.reshape(draws, *(1,) * counts.ndim)
    return shares


def interval_of_sums(
    terms: Floats, replicates: Floats, statistic: Statistic, *, level: float, said: str = ""
) -> Interval:
    """A function of sums over rows with its BCa interval.

    `terms` (n, k) are the rows' terms, `replicates` (resamples, k) what `resampled_sums` made of them, and `statistic`
    maps sums (..., k) to (...).
    """
    n = len(terms)
    total = terms.sum(axis=0)
    estimate = float(statistic(total)) if n else float("nan")
    values = statistic(replicates)
    if not np.isfinite(estimate) or np.count_nonzero(np.isfinite(values)) < 2:
        return undefined("the data do not vary", level=level, n=n)
    low, high = bca_bounds(estimate, values, statistic(total - terms), level)
    return Interval(estimate=estimate, low=low, high=high, level=level, method="BCa bootstrap" + said, n=n)
