"""How much of the label one column tells by itself: a column that tells all of it was hardly known beforehand.

Learned on the training rows and counted on the test rows. A column's value stands for the label that is most frequent
with it (for the mean of a target); numbers with many values are cut into `BINS` quantiles of the training rows.

told = 1 − errors with the column / errors without it, where errors without it are those of the most frequent label
(Goodman and Kruskal 1954, J. Am. Stat. Assoc. 49:732, lambda), or of the mean in squares (R², of a target).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.measure.bootstrap import interval_of_sums, resampled_sums
from core.measure.intervals import Interval, clopper_pearson, undefined
from core.measure.records import Column, Rows, as_numbers

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS = 50


@dataclass(frozen=True, kw_only=True)
class Told:
    """Errors of each test row (n,) guessed from a column, and guessed without it: 0 and 1, or squares of a target."""

    column: str
    errors: Floats
    without: Floats

    @property
    def share(self) -> float:
        """1 − errors / errors without; 0 where nothing was wrong without the column."""
        before = float(self.without.sum())
        return 1 - float(self.errors.sum()) / before if before > 0 else 0.0


def told_by(column: Column, test_labels: Rows, train_labels: Rows) -> Told:
    """What `column` tells of class indices, or of a float target."""
    trained, tested, kinds = _codes(column)
    if train_labels.dtype.kind == "f":
        sums = np.bincount(trained, weights=train_labels, minlength=kinds)
        counts = np.bincount(trained, minlength=kinds)
        means = np.where(counts > 0, sums / np.maximum(counts, 1), train_labels.mean())
        errors = np.square(test_labels - means[tested])
        return Told(column=column.name, errors=errors, without=np.square(test_labels - train_labels.mean()))
    classes = int(max(train_labels.max(), test_labels.max())) + 1
    table = np.bincount(trained * classes + train_labels, minlength=kinds * classes).reshape(kinds, classes)
    usual = int(table.sum(axis=0).argmax())
    guesses = np.where(table.any(axis=1), table.argmax(axis=1), usual)
    wrong = (guesses[tested] != test_labels).astype(np.float64)
    return Told(column=column.name, errors=wrong, without=(test_labels != usual).astype(np.float64))


def told_interval(told: Told, *, counted: bool, level: float, rng: np.random.Generator) -> Interval:
    """The share told with its interval; `counted` errors are 0 or 1, others squares."""
    n, before = len(told.errors), float(told.without.sum())
    if before == 0:
        return undefined("every label is the most frequent one", level=level, n=n)
    if counted:
        wrong = clopper_pearson(int(told.errors.sum()), n, level=level)
        assert wrong.low is not None, "there are rows"
        assert wrong.high is not None, "there are rows"
        low, high = 1 - wrong.high * n / before, 1 - wrong.low * n / before
        method = "Clopper-Pearson of the errors, those without the column taken as they are"
        return Interval(estimate=told.share, low=low, high=high, level=level, method=method, n=n)
    terms = np.stack([told.errors, told.without], axis=1)
    return interval_of_sums(
        terms, resampled_sums(terms, 1000, rng), lambda sums: 1 - sums[..., 0] / sums[..., 1], level=level
    )


def _codes(column: Column) -> tuple[Ints, Ints, int]:
    """(kinds of the training rows (m,), of the test rows (n,), how many): a kind for each value, or quantiles."""
    train, test = as_numbers(column.train), as_numbers(column.test)
    if train is not None and test is not None and len(np.unique(train)) > BINS:
        known = train[np.isfinite(train)]
        edges = np.unique(np.quantile(known, np.arange(1, BINS) / BINS)) if known.size else np.zeros(0)
        codes = [np.where(np.isfinite(one), np.searchsorted(edges, one), len(edges) + 1) for one in (train, test)]
        return codes[0].astype(np.int64), codes[1].astype(np.int64), len(edges) + 2
    both = np.concatenate([column.train.astype(str), column.test.astype(str)])
    names, found = np.unique(both, return_inverse=True)
    return found[: len(column.train)].astype(np.int64), found[len(column.train) :].astype(np.int64), len(names)
