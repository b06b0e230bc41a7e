"""The area under the ROC curve, with an interval that needs no resampling."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.measure.intervals import Interval, undefined, z_of

Floats = NDArray[np.float64]


def placements(scores: Floats, is_positive: NDArray[np.bool_]) -> tuple[float, Floats]:
    """(area, placement values (n,)): for a positive row, the share of negative rows that it outranks, ties by half; for
    a negative row, the share of positive rows that outrank it.

    By midranks, O(n log n): Sun and Xu (2014), IEEE Signal Processing Letters 21:1389. Both classes must occur.
    """
    positives = int(np.count_nonzero(is_positive))
    negatives = len(scores) - positives
    among_all = midranks(scores)
    within = np.empty_like(among_all)
    within[is_positive] = midranks(scores[is_positive])
    within[~is_positive] = midranks(scores[~is_positive])
    below = among_all - within  # rows of the other class that lie below, ties by half
    values = np.where(is_positive, below / negatives, 1.0 - below / positives)
    return float(values[is_positive].mean()), values


def midranks(values: Floats) -> Floats:
    """Ranks from 1 up (n,), equal values sharing the mean of their ranks."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Floats = (last - (counts - 1) / 2.0)[inverse]
    return ranks


def auroc(scores: Floats, is_positive: NDArray[np.bool_], *, level: float) -> Interval:
    """Area under the ROC curve (n,) with the interval of DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837,
    taken on the logit scale (Pepe 2003, section 5.2.5), so that it stays within [0, 1].

    Where DeLong's variance is 0 (the classes are apart, or a class has one row) the interval is that of Newcombe
    (2006), Statistics in Medicine 25:559, method 5, which holds there.
    """
    positives = int(np.count_nonzero(is_positive))
    negatives = len(scores) - positives
    if positives == 0 or negatives == 0:
        return undefined("only one class occurs", level=level, n=len(scores))
    area, values = placements(scores, is_positive)
    variance = 0.0
    if positives > 1 and negatives > 1:
        variance = float(values[is_positive].var(ddof=1) / positives + values[~is_positive].var(ddof=1) / negatives)
    if variance == 0.0 or not 0 < area < 1:
        low, high = newcombe_area_bounds(area, positives, negatives, level)
        return Interval(estimate=area, low=low, high=high, level=level, method="Newcombe, method 5", n=len(scores))
    low, high = _logit_bounds(area, math.sqrt(variance), level)
    return Interval(estimate=area, low=low, high=high, level=level, method="DeLong, logit scale", n=len(scores))


def macro_auroc(scores: Floats, labels: NDArray[np.int64], *, level: float) -> Interval:
    """The plain mean over the classes that occur of each class's area against the rest (n, k).

    Its variance is the sum of squared influences of the rows, the same placement values averaged over the classes (the
    infinitesimal jackknife; LeDell, Petersen and van der Laan 2015, Electronic Journal of Statistics 9:1583).
    """
    occurring = [k for k in range(scores.shape[1]) if 0 < np.count_nonzero(labels == k) < len(labels)]
    if not occurring:
        return undefined("only one class occurs", level=level, n=len(labels))
    areas, influence = [], np.zeros(len(labels))
    for k in occurring:
        is_k = labels == k
        area, values = placements(scores[:, k], is_k)
        areas.append(area)
        influence += (values - area) / np.where(is_k, is_k.sum(), (~is_k).sum()) / len(occurring)
    mean = float(np.mean(areas))
    error = float(np.sqrt(np.square(influence).sum()))
    said = f"; macro average, one against the rest, {len(occurring)} classes"
    if error == 0.0 or not 0 < mean < 1:
        fewest = int(min(np.count_nonzero(labels == k) for k in occurring))
        low, high = newcombe_area_bounds(mean, fewest, len(labels) - fewest, level)
        method = "Newcombe, method 5, of the rarest class" + said
    else:
        low, high = _logit_bounds(mean, error, level)
        method = "DeLong influence, logit scale" + said
    return Interval(estimate=mean, low=low, high=high, level=level, method=method, n=len(labels))


def newcombe_area_bounds(area: float, positives: int, negatives: int, level: float) -> tuple[float, float]:
    """The areas t at which (area − t)² = z² V(t), Newcombe's method 5, by bisection on either side."""
    z = z_of(level)
    half = (positives + negatives) / 2 - 1

    def too_far(t: float) -> bool:
        spread = 1 + half * (1 - t) / (2 - t) + half * t / (1 + t)
        return (area - t) ** 2 > z * z * t * (1 - t) * spread / (positives * negatives)

    return _edge(too_far, 0.0, area), _edge(too_far, 1.0, area)


def _edge(too_far: Callable[[float], bool], outside: float, inside: float) -> float:
    if not too_far(outside):
        return outside
    for _ in range(80):
        middle = (outside + inside) / 2
        if too_far(middle):
            outside = middle
        else:
            inside = middle
    return inside


def _logit_bounds(area: float, error: float, level: float) -> tuple[float, float]:
    centre = math.log(area / (1 - area))
    half = z_of(level) * error / (area * (1 - area))
    low, high = (_expit(centre + side * half) for side in (-1, 1))
    return min(low, area), max(high, area)


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
