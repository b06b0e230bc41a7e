"""Slices of a regression: where its values are furthest off. What slice-perf measures where there are no decisions.

mae, rmse and bias (target's unit) of a slice: Student's interval, of the squares for rmse. worst_slice_mae: the largest
of all slices; worst_slice_mae_gap: that less the mean absolute error of all other rows, Welch's interval; both at the
level 1 − (1 − level) / slices (Bonferroni). weak_slices (slices): those whose absolute errors are larger than the
rest's by Mann and Whitney's test with Holm's correction (core/measure/error_slices.py, means.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.counts import Grouping
from core.measure.error_slices import ErrorSlice, error_slices
from core.measure.intervals import Interval, exact
from core.measure.means import difference_of_means, mean_interval, root_mean_square
from core.probe import Explanation, Measured, Metric, Reading
from core.probes import wording

UNIT = "target's unit"
METRICS = ("worst_slice_mae", "worst_slice_mae_gap", "mae", "rmse", "bias")
SHOWN = 15


def measured(
    errors: NDArray[np.float64], found: Sequence[Grouping], *, level: float, min_rows: int, warnings: Sequence[str]
) -> Measured | None:
    """The slices of `errors` (n,), value less target; None where no slice has `min_rows` rows."""
    slices = error_slices(errors, found, min_rows=min_rows)
    if not slices:
        return None
    weak = [one for one in slices if one.is_worse and one.p_adjusted < 1 - level]
    everyone = mean_interval(np.abs(errors), level=level)
    return Measured(
        metrics=_metrics(errors, slices, len(weak), level),
        warnings=warnings,
        facts={
            "slices": len(slices),
            "all": {"mae": everyone.estimate, "n": len(errors)},
            "weakest": [_fact(one) for one in slices[:SHOWN]],
            "weak": [_fact(one) for one in weak[:SHOWN]],
        },
    )


def _fact(one: ErrorSlice) -> dict[str, Any]:
    return {"where": dict(one.where), "n": one.n, "p": one.p, "p_adjusted": one.p_adjusted}


def _metrics(errors: NDArray[np.float64], slices: list[ErrorSlice], weak: int, level: float) -> list[Metric]:
    size, worst = np.abs(errors), slices[0]
    strict, said = 1 - (1 - level) / len(slices), f", Bonferroni over {len(slices)} slices"
    gap = difference_of_means(size[worst.inside], size[~worst.inside], level=strict)

    def at_level(interval: Interval) -> Interval:
        return replace(interval, level=level, method=interval.method + said)

    metrics = [
        at_level(mean_interval(size[worst.inside], level=strict)).metric("worst_slice_mae", unit=UNIT),
        at_level(gap).metric("worst_slice_mae_gap", unit=UNIT),
        exact(weak, n=len(errors), method=f"Mann-Whitney against the rest, Holm over {len(slices)} slices").metric(
            "weak_slices", unit="slices"
        ),
    ]
    for one in slices:
        inside, where = errors[one.inside], dict(one.where)
        metrics.append(mean_interval(np.abs(inside), level=level).metric("mae", unit=UNIT, where=where))
        metrics.append(root_mean_square(inside, level=level).metric("rmse", unit=UNIT, where=where))
        metrics.append(mean_interval(inside, level=level).metric("bias", unit=UNIT, where=where))
    return metrics


def explain(reading: Reading, worst: Metric, weak_said: str) -> Explanation:
    """The reading in words, the mean errors of the worst slices as a chart and a table."""
    weakest = reading.facts["weakest"]
    shown = [(_named(one), _of(reading, "mae", one)) for one in weakest]
    return Explanation(
        headline=worst,
        sentence=f"Of {reading.facts['slices']:,} slices the values are furthest off in {_named(weakest[0])}: by "
        f"{wording.said(worst)} on average in its {weakest[0]['n']:,} rows, against {reading.facts['all']['mae']:.4g} "
        f"on all rows, in the target's unit. {weak_said}{wording.against_limits(reading)}",
        means="Rows of a weak slice get values that are further off than the figure for all rows leads one to expect.",
        does_not_mean="Slices were cut by the columns at hand: a weakness along something that was not recorded stays"
        " unseen, and so do groups smaller than the smallest slice.",
        charts=(
            wording.interval_chart(
                "Mean absolute error in the worst slices",
                "; ".join(f"{name} {wording.said(metric)}" for name, metric in shown[:5]) + ".",
                shown,
                threshold=wording.threshold_line(reading, "worst_slice_mae"),
            ),
        ),
        tables=(
            ("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics[:3])),
            (
                "Worst slices",
                ("Slice", "Rows", "Mean absolute error", "Interval", "RMSE", "Mean error", "p adjusted"),
                tuple(_row(reading, one) for one in weakest),
            ),
        ),
    )


def _row(reading: Reading, one: Mapping[str, Any]) -> tuple[str, ...]:
    error, root, bias = (_of(reading, name, one) for name in ("mae", "rmse", "bias"))
    numbers = (wording.number(error), wording.interval(error), wording.number(root), wording.number(bias))
    return (_named(one), f"{one['n']:,}", *numbers, f"{one['p_adjusted']:.2g}")


def _of(reading: Reading, name: str, one: Mapping[str, Any]) -> Metric:
    metric = wording.find(reading, name, one["where"])
    assert metric is not None, "every slice shown has its errors"
    return metric


def _named(one: Mapping[str, Any]) -> str:
    return ", ".join(f"{column} {value}" for column, value in one["where"].items())
