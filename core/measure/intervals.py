"""Intervals for shares: what was measured, with the range that the data leave open.

All are two-sided at `level`. None of them uses the normal interval around the estimate, which leaves [0, 1] and
is empty at 0 and 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from core.measure.beta import beta_quantile
from core.probe import Metric, Slice

NORMAL = NormalDist()
FEWEST_FOR_KATZ = 5


@dataclass(frozen=True, kw_only=True)
class Interval:
    """An estimate with its interval; `low` and `high` are None where none can be given, and `method` says why."""

    estimate: float | None
    low: float | None
    high: float | None
    level: float
    method: str
    n: int

    def metric(self, name: str, *, unit: str = "share", where: Slice | None = None) -> Metric:
        """Give this interval as the metric `name` of the slice `where`."""
        return Metric(
            name=name,
            estimate=self.estimate,
            low=self.low,
            high=self.high,
            level=self.level,
            method=self.method,
            n=self.n,
            unit=unit,
            slice=where,
        )


def exact(value: float, *, n: int, method: str = "exact") -> Interval:
    """A number that was counted, not estimated."""
    return Interval(estimate=value, low=value, high=value, level=1.0, method=method, n=n)


def undefined(why: str, *, level: float, n: int = 0) -> Interval:
    """No number at all, because `why`."""
    return Interval(estimate=None, low=None, high=None, level=level, method=f"undefined: {why}", n=n)


def z_of(level: float) -> float:
    """The two-sided normal quantile of `level`: 1.96 for 0.95. Raises ValueError outside (0, 1)."""
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not at {level!r}")
    return NORMAL.inv_cdf((1 + level) / 2)


def wilson_bounds(successes: float, n: float, level: float) -> tuple[float, float]:
    """Wilson (1927), J. Am. Stat. Assoc. 22:209: the score interval of a share; (0, 1) when n is 0."""
    if n == 0:
        return 0.0, 1.0
    z = z_of(level)
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return min(low, share), max(high, share)


def wilson(successes: int, n: int, *, level: float) -> Interval:
    """A share with Wilson's interval.

    Nothing of nothing is given as 0, as scikit-learn and fairlearn count it, with the interval from 0 to 1 that
    says what is known: nothing.
    """
    low, high = wilson_bounds(successes, n, level)
    method = "Wilson" if n else "undefined (0 of 0), counted as 0; the interval is the whole range"
    return Interval(estimate=successes / n if n else 0.0, low=low, high=high, level=level, method=method, n=n)


def clopper_pearson(successes: int, n: int, *, level: float) -> Interval:
    """A share with the exact interval of Clopper and Pearson (1934), Biometrika 26:404.

    It covers with at least `level` whatever the true share is. The bounds are beta quantiles.
    """
    if n == 0:
        return undefined("no rows", level=level)
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else beta_quantile(tail, successes, n - successes + 1)
    high = 1.0 if successes == n else beta_quantile(1 - tail, successes + 1, n - successes)
    return Interval(estimate=successes / n, low=low, high=high, level=level, method="Clopper-Pearson", n=n)


def newcombe_bounds(x1: int, n1: int, x2: int, n2: int, level: float) -> tuple[float, float]:
    """Bounds of p1 − p2 by Newcombe (1998), Statistics in Medicine 17:873, method 10 (from Wilson's intervals)."""
    p1, p2 = (x1 / n1 if n1 else 0.0), (x2 / n2 if n2 else 0.0)
    low1, high1 = wilson_bounds(x1, n1, level)
    low2, high2 = wilson_bounds(x2, n2, level)
    difference = p1 - p2
    low = difference - math.hypot(p1 - low1, high2 - p2)
    high = difference + math.hypot(high1 - p1, p2 - low2)
    return max(-1.0, low), min(1.0, high)


def newcombe(x1: int, n1: int, x2: int, n2: int, *, level: float) -> Interval:
    """The difference of two independent shares, x1/n1 − x2/n2, with Newcombe's interval (method 10)."""
    if n1 == 0 or n2 == 0:
        return undefined("one of the groups is empty", level=level, n=n1 + n2)
    low, high = newcombe_bounds(x1, n1, x2, n2, level)
    return Interval(estimate=x1 / n1 - x2 / n2, low=low, high=high, level=level, method="Newcombe", n=n1 + n2)


def newcombe_paired(both: int, first: int, second: int, neither: int, *, level: float) -> Interval:
    """The difference of two shares of the same rows, (first − second) / n.

    With the interval of Newcombe (1998), Statistics in Medicine 17:2635, method 10. `both` rows count in both shares,
    `first` in the first alone, `second` in the second alone, `neither` in none.
    """
    n = both + first + second + neither
    if n == 0:
        return undefined("no rows", level=level)
    p1, p2 = (both + first) / n, (both + second) / n
    low1, high1 = wilson_bounds(both + first, n, level)
    low2, high2 = wilson_bounds(both + second, n, level)
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    cross = both * neither - first * second
    tied = 0.0
    if margins:
        tied = (max(0.0, cross - n / 2) if cross > 0 else cross) / math.sqrt(margins)

    def reach(one: float, other: float) -> float:
        return math.sqrt(max(0.0, one * one - 2 * tied * one * other + other * other))

    low = p1 - p2 - reach(p1 - low1, high2 - p2)
    high = p1 - p2 + reach(high1 - p1, p2 - low2)
    return Interval(
        estimate=(first - second) / n,
        low=min(max(-1.0, low), (first - second) / n),
        high=max(min(1.0, high), (first - second) / n),
        level=level,
        method="Newcombe, paired",
        n=n,
    )


def ratio_bounds(x1: int, n1: int, x2: int, n2: int, level: float) -> tuple[float, float]:
    """Bounds of p1 / p2, from 0 to infinity.

    Katz, Baptista, Azen and Pike (1978), Biometrics 34:469 (normal on the log scale) where each group has at least
    FEWEST_FOR_KATZ rows of either kind. Elsewhere Katz takes 2 of 2 for certainty, so Wilson's limits are combined by
    Newcombe's MOVER-R (2016), Statistical Methods in Medical Research 25:1774.
    """
    if katz_holds(x1, n1) and katz_holds(x2, n2):
        ratio = (x1 / n1) / (x2 / n2)
        spread = math.exp(z_of(level) * math.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2))
        return ratio / spread, ratio * spread
    p1, p2 = (x1 / n1 if n1 else 0.0), (x2 / n2 if n2 else 0.0)
    low1, high1 = wilson_bounds(x1, n1, level)
    low2, high2 = wilson_bounds(x2, n2, level)
    product = p1 * p2
    top, bottom = low1 * (2 * p1 - low1), high2 * (2 * p2 - high2)
    low = top / (product + math.sqrt(max(0.0, product**2 - top * bottom))) if top > 0 else 0.0
    top, bottom = high1 * (2 * p1 - high1), low2 * (2 * p2 - low2)
    high = (product + math.sqrt(max(0.0, product**2 - top * bottom))) / bottom if bottom > 0 else math.inf
    return low, high


def katz_holds(successes: int, n: int) -> bool:
    """Whether a group has enough rows of either kind for the log scale to be close to normal."""
    return min(successes, n - successes) >= FEWEST_FOR_KATZ


def ratio_of_shares(x1: int, n1: int, x2: int, n2: int, *, level: float) -> Interval:
    """The ratio of two independent shares, (x1/n1) / (x2/n2), with the interval of `ratio_bounds`."""
    if n1 == 0 or n2 == 0 or x2 == 0:
        return undefined("the second share is 0 or a group is empty", level=level, n=n1 + n2)
    ratio = (x1 / n1) / (x2 / n2)
    low, high = ratio_bounds(x1, n1, x2, n2, level)
    method = "Katz log" if katz_holds(x1, n1) and katz_holds(x2, n2) else "MOVER-R of Wilson's limits"
    return Interval(estimate=ratio, low=min(low, ratio), high=max(high, ratio), level=level, method=method, n=n1 + n2)
