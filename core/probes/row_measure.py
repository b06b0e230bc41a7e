"""What several probes measure row by row before and after a change: right decisions, or the error of a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.measure.intervals import Interval, newcombe_paired, wilson
from core.measure.means import mean_interval
from core.probe import Data, Model
from core.probes.scored import rightly_decided

Floats = NDArray[np.float64]
Rows = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, kw_only=True)
class RowMeasure:
    """`name` of the mean of the rows' terms, the words for it, and its unit. `falls`: damage makes it smaller."""

    name: str
    noun: str
    axis: str
    unit: str
    falls: bool

    def terms(self, model: Model, inputs: Rows, labels: NDArray[Any]) -> tuple[Floats, int]:
        """(a term for each row (n,), how many rows got no number) of inputs that may be damaged.

        A decision: 1 where it is right, 0 where it is not or there is none. A value: its absolute error, NaN where
        there is none.
        """
        if self.falls:
            right, silent = rightly_decided(model, inputs, labels)
            return right.astype(np.float64), silent
        try:
            values = model.predict(inputs)
        except InputError:
            return np.full(len(labels), np.nan), len(labels)
        errors = np.abs(values - labels.astype(np.float64))
        errors[~np.isfinite(errors)] = np.nan
        return errors, int(np.count_nonzero(np.isnan(errors)))

    def interval(self, terms: Floats, *, level: float) -> Interval:
        """The mean of the terms (n,) of rows that have one."""
        if self.falls:
            return wilson(int(terms.sum()), len(terms), level=level)
        return mean_interval(terms[~np.isnan(terms)], level=level)

    def cost(self, before: Floats, after: Floats, *, level: float) -> Interval:
        """What a change costs, of the same rows: accuracy lost, or error added to the rows that still get a number."""
        if not self.falls:
            added = after - before
            return mean_interval(added[~np.isnan(added)], level=level)
        kept, gone = int(((before > 0) & (after > 0)).sum()), int(((before > 0) & (after == 0)).sum())
        gained = int(((before == 0) & (after > 0)).sum())
        return newcombe_paired(kept, gone, gained, len(before) - kept - gone - gained, level=level)


DECISIONS = RowMeasure(name="accuracy", noun="share of right decisions", axis="Share right", unit="share", falls=True)
VALUES = RowMeasure(
    name="mae", noun="mean absolute error", axis="Mean absolute error", unit="target's unit", falls=False
)


def row_measure(data: Data) -> RowMeasure:
    """The one that fits the task."""
    return VALUES if data.task == "regression" else DECISIONS


def measure_named(name: str) -> RowMeasure:
    """The one that a reading's metrics are named for."""
    return VALUES if name == VALUES.name else DECISIONS
