"""How far two people agree who put the same things into the same kinds."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from core.measure.intervals import Interval, undefined, z_of


def cohens_kappa(counts: ArrayLike, *, level: float) -> Interval:
    """Cohen's kappa of `counts` (kinds, kinds): rows are one person's kinds, columns the other's.

    kappa = (p_o - p_e) / (1 - p_e), with p_o the share on the diagonal and p_e what the margins give by chance (Cohen,
    A coefficient of agreement for nominal scales, 1960). The interval is the large-sample one of Fleiss, Cohen and
    Everitt (Large sample standard errors of kappa and weighted kappa, 1969), cut at -1 and 1. Undefined where nothing
    is counted or both used one kind alone. Raises ValueError for a table that is not square.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        raise ValueError(f"kappa needs a square table, not one of {table.shape}")
    n = int(table.sum())
    if not n:
        return undefined("nothing was answered by both", level=level)
    p = table / n
    row, column, diagonal = p.sum(axis=1), p.sum(axis=0), np.diag(p)
    agreed, chance = float(diagonal.sum()), float(row @ column)
    if 1 - chance < 1e-12:
        return undefined("both gave one and the same answer throughout", level=level, n=n)
    kappa = (agreed - chance) / (1 - chance)
    on = float((diagonal * (1 - (row + column) * (1 - kappa)) ** 2).sum())
    weights = p * (column[:, None] + row[None, :]) ** 2
    off = (1 - kappa) ** 2 * float(weights.sum() - np.diag(weights).sum())
    variance = (on + off - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2)
    reach = z_of(level) * math.sqrt(max(variance, 0.0))
    return Interval(
        estimate=kappa,
        low=max(-1.0, kappa - reach),
        high=min(1.0, kappa + reach),
        level=level,
        method="Fleiss-Cohen-Everitt",
        n=n,
    )
