"""How far one distribution of a field has moved from another.

A table `counts` has shape (2, k): the reference and the current rows, by bin.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.bootstrap import resampled_counts
from core.measure.intervals import Interval, undefined

Floats = NDArray[np.float64]
Rows = NDArray[Any]

BINS = 10
MOST_NAMES = 30
LONGEST_NAME = 60
OTHERS = "(others)"
NO_NUMBER = "no number"


def binned(reference: Rows, current: Rows) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """(names of the bins, counts (2, k)) of one field.

    Numbers: tenths of the reference, or each value where there are no more than `BINS`; numbers that are not finite
    have a bin of their own. Texts: each of the `MOST_NAMES` most frequent in both together, and the others.
    """
    if reference.dtype.kind not in "biuf":
        return _names(reference.astype(str), current.astype(str))
    parts = [part.astype(np.float64) for part in (reference, current)]
    known = [part[np.isfinite(part)] for part in parts]
    values = np.unique(np.concatenate(known))
    if len(values) <= BINS:
        names = [f"{value:g}" for value in values.tolist()]
        counts = np.stack([np.bincount(np.searchsorted(values, part), minlength=len(values)) for part in known])
    else:
        source = known[0] if len(known[0]) else known[1]
        edges = np.unique(np.quantile(source, np.arange(1, BINS) / BINS))
        names = [f"below {edges[0]:g}", *(f"from {edge:g}" for edge in edges.tolist())]
        counts = np.stack(
            [np.bincount(np.searchsorted(edges, part, side="right"), minlength=len(names)) for part in known]
        )
    lost = np.array([len(part) - len(kept) for part, kept in zip(parts, known, strict=True)])
    if lost.any():
        return (*names, NO_NUMBER), np.column_stack([counts, lost])
    return tuple(names), counts


def _names(reference: Rows, current: Rows) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    names, codes = np.unique(np.concatenate([reference, current]), return_inverse=True)
    counts = np.stack([np.bincount(part, minlength=len(names)) for part in np.split(codes, [len(reference)])])
    if len(names) <= MOST_NAMES:
        return tuple(str(name)[:LONGEST_NAME] for name in names), counts
    order = np.argsort(-counts.sum(axis=0), kind="stable")
    kept, rest = np.sort(order[:MOST_NAMES]), order[MOST_NAMES:]
    shown = (*(str(name)[:LONGEST_NAME] for name in names[kept]), OTHERS)
    return shown, np.column_stack([counts[:, kept], counts[:, rest].sum(axis=1)])


def psi(counts: Rows) -> Floats:
    """Population stability index Σ (q − p) ln(q / p) of tables (..., 2, k): Siddiqi (2006), Credit Risk Scorecards.

    Every bin counts half a row more than it holds, so that an empty one gives no infinity. It is the symmetric
    divergence of Jeffreys (1946), in nats.
    """
    filled = counts + 0.5
    shares = filled / filled.sum(axis=-1, keepdims=True)
    p, q = shares[..., 0, :], shares[..., 1, :]
    index: Floats = ((q - p) * np.log(q / p)).sum(axis=-1)
    return index


def psi_by_chance(counts: Rows) -> float:
    """About what `psi` comes to when nothing has moved: (k − 1)(1/n + 1/m), Yurdakul and Naranjo (2020), The Journal of
    Risk Model Validation 14:89.
    """
    sizes = counts.sum(axis=1)
    return float((counts.shape[1] - 1) * (1 / sizes[0] + 1 / sizes[1]))


def js_distance(p: Rows, q: Rows) -> Floats:
    """The Jensen-Shannon distance of counts or shares (..., k), 0 to 1.

    The square root of the divergence of Lin (1991), IEEE Trans. Information Theory 37:145, with logarithms to base 2.
    It is a metric (Endres and Schindelin 2003).
    """
    p, q = (np.asarray(side, dtype=np.float64) / np.sum(side, axis=-1, keepdims=True) for side in (p, q))
    p, q = np.broadcast_arrays(p, q)
    middle = (p + q) / 2

    def toward(side: Floats) -> Floats:
        ratio = np.divide(side, middle, out=np.ones_like(side), where=side > 0)
        summed: Floats = (side * np.log2(ratio)).sum(axis=-1)
        return summed

    distance: Floats = np.sqrt(np.clip((toward(p) + toward(q)) / 2, 0.0, 1.0))
    return distance


def js_interval(counts: Rows, *, resamples: int, level: float, rng: np.random.Generator) -> Interval:
    """The Jensen-Shannon distance with an interval that holds the true one, 0 included, with at least `level`.

    By the triangle inequality the measured distance is no further from the true one than each side's counts are from
    their own distribution, summed; the interval reaches as far as the `level` quantile of that sum over resamples.
    """
    n = int(counts.sum())
    if not counts.sum(axis=1).all():
        return undefined("one side has no rows", level=level, n=n)
    away = np.zeros(resamples)
    for side in counts:
        away += js_distance(resampled_counts(side, resamples, rng), side)
    reach, distance = float(np.quantile(away, level)), float(js_distance(counts[0], counts[1]))
    return Interval(
        estimate=distance,
        low=max(0.0, distance - reach),
        high=min(1.0, distance + reach),
        level=level,
        method="bootstrap of both sides' distance",
        n=n,
    )


def ks(reference: Rows, current: Rows, *, level: float) -> Interval:
    """The largest difference of two cumulative distributions (Kolmogorov 1933, Smirnov 1939), of finite numbers.

    The interval holds the true difference with at least `level` for any number of rows: each side lies within
    sqrt(ln(4 / (1 − level)) / 2n) of its own distribution (Dvoretzky, Kiefer, Wolfowitz 1956; constant of Massart
    1990), and the distance is a metric.
    """
    sides = [np.sort(part[np.isfinite(part)].astype(np.float64)) for part in (reference, current)]
    n = sum(len(side) for side in sides)
    if not all(len(side) for side in sides):
        return undefined("one side has no numbers", level=level, n=n)
    points = np.concatenate(sides)
    below = [np.searchsorted(side, points, side="right") / len(side) for side in sides]
    largest = float(np.abs(below[0] - below[1]).max())
    reach = sum(math.sqrt(math.log(4 / (1 - level)) / (2 * len(side))) for side in sides)
    low, high = max(0.0, largest - reach), min(1.0, largest + reach)
    return Interval(estimate=largest, low=low, high=high, level=level, method="Dvoretzky-Kiefer-Wolfowitz", n=n)


def permutation_p(counts: Rows, *, permutations: int, rng: np.random.Generator) -> float:
    """How often rows shuffled between reference and current lie as far apart (Jensen-Shannon) as the ones seen.

    (1 + as far) / (1 + permutations): Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9:39. A shuffle of rows
    is one multivariate hypergeometric draw of their counts.
    """
    together = counts.sum(axis=0)
    first = rng.multivariate_hypergeometric(together, int(counts[0].sum()), size=permutations, method="marginals")
    seen = float(js_distance(counts[0], counts[1]))
    as_far = np.count_nonzero(js_distance(first, together - first) >= seen * (1 - 1e-9))
    return float((1 + as_far) / (1 + permutations))
