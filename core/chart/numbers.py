"""How a measured number is written: with the digits that its interval justifies, and no more.

The width of the interval says where the number becomes noise: estimate and ends are written to the decimal place of
the width's second significant digit, so that the ends can still be told apart. Shares get at least two decimals, and
nothing gets more than six.
"""

from __future__ import annotations

import math

MOST_DECIMALS = 6
_PLAIN_DIGITS = 4  # significant digits where no interval says how many are justified
MINUS = "−"


def decimals_for(estimate: float, low: float | None, high: float | None) -> int:
    """How many decimals the interval from `low` to `high` justifies for `estimate`.

    Without an interval: so many that four significant digits show. A whole number that is exact has none.
    """
    if low is not None and high is not None and high > low:
        least = 2 if high <= 1 and low >= -1 else 0
        return min(max(1 - math.floor(math.log10(high - low)), least), MOST_DECIMALS)
    if float(estimate).is_integer():
        return 0
    magnitude = math.floor(math.log10(abs(estimate)))
    return min(max(_PLAIN_DIGITS - 1 - magnitude, 0), MOST_DECIMALS)


def written(value: float | None, decimals: int) -> str:
    """`value` with `decimals` decimals, thousands set apart and a real minus sign; "not measured" for None."""
    if value is None or math.isnan(value):
        return "not measured"
    if math.isinf(value):
        return "infinite" if value > 0 else f"{MINUS}infinite"
    text = f"{value:,.{decimals}f}"
    if not any(digit in "123456789" for digit in text):
        return text.lstrip("-")
    return text.replace("-", MINUS)


def estimate_text(estimate: float | None, low: float | None = None, high: float | None = None) -> str:
    """The estimate alone, with the digits that its interval justifies: "0.874"."""
    if estimate is None or not math.isfinite(estimate):
        return written(estimate, 0)
    return written(estimate, decimals_for(estimate, low, high))


def interval_text(low: float | None, high: float | None) -> str:
    """The interval alone: "0.868 to 0.880"; "none" where there is none, "exact" where both ends are one."""
    if low is None or high is None:
        return "none"
    if low == high:
        return "exact"
    if not (math.isfinite(low) and math.isfinite(high)):
        return f"{written(low, 3)} to {written(high, 3)}"
    decimals = decimals_for((low + high) / 2, low, high)
    return f"{written(low, decimals)} to {written(high, decimals)}"


def with_interval(estimate: float | None, low: float | None, high: float | None) -> str:
    """Estimate and interval in one: "0.874 (0.868 to 0.880)"; the estimate alone where there is no interval."""
    text = estimate_text(estimate, low, high)
    if estimate is None or low is None or high is None or low == high:
        return text
    return f"{text} ({interval_text(low, high)})"
