"""Slices of the test rows, and which of them the model serves worse than the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.counts import Grouping, grouping_of
from core.measure.exact import fisher_exact, holm

MOST_VALUES = 30  # a text with more values is a name or a number, not a slice
QUARTERS = 4
FEW_VALUES = 8


@dataclass(frozen=True, kw_only=True)
class SliceCount:
    """One slice: its rows, how many were decided rightly, and the same for all rows outside it.

    `p` is Fisher's two-sided value of the slice against the rest, `p_adjusted` Holm's over all slices compared.
    """

    where: Mapping[str, str]
    right: int
    n: int
    rest_right: int
    rest_n: int
    p: float
    p_adjusted: float

    @property
    def share(self) -> float:
        return self.right / self.n

    @property
    def is_below(self) -> bool:
        """Whether it does worse than the rest, be it by chance."""
        return self.rest_n > 0 and self.share < self.rest_right / self.rest_n


def groupings(columns: Mapping[str, NDArray[Any]], *, pairs: bool) -> list[Grouping]:
    """One grouping for each column (n,), and one for each two of them."""
    found = [grouping_of({name: values}) for name, values in columns.items()]
    if pairs:
        found += [grouping_of({one: columns[one], other: columns[other]}) for one, other in combinations(columns, 2)]
    return found


def cut(values: NDArray[Any]) -> NDArray[Any] | None:
    """A field (n,) as text values that name slices: each value where there are few, quarters of equal numbers of rows
    where there are many numbers; None where it can't be cut.
    """
    if values.dtype.kind not in "biuf":
        texts = np.asarray(values).astype(str)
        few = 2 <= len(np.unique(texts)) <= MOST_VALUES
        return np.char.replace(texts, "\n", " ").astype(object) if few else None
    numbers = values.astype(np.float64)
    known = np.isfinite(numbers)
    distinct = np.unique(numbers[known])
    if len(distinct) < 2:
        return None
    if len(distinct) <= FEW_VALUES:
        named = np.array([f"{value:g}" for value in numbers.tolist()], dtype=object)
    else:
        edges = np.unique(np.quantile(numbers[known], np.arange(1, QUARTERS) / QUARTERS, method="lower"))
        names = [f"up to {edges[0]:g}"]
        names += [f"above {low:g}, up to {high:g}" for low, high in pairwise(edges)]
        names.append(f"above {edges[-1]:g}")
        named = np.array(names, dtype=object)[np.searchsorted(edges, numbers, side="left")]
    named[~known] = "no number"
    return named


def count_slices(right: NDArray[np.bool_], found: Sequence[Grouping], *, min_rows: int) -> list[SliceCount]:
    """Every slice of at least `min_rows` rows with its exact test against the rest; a slice of all rows is left out."""
    all_n, all_right = len(right), int(np.count_nonzero(right))
    counted: list[tuple[dict[str, str], int, int]] = []
    for grouping in found:
        n = np.bincount(grouping.group, minlength=len(grouping.names))
        hits = np.bincount(grouping.group[right], minlength=len(grouping.names))
        for group in np.flatnonzero((n >= min_rows) & (n < all_n)):
            where = dict(zip(grouping.columns, grouping.names[group], strict=True))
            counted.append((where, int(hits[group]), int(n[group])))
    p_values = [fisher_exact(hits, n, all_right - hits, all_n - n) for _, hits, n in counted]
    return [
        SliceCount(
            where=where,
            right=hits,
            n=n,
            rest_right=all_right - hits,
            rest_n=all_n - n,
            p=p,
            p_adjusted=adjusted,
        )
        for (where, hits, n), p, adjusted in zip(counted, p_values, holm(p_values), strict=True)
    ]
