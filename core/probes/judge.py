"""What was measured, held against the limits that the plan sets.

pass: the whole interval lies on the right side; fail: the whole interval lies on the wrong side; inconclusive: the
interval holds the limit, or there is no interval. The worst verdict counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.chart import numbers
from core.errors import InputError
from core.probe import Metric, Probe, Slice, Verdict

Thresholds = Mapping[str, Mapping[str, float]]

_WORST_FIRST: tuple[Verdict, ...] = ("fail", "inconclusive", "pass")


@dataclass(frozen=True, kw_only=True)
class JudgedLimit:
    """One limit held against one metric of one slice."""

    metric: str
    slice: Slice | None
    side: str  # min or max
    limit: float
    verdict: Verdict
    sentence: str


class Judgement(NamedTuple):
    """The verdict of a reading (None where the plan sets no limit) and how it came about."""

    verdict: Verdict | None
    rows: tuple[JudgedLimit, ...]


def judge(metrics: Sequence[Metric], thresholds: Thresholds) -> Judgement:
    """Hold `metrics` against `thresholds`, {metric: {"min" | "max": limit}}.

    A limit on a metric that has several slices is held against each. Where a metric over a grouping column was measured
    over all groups and over those of sufficient size ("groups" in its slice), the sufficient ones are judged: a group
    of three rows can make any limit fail or hold. A limit on a metric that was not measured here is inconclusive.
    """
    rows = []
    for name, limits in thresholds.items():
        judged = _to_be_judged([metric for metric in metrics if metric.name == name])
        rows += [_judged(metric, side, limit) for metric in judged for side, limit in limits.items()]
        if not judged:
            rows += [_not_measured(name, side, limit) for side, limit in limits.items()]
    return Judgement(worst(row.verdict for row in rows), tuple(rows))


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The worst of several verdicts, None of none."""
    found = set(verdicts)
    return next((verdict for verdict in _WORST_FIRST if verdict in found), None)


def check_thresholds(probe: Probe, thresholds: Thresholds) -> None:
    """Refuse limits that can't be judged, before anything runs.

    Raises InputError that names the probe and the metric, side or value that makes no sense.
    """
    for name, limits in thresholds.items():
        if name not in probe.metrics:
            known = ", ".join(probe.metrics) or "none"
            raise InputError(f"{probe.id} does not measure {name}.", f"It measures: {known}.")
        if not limits:
            raise InputError(f"The limit on {name} of {probe.id} is empty.", "Write {min: 0.8} or {max: 0.1}.")
        for side, value in limits.items():
            if side not in ("min", "max"):
                raise InputError(f"The limit on {name} of {probe.id} says {side!r}.", "A limit is a min or a max.")
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
                raise InputError(f"The {side} of {name} of {probe.id} is {value!r}, which is no number.")


def _to_be_judged(metrics: list[Metric]) -> list[Metric]:
    sized = [_without_groups(metric.slice) for metric in metrics if "groups" in (metric.slice or {})]
    return [metric for metric in metrics if metric.slice is None or dict(metric.slice) not in sized]


def _without_groups(slice_: Slice | None) -> dict[str, str | int | float]:
    return {key: value for key, value in (slice_ or {}).items() if key != "groups"}


def _not_measured(name: str, side: str, limit: float) -> JudgedLimit:
    sentence = f"{name} was not measured here."
    return JudgedLimit(metric=name, slice=None, side=side, limit=limit, verdict="inconclusive", sentence=sentence)


def _judged(metric: Metric, side: str, limit: float) -> JudgedLimit:
    verdict = _verdict(metric, side, limit)
    least = "at least" if side == "min" else "at most"
    if metric.low is None or metric.high is None:
        sentence = f"{metric.name} has no interval to hold against {least} {limit:g}."
    else:
        place = {"pass": "which holds", "fail": "which misses", "inconclusive": "which does not settle"}[verdict]
        sentence = f"{metric.name} {_between(metric, metric.low, metric.high)}, {place} {least} {limit:g}."
    return JudgedLimit(
        metric=metric.name, slice=metric.slice, side=side, limit=limit, verdict=verdict, sentence=sentence
    )


def _between(metric: Metric, low: float, high: float) -> str:
    """Where the metric lies, with the digits that its interval justifies."""
    places = numbers.decimals_for(metric.estimate or low, low, high)
    if low == high:
        return f"is {numbers.written(low, places)}"
    return f"lies between {numbers.written(low, places)} and {numbers.written(high, places)}"


def _verdict(metric: Metric, side: str, limit: float) -> Verdict:
    if metric.low is None or metric.high is None or metric.estimate is None:
        return "inconclusive"
    if side == "min":
        return "pass" if metric.low >= limit else "fail" if metric.high < limit else "inconclusive"
    return "pass" if metric.high <= limit else "fail" if metric.low > limit else "inconclusive"
