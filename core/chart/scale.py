"""Value axes: round tick marks, the place of a value, and how a tick is written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from core.chart.model import Axis


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A value axis from `low` to `high` laid on the points from `start` to `end` (either may be the larger)."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    percent: bool = False

    def at(self, value: float) -> float:
        """Where `value` lies, in points; values beyond the ends are held at the ends."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def written(self, tick: float) -> str:
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else abs(tick) or 1.0
        if self.percent:
            return f"{_plain(tick * 100, step * 100)}%"
        return _plain(tick, step)


def fit(axis: Axis, values: Iterable[float], *, start: float, end: float, most_ticks: int) -> Scale:
    """A scale with round ends that holds all `values`, and at most about `most_ticks` ticks."""
    seen = list(values)
    low = min(seen, default=0.0) if axis.low is None else axis.low
    high = max(seen, default=1.0) if axis.high is None else axis.high
    if high <= low:
        low, high = (low - 0.5, low + 0.5) if axis.low is None else (low, low + 1.0)
    step = _round_step((high - low) / max(most_ticks - 1, 1))
    bottom = math.floor(low / step + 1e-9) * step if axis.low is None else low
    top = math.ceil(high / step - 1e-9) * step if axis.high is None else high
    first = math.ceil(bottom / step - 1e-9)
    last = math.floor(top / step + 1e-9)
    ticks = tuple(round(number * step, 12) for number in range(first, last + 1))
    return Scale(low=bottom, high=top, start=start, end=end, ticks=ticks, percent=axis.percent)


def _round_step(rough: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10.0 * power


def _plain(value: float, step: float) -> str:
    digits = 0
    while digits < 9 and abs(round(step, digits) - step) > step * 1e-6:
        digits += 1
    text = f"{value:,.{digits}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")
