"""Labels that a model's probabilities speak against, and how many there would be if nothing were wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Suspects:
    """Which labels are suspect (n,), and the class that a row would rather have: its own label where not suspect."""

    suspect: NDArray[np.bool_]
    rather: Ints


def suspects(chances: Floats, labels: Ints) -> Suspects:
    """Confident learning: Northcutt, Jiang and Chuang (2021), J. Artificial Intelligence Research 70:1373, eq. 1.

    A row counts for a class when its chance (n, k) of that class reaches the mean chance of it among the rows that
    carry its label; of several such classes the likeliest counts. A label is suspect when another class counts. A class
    that no row carries counts for no row.
    """
    classes = chances.shape[1]
    carried = np.bincount(labels, minlength=classes)
    limits = np.full(classes, np.inf)
    for index in np.flatnonzero(carried):
        limits[index] = chances[labels == index, index].mean()
    reached = np.where(chances >= limits, chances, -np.inf)
    best = reached.argmax(axis=1)
    counts = np.isfinite(reached.max(axis=1))
    suspect = counts & (best != labels)
    return Suspects(suspect=suspect, rather=np.where(suspect, best, labels))


def suspects_by_chance(chances: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Shares of suspects (draws,) when every label is drawn with the chances (n, k) that the model states.

    Classes overlap, so that even labels without any fault are suspect at times: as often as this.
    """
    bounds = np.cumsum(chances, axis=1)
    bounds /= bounds[:, -1:]
    shares = np.empty(draws)
    for draw in range(draws):
        labels = (rng.random((len(chances), 1)) > bounds).sum(axis=1)
        shares[draw] = suspects(chances, np.minimum(labels, chances.shape[1] - 1)).suspect.mean()
    return shares
