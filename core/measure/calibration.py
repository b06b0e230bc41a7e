"""Whether stated confidence is kept: calibration error of the top label, with intervals that accuse no honest model.

The plug-in calibration error is biased upward: a perfectly calibrated model has a true error of 0 and never a measured
one of 0, and the percentiles of a bootstrap lie higher still. So the interval here is built on the resampled distance
of the bins from their measured place, and `if_calibrated` says what chance alone would give.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.measure.bootstrap import Heard, resampled_rows
from core.measure.intervals import Interval, undefined, wilson

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TIE = 1e-6  # scores are counted in float32: closer than this to one half is one half, as where decisions are made


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One bin of a reliability diagram: `kept` is the share that was right, with Wilson's interval."""

    low: float
    high: float
    n: int
    confidence: float
    kept: Interval


def top_label(scores: Floats, labels: Ints, positive: int | None) -> tuple[Floats, NDArray[np.bool_]]:
    """(confidence (n,), right (n,)) of the class with the largest score.

    Binary: the confidence is the larger of p and 1 − p of the positive class, and one half (but for `TIE`) counts as
    positive.
    """
    if positive is None:
        return scores.max(axis=1), scores.argmax(axis=1) == labels
    chance = scores[:, positive]
    right = (chance >= 0.5 - TIE) == (labels == positive)
    return np.maximum(chance, 1.0 - chance), right


def equal_width_bins(confidence: Floats, bins: int) -> Ints:
    """Bin number (n,) of ((m − 1)/M, m/M], as in Guo et al. (2017), On Calibration of Modern Neural Networks, eq. 2."""
    bin_of: Ints = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1).astype(np.int64)
    return bin_of


def equal_mass_bins(confidence: Floats, bins: int) -> Ints:
    """Bin number (n,) of bins that hold as nearly as many rows each as ties allow: Nixon et al. (2019), Measuring
    Calibration in Deep Learning (adaptive calibration error). Equal confidences always share a bin, so that the order
    of the rows does not matter.
    """
    ranks = np.searchsorted(np.sort(confidence), confidence, side="left")
    bin_of: Ints = (ranks * bins // max(1, len(confidence))).astype(np.int64)
    return bin_of


def calibration_error(confidence: Floats, right: NDArray[np.bool_], bin_of: Ints, bins: int) -> float:
    """Σ over bins of |Σ (right − confidence)| / n: the expected calibration error, 0 to 1 (Naeini et al. 2015)."""
    return float(np.abs(np.bincount(bin_of, right - confidence, bins)).sum() / len(confidence))


def reliability(confidence: Floats, right: NDArray[np.bool_], bins: int, *, level: float) -> tuple[Bin, ...]:
    """The occupied equal-width bins, from low confidence to high."""
    bin_of = equal_width_bins(confidence, bins)
    n = np.bincount(bin_of, minlength=bins)
    hits = np.bincount(bin_of, right, bins)
    summed = np.bincount(bin_of, confidence, bins)
    return tuple(
        Bin(
            low=m / bins,
            high=(m + 1) / bins,
            n=int(n[m]),
            confidence=float(summed[m] / n[m]),
            kept=wilson(int(hits[m]), int(n[m]), level=level),
        )
        for m in np.flatnonzero(n)
    )


def resampled_distances(
    gaps: Floats, binnings: list[Ints], bins: int, resamples: int, rng: np.random.Generator, heard: Heard | None = None
) -> Floats:
    """How far the bins move when the rows are drawn again: (binnings, resamples).

    `gaps` (n,) is right − confidence. For each resample and binning: Σ over bins of |resampled Σ gap − measured Σ gap|
    / n. Exact: whole rows are drawn, so counts and confidences within the bins vary together.
    """
    n = len(gaps)
    distances = np.empty((len(binnings), resamples))
    measured = [np.bincount(bin_of, gaps, bins) for bin_of in binnings]
    for where, rows in resampled_rows(n, resamples, rng):
        drawn = len(rows)
        first = (np.arange(drawn) * bins)[:, None]
        gap = gaps.take(rows).ravel()
        for number, bin_of in enumerate(binnings):
            cells = (bin_of.take(rows) + first).ravel()
            sums = np.bincount(cells, gap, drawn * bins).reshape(drawn, bins)
            distances[number, where] = np.abs(sums - measured[number]).sum(axis=1) / n
        if heard:
            heard(where.stop, resamples)
    return distances


def error_interval(error: float, distances: Floats, *, level: float, n: int) -> Interval:
    """The calibration error with an interval of ± the `level` quantile of the resampled distances (resamples,).

    By the reverse triangle inequality the measured error is never further from the true one than the bins' means are
    from theirs, all together; the bootstrap of that distance is consistent (van der Vaart 1998, Asymptotic
    Statistics, section 23.2). So it covers with at least `level` in large samples, at a true error of 0 too, where
    the usual percentiles never do.
    """
    if n < 2:
        return undefined("too few rows", level=level, n=n)
    reach = float(np.quantile(distances, level))
    low, high = max(0.0, error - reach), min(1.0, error + reach)
    return Interval(estimate=error, low=low, high=high, level=level, method="bootstrap of the bins' distance", n=n)


def if_calibrated(
    confidence: Floats, bin_of: Ints, bins: int, *, draws: int, level: float, rng: np.random.Generator
) -> tuple[float, float]:
    """(mean, `level` quantile) of the error that a model with these confidences would show if it kept them exactly.

    Consistency resampling: Bröcker and Smith (2007), Weather and Forecasting 22:651; rows keep their confidence and are
    right with that probability.
    """
    n = len(confidence)
    expected = np.bincount(bin_of, confidence, bins)
    errors = np.empty(draws)
    for draw in range(draws):
        hits = np.bincount(bin_of[rng.random(n) < confidence], minlength=bins)
        errors[draw] = np.abs(hits - expected).sum() / n
    return float(errors.mean()), float(np.quantile(errors, level))
