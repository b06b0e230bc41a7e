"""Slices of the rows of a regression, and in which of them the errors are larger than in the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.measure.counts import Grouping
from core.measure.exact import holm
from core.measure.means import rank_sum_p, ranks

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class ErrorSlice:
    """One slice: which rows (n,) are in it, their mean absolute error, and that of all others.

    `p` is the two-sided value of Mann and Whitney's test of its absolute errors against the rest, `p_adjusted` Holm's
    over all slices compared.
    """

    where: Mapping[str, str]
    inside: NDArray[np.bool_]
    mae: float
    rest_mae: float
    p: float
    p_adjusted: float

    @property
    def n(self) -> int:
        return int(np.count_nonzero(self.inside))

    @property
    def is_worse(self) -> bool:
        """Whether its errors are larger than those of the rest, be it by chance."""
        return self.mae > self.rest_mae


def error_slices(errors: Floats, found: Sequence[Grouping], *, min_rows: int) -> list[ErrorSlice]:
    """Every slice of at least `min_rows` rows by its absolute errors, worst first; a slice of all rows is left out."""
    size, ranked = np.abs(errors), ranks(np.abs(errors))
    cut: list[tuple[dict[str, str], NDArray[np.bool_]]] = []
    for grouping in found:
        n = np.bincount(grouping.group, minlength=len(grouping.names))
        for group in np.flatnonzero((n >= min_rows) & (n < len(errors))):
            where = dict(zip(grouping.columns, grouping.names[group], strict=True))
            cut.append((where, grouping.group == group))
    p_values = [rank_sum_p(ranked, inside) for _, inside in cut]
    made = [
        ErrorSlice(
            where=where,
            inside=inside,
            mae=float(size[inside].mean()),
            rest_mae=float(size[~inside].mean()),
            p=p,
            p_adjusted=adjusted,
        )
        for (where, inside), p, adjusted in zip(cut, p_values, holm(p_values), strict=True)
    ]
    return sorted(made, key=lambda one: (-one.mae, -one.n))
