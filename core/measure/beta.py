"""The regularised incomplete beta function and its inverse, in plain Python.

Clopper-Pearson needs beta quantiles, and scipy is too heavy to ship for them.
"""

from __future__ import annotations

import math

_TINY = 1e-300
_CLOSE = 1e-15
_MOST_TERMS = 100_000


def beta_share(x: float, a: float, b: float) -> float:
    """I_x(a, b), the share of the Beta(a, b) distribution below `x`.

    Lentz's continued fraction (Press et al., Numerical Recipes, 3rd ed., section 6.4), turned round for the side
    on which it converges fast. Raises ValueError unless a and b are positive.
    """
    if a <= 0 or b <= 0:
        raise ValueError(f"beta needs positive parameters, not {a!r} and {b!r}")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(log_front) * _fraction(x, a, b) / a
    return 1.0 - math.exp(log_front) * _fraction(1 - x, b, a) / b


def beta_quantile(share: float, a: float, b: float) -> float:
    """The x with I_x(a, b) = `share`, by bisection to the last bits: slow beside Newton, and it can't go astray."""
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share!r}")
    low, high = 0.0, 1.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 / _away_from_zero(1.0 + term * d)
            c = _away_from_zero(1.0 + term / c)
            value *= c * d
        if abs(c * d - 1.0) < _CLOSE:
            return value
    raise ArithmeticError(f"the beta fraction did not settle for x={x!r}, a={a!r}, b={b!r}")


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
