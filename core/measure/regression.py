"""Measures of a regression, as functions of sums over rows, so that a resample needs only its sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def row_terms(values: Floats, targets: Floats) -> Floats:
    """The terms whose sums all measures here need, for each row: (n, 6).

    Columns: 1, |error|, error², deviation of the target from the mean of all targets, that deviation squared, error.
    The deviation is taken from the mean so that the sum of squares loses no digits.
    """
    error = values - targets
    deviation = targets - targets.mean()
    return np.stack([np.ones_like(error), np.abs(error), error**2, deviation, deviation**2, error], axis=1)


def mae(sums: Floats) -> Floats:
    """Mean absolute error from sums (..., 6), in the target's unit."""
    result: Floats = sums[..., 1] / sums[..., 0]
    return result


def rmse(sums: Floats) -> Floats:
    """Root of the mean squared error from sums (..., 6), in the target's unit."""
    result: Floats = np.sqrt(sums[..., 2] / sums[..., 0])
    return result


def bias(sums: Floats) -> Floats:
    """Mean error, value less target, from sums (..., 6), in the target's unit: above 0 where values are too high."""
    result: Floats = sums[..., 5] / sums[..., 0]
    return result


def r2(sums: Floats) -> Floats:
    """1 − residual sum of squares / total sum of squares, from sums (..., 6); NaN where the targets do not vary."""
    total = sums[..., 4] - sums[..., 3] ** 2 / sums[..., 0]
    varies = total > 1e-12 * np.maximum(sums[..., 4], np.finfo(np.float64).tiny)
    return np.where(varies, 1.0 - sums[..., 2] / np.where(varies, total, 1.0), np.nan)
