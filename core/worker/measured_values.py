"""Checks what a probe gives back, so that a reading always is JSON and never holds what is no number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.probe import Measured, Metric


def checked(measured: Measured) -> Measured:
    """`measured` with plain Python values; a number that is not finite becomes None, and a warning names its metric.

    Raises TypeError for a value that JSON can't hold.
    """
    warnings = list(measured.warnings)
    metrics = []
    for metric in measured.metrics:
        made = _plain_metric(metric)
        if metric.estimate is not None and made.estimate is None:
            warnings.append(f"{metric.name} can't be given as a number here.")
        metrics.append(made)
    return Measured(metrics=tuple(metrics), warnings=tuple(dict.fromkeys(warnings)), facts=_plain(measured.facts))


def _plain_metric(metric: Metric) -> Metric:
    return replace(
        metric,
        estimate=_finite(metric.estimate),
        low=_finite(metric.low),
        high=_finite(metric.high),
        level=float(metric.level),
        n=int(metric.n),
        slice=None if metric.slice is None else {str(key): _plain(value) for key, value in metric.slice.items()},
    )


def _finite(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a reading can't hold a {type(value).__name__}")
