"""Every two groups against each other, with the chance of a false alarm held down over all comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from core.measure.counts import Grouped, parts_of
from core.measure.exact import fisher_exact, holm


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """The two groups of one split whose rates lie furthest apart, with their exact test.

    `p` is Fisher's two-sided value, `p_adjusted` Holm's over `comparisons`: all pairs of all splits, since the pair was
    picked because it lies furthest apart. `n` counts the rows of both groups.
    """

    column: str
    best: str
    worst: str
    best_rate: float
    worst_rate: float
    n: int
    p: float
    p_adjusted: float
    comparisons: int


def widest_contrasts(splits: Mapping[str, Grouped], *, rate: str) -> list[Contrast]:
    """For each split (by its label) the two groups whose `rate` lies furthest apart; splits of one group give none."""
    pairs = [
        (label, one, other)
        for label, grouped in splits.items()
        for one, other in combinations(range(len(grouped.names)), 2)
    ]
    parts = {label: [part.tolist() for part in parts_of(grouped.cells, rate)] for label, grouped in splits.items()}
    p_values = []
    for label, one, other in pairs:
        counted, out_of = parts[label]
        p_values.append(fisher_exact(counted[one], out_of[one], counted[other], out_of[other]))
    contrasts: dict[str, Contrast] = {}
    for (label, one, other), p, adjusted in zip(pairs, p_values, holm(p_values), strict=True):
        counted, out_of = parts[label]
        shares = {group: counted[group] / out_of[group] if out_of[group] else 0.0 for group in (one, other)}
        best, worst = (one, other) if shares[one] >= shares[other] else (other, one)
        seen = contrasts.get(label)
        if seen and seen.best_rate - seen.worst_rate >= shares[best] - shares[worst]:
            continue
        contrasts[label] = Contrast(
            column=label,
            best=", ".join(splits[label].names[best]),
            worst=", ".join(splits[label].names[worst]),
            best_rate=shares[best],
            worst_rate=shares[worst],
            n=out_of[best] + out_of[worst],
            p=p,
            p_adjusted=adjusted,
            comparisons=len(pairs),
        )
    return list(contrasts.values())
