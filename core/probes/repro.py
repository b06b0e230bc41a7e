"""Whether the same rows get the same answer again.

The rows are scored once, in the usual batches; then again several times, one row at a time, in batches of other sizes,
and in reverse order. max_abs_difference (in the unit of the scores): the largest difference of any score from the first
run. changed_scores (share of rows): rows with a score that moved by more than `tolerance`. changed_decisions (share of
rows): rows whose decision changed. Shares have Clopper and Pearson's interval (1934); over all conditions a row counts
once. The largest difference is that of the rows that were tried, counted and not estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.intervals import clopper_pearson, exact
from core.probe import (
    Data,
    Explanation,
    Measured,
    Metric,
    Model,
    Needs,
    Probe,
    Reading,
    Report,
    Setting,
    SettingValue,
)
from core.probes import wording
from core.probes.scored import drawn_rows
from core.probes.settings import LEVEL, rows_drawn

Inputs = Mapping[str, NDArray[Any]]
Scores = NDArray[np.float64]

BATCHES = (1, 7, 50)

SAMPLES = rows_drawn(500, "Rows scored again. Each is also asked alone, so that more rows take longer.")
REPEATS = Setting(
    name="repeats",
    title="Repeats",
    default=5,
    kind="int",
    minimum=1,
    maximum=1000,
    help="How often all rows are scored again in the same way.",
)
TOLERANCE = Setting(
    name="tolerance",
    title="Difference that counts",
    default=1e-5,
    kind="float",
    minimum=0.0,
    maximum=1.0,
    unit="of a score",
    help="Scores that move by no more than this are counted as the same. Numbers of 32 bits keep about seven digits.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, tolerance = float(settings["level"]), float(settings["tolerance"])
    inputs = dict(drawn_rows(data.test, int(settings["samples"]), rng).inputs)
    first = model.predict(inputs)
    n, decides = len(first), data.task != "regression"
    conditions = list(_conditions(n, int(settings["repeats"])))
    metrics: list[Metric] = []
    worst, moved, flipped = 0.0, np.zeros(n, bool), np.zeros(n, bool)
    for done, (name, order, size, times) in enumerate(conditions):
        report.progress(done, len(conditions), f"scoring the rows again: {name}")
        away, changed = np.zeros(n), np.zeros(n, bool)
        for _ in range(times):
            again = _again(model, inputs, first, order, size)
            away = np.maximum(away, _differences(first, again))
            if decides:
                changed |= model.decide(again) != model.decide(first)
        most, apart = float(away.max()), away > tolerance
        metrics += _metrics(most, apart, changed if decides else None, level, {"condition": name})
        worst, moved, flipped = max(worst, most), moved | apart, flipped | changed
    return Measured(
        metrics=_metrics(worst, moved, flipped if decides else None, level) + metrics,
        facts={"rows": n, "conditions": [name for name, *_ in conditions]},
    )


def _conditions(n: int, repeats: int) -> Iterator[tuple[str, NDArray[np.int64], int, int]]:
    """(name, order of the rows, rows a call, times)."""
    rows = np.arange(n)
    yield "repeated in the same way", rows, n, repeats
    for size in BATCHES:
        yield "one row at a time" if size == 1 else f"batches of {size}", rows, size, 1
    yield "reverse order", rows[::-1], n, 1


def _again(model: Model, inputs: Inputs, first: Scores, order: NDArray[np.int64], size: int) -> Scores:
    """The scores of all rows, asked in this order, `size` rows a call."""
    again = np.empty_like(first)
    for start in range(0, len(first), size):
        rows = order[start : start + size]
        again[rows] = model.predict({name: values[rows] for name, values in inputs.items()})
    return again


def _differences(first: Scores, again: Scores) -> Scores:
    """The largest difference of a row's scores (n,); the same kind of no number (NaN, infinity) is no difference."""
    with np.errstate(invalid="ignore"):
        away = np.where((first == again) | (np.isnan(first) & np.isnan(again)), 0.0, np.abs(first - again))
    away = np.where(np.isnan(away), np.inf, away).reshape(len(first), -1)
    largest: Scores = np.minimum(away.max(axis=1), np.finfo(np.float64).max)
    return largest


def _metrics(
    most: float,
    moved: NDArray[np.bool_],
    changed: NDArray[np.bool_] | None,
    level: float,
    where: Mapping[str, str] | None = None,
) -> list[Metric]:
    n = len(moved)
    largest = exact(most, n=n, method="exact, of the rows tried")
    share = clopper_pearson(int(np.count_nonzero(moved)), n, level=level)
    found = [
        largest.metric("max_abs_difference", unit="score", where=where),
        share.metric("changed_scores", where=where),
    ]
    if changed is not None:
        flips = clopper_pearson(int(np.count_nonzero(changed)), n, level=level)
        found.append(flips.metric("changed_decisions", where=where))
    return found


def explain(reading: Reading) -> Explanation:
    """The reading in words, changes by condition as a chart and a table."""
    headline = wording.find(reading, "changed_decisions") or wording.find(reading, "changed_scores")
    largest = wording.find(reading, "max_abs_difference")
    if headline is None or largest is None:
        return wording.nothing_measured(reading)
    conditions = [{"condition": name} for name in reading.facts["conditions"]]
    shown = [(where["condition"], wording.find(reading, headline.name, where)) for where in conditions]
    what = "decision" if headline.name == "changed_decisions" else "value"
    return Explanation(
        headline=headline,
        sentence=f"Scored again in {len(conditions)} ways, the share of {headline.n:,} rows whose {what} changed is "
        f"{wording.said(headline)}; no score moved by more than {wording.number(largest)}."
        f"{wording.against_limits(reading)}",
        means=f"On this machine the same row gets the same {what}, but for the share stated.",
        does_not_mean="Another machine, another number of threads or another version of the run-time may round "
        "differently; run the probe there too.",
        charts=(
            wording.interval_chart(
                f"Share of rows whose {what} changed",
                "; ".join(f"{name} {wording.said(metric)}" for name, metric in shown if metric) + ".",
                [(name, metric) for name, metric in shown if metric],
                threshold=wording.threshold_line(reading, headline.name),
            ),
        ),
        tables=(
            (
                "By condition",
                ("Condition", "Largest difference", "Scores moved", f"{what.capitalize()}s changed", "Interval"),
                tuple(_row(reading, headline.name, where) for where in (None, *conditions)),
            ),
        ),
    )


def _row(reading: Reading, name: str, where: Mapping[str, str] | None) -> tuple[str, ...]:
    largest, moved, changed = (
        wording.find(reading, one, where) for one in ("max_abs_difference", "changed_scores", name)
    )
    assert largest, "every condition has its metrics"
    assert moved, "every condition has its metrics"
    assert changed, "every condition has its metrics"
    return (
        where["condition"] if where else "all together",
        wording.number(largest),
        wording.number(moved),
        wording.number(changed),
        wording.interval(changed),
    )


PROBE = Probe(
    id="repro",
    version="1.0.0",
    title="Repeatability",
    measures="Whether the same rows get the same scores and decisions again, alone and in batches of other sizes.",
    items=("MOD-VAL-3", "MOD-RES-3", "DAT-RES-1", "HW-VAL-1", "ANT-VAL-3"),
    needs=Needs(),
    cost="Rows × (repeats + 5) runs of the model, a third of them one row at a time.",
    source="Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(SAMPLES, REPEATS, TOLERANCE, LEVEL),
    metrics=("changed_decisions", "changed_scores", "max_abs_difference"),
)
