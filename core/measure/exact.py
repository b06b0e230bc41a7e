"""Exact tests of counts, and the correction for making many of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def hypergeometric(drawn: int, marked: int, total: int) -> tuple[int, Floats]:
    """The hypergeometric distribution: (smallest count, probabilities from there up) of marked ones among `drawn`
    drawn without replacement from `total`, of which `marked` are marked. Raises ValueError for impossible sizes.
    """
    if not 0 <= drawn <= total or not 0 <= marked <= total:
        raise ValueError(f"can't draw {drawn} with {marked} marked from {total}")
    first, last = max(0, drawn + marked - total), min(drawn, marked)
    counts = np.arange(first, last + 1)
    # Built from the ratio of neighbours on the log scale: no factorials, so no loss of digits for large tables.
    step = np.log((marked - counts[:-1]) * (drawn - counts[:-1]).astype(np.float64)) - np.log(
        (counts[:-1] + 1.0) * (total - marked - drawn + counts[:-1] + 1.0)
    )
    logs = np.concatenate([[0.0], np.cumsum(step)])
    weights = np.exp(logs - logs.max())
    return first, weights / weights.sum()


def fisher_exact(x1: int, n1: int, x2: int, n2: int) -> float:
    """Two-sided p of Fisher's exact test that x1 of n1 and x2 of n2 come from one share.

    Fisher (1935): the summed probability of all tables with these margins that are no likelier than the one seen, with
    a relative slack of 1e-7 for ties, as in R and scipy.
    """
    first, chances = hypergeometric(n1, x1 + x2, n1 + n2)
    seen = chances[x1 - first]
    return float(min(1.0, chances[chances <= seen * (1 + 1e-7)].sum()))


def holm(p_values: list[float]) -> list[float]:
    """The p-values adjusted for their number, in their order: Holm (1979), Scandinavian Journal of Statistics 6:65.

    Rejecting where the adjusted value is below α keeps the chance of any false rejection below α.
    """
    count = len(p_values)
    adjusted, reached = [1.0] * count, 0.0
    for place, index in enumerate(sorted(range(count), key=lambda i: p_values[i])):
        reached = max(reached, min(1.0, (count - place) * p_values[index]))
        adjusted[index] = reached
    return adjusted
