"""How far groups lie apart: the largest difference and the smallest ratio of their rates.

The gap between the best and the worst of several groups is biased upward, the more so the smaller the groups: chance
alone makes some group best and some worst. The intervals here therefore come from all pairs at once: each pair gets the
interval of two shares at a level that leaves 1 − `level` for all pairs together (Bonferroni), and the gap, which is the
largest of the pairs' gaps, lies between the largest of their lower and the largest of their upper ends. No group of
three rows can then make the gap look certain, and equal groups are not accused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.measure.bootstrap import percentile_bounds, resampled_counts
from core.measure.counts import parts_of
from core.measure.intervals import Interval, katz_holds, newcombe_bounds, ratio_bounds, undefined

Floats = NDArray[np.float64]
Cells = NDArray[np.int64]
PairBounds = Callable[[int, int, int, int, float], tuple[float, float]]


def rates_of(cells: Cells, rate: str, *, empty: float = 0.0) -> Floats:
    """`rate` by group, shape (..., groups); a group with nothing to divide by gets `empty`."""
    counted, out_of = parts_of(cells, rate)
    shares = np.full(counted.shape, empty)
    np.divide(counted, out_of, out=shares, where=out_of > 0)
    return shares


def differences(cells: Cells, rates: Sequence[str], *, empty: float = 0.0) -> Floats:
    """The largest difference between two groups in any of `rates`, shape (...).

    With ("tpr", "fpr") it is fairlearn's equalized_odds_difference, with ("selection_rate",) its
    demographic_parity_difference, with ("tpr",) its equal_opportunity_difference.
    """
    shares = np.stack([rates_of(cells, rate, empty=empty) for rate in rates])
    # fmax and fmin pass over NaN, which stands for a group with nothing to divide by.
    spans = np.fmax.reduce(shares, axis=-1) - np.fmin.reduce(shares, axis=-1)
    largest: Floats = np.fmax.reduce(spans, axis=0)
    return largest


def ratios(cells: Cells, rates: Sequence[str], *, empty: float = 0.0) -> Floats:
    """The smallest ratio of two groups' shares in any of `rates`, shape (...); NaN where every share is 0."""
    shares = np.stack([rates_of(cells, rate, empty=empty) for rate in rates])
    most, least = np.fmax.reduce(shares, axis=-1), np.fmin.reduce(shares, axis=-1)
    ratio = np.divide(least, most, out=np.full(most.shape, np.nan), where=most > 0)
    smallest: Floats = np.fmin.reduce(ratio, axis=0)
    return smallest


def difference_interval(cells: Cells, rates: Sequence[str], *, level: float, leave_out_empty: bool = False) -> Interval:
    """`differences` of cells (groups, 2, 2) with the interval from Newcombe's intervals of all pairs.

    A group with nothing to divide by counts as 0 with nothing known, as in fairlearn, or is left out.
    """
    bounds = _all_pairs(cells, rates, newcombe_bounds, level, leave_out_empty=leave_out_empty)
    if not bounds:
        return undefined("there are not two groups to compare", level=level, n=int(cells.sum()))
    sizes = [_size_of_difference(low, high) for low, high in bounds]
    estimate = float(differences(cells, rates, empty=np.nan if leave_out_empty else 0.0))
    low, high = max(low for low, _ in sizes), max(high for _, high in sizes)
    return _interval(estimate, low, high, level, "Newcombe", len(bounds), cells)


def ratio_interval(cells: Cells, rates: Sequence[str], *, level: float, leave_out_empty: bool = False) -> Interval:
    """`ratios` of cells (groups, 2, 2) with the interval from the ratio intervals of all pairs (Katz, MOVER-R).

    A group with nothing to divide by counts as 0 with nothing known, as in fairlearn, or is left out.
    """
    bounds = _all_pairs(cells, rates, ratio_bounds, level, leave_out_empty=leave_out_empty)
    estimate = float(ratios(cells, rates, empty=np.nan if leave_out_empty else 0.0)) if bounds else float("nan")
    if np.isnan(estimate):
        why = "every group's share is 0" if bounds else "there are not two groups to compare"
        return undefined(why, level=level, n=int(cells.sum()))
    sizes = [_size_of_ratio(low, high) for low, high in bounds]
    low, high = min(low for low, _ in sizes), min(high for _, high in sizes)
    few = any(
        not katz_holds(counted, out_of)
        for rate in rates
        for counted, out_of in zip(*(part.tolist() for part in parts_of(cells, rate)), strict=True)
        if out_of or not leave_out_empty
    )
    method = "Katz log (MOVER-R where counts are small)" if few else "Katz log"
    return _interval(estimate, low, high, level, method, len(bounds), cells)


def bootstrap_gap(
    cells: Cells, statistic: Callable[[Cells], Floats], *, resamples: int, level: float, rng: np.random.Generator
) -> Interval:
    """A gap of cells (groups, 2, 2) with percentile bounds over resampled rows, as `fairlearn.metrics` gives them.

    The cells are sufficient, so a resample is one multinomial draw. Kept for comparison: it is biased where groups are
    small or nearly equal.
    """
    estimate = float(statistic(cells))
    replicates = statistic(resampled_counts(cells, resamples, rng))
    if not np.isfinite(estimate) or not np.isfinite(replicates).any():
        return undefined("there is nothing to compare", level=level, n=int(cells.sum()))
    low, high = percentile_bounds(replicates, level)
    low, high = min(low, estimate), max(high, estimate)
    n = int(cells.sum())
    return Interval(estimate=estimate, low=low, high=high, level=level, method="percentile bootstrap of counts", n=n)


def _all_pairs(
    cells: Cells, rates: Sequence[str], bounds_of: PairBounds, level: float, *, leave_out_empty: bool
) -> list[tuple[float, float]]:
    pairs = []
    for rate in rates:
        counted, out_of = parts_of(cells, rate)
        groups = zip(counted.tolist(), out_of.tolist(), strict=True)
        pairs += list(combinations([group for group in groups if group[1] or not leave_out_empty], 2))
    each = 1 - (1 - level) / max(1, len(pairs))
    return [bounds_of(*one, *other, each) for one, other in pairs]


def _size_of_difference(low: float, high: float) -> tuple[float, float]:
    if low <= 0 <= high:
        return 0.0, max(-low, high)
    return min(abs(low), abs(high)), max(abs(low), abs(high))


def _size_of_ratio(low: float, high: float) -> tuple[float, float]:
    turned = 1 / high if high > 0 else 1.0
    if high <= 1:
        return low, high
    return (turned, 1 / low) if low >= 1 else (min(low, turned), 1.0)


def _interval(
    estimate: float, low: float, high: float, level: float, method: str, pairs: int, cells: Cells
) -> Interval:
    if pairs > 1:
        method += f", Bonferroni over {pairs} pairs"
    low, high = max(0.0, min(low, estimate)), min(1.0, max(high, estimate))
    return Interval(estimate=estimate, low=low, high=high, level=level, method=method, n=int(cells.sum()))
