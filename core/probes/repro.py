"""Whether the same rows get the same answer again.

The rows are scored once, in the usual batches; then again several times, one row at a time, in batches of other sizes,
in reverse order, with the model loaded anew for 1, 2, 4 ... threads inside a call, and on each other execution provider
that the run-time offers on this machine, but those that send data away. max_abs_difference (in the unit of the scores):
the largest difference of any score from the first run. changed_scores (share of rows): rows with a score that moved by
more than `tolerance`. changed_decisions (share of rows): rows whose decision changed. Shares have Clopper and Pearson's
interval (1934); over all conditions a row counts once. The largest difference is that of the rows that were tried,
counted and not estimated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import TouchstoneError
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
USUAL = "CPUExecutionProvider"
SENDS_AWAY = frozenset({"AzureExecutionProvider"})  # hands single operators to a service on the network

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
THREADS = Setting(
    name="threads",
    title="Most threads inside a call",
    default=4,
    kind="int",
    minimum=0,
    maximum=256,
    help="The model is loaded anew with 1, 2, 4 ... threads up to this many, which may add in another order. 0: none.",
)
PROVIDERS = Setting(
    name="providers",
    title="Other providers too",
    default=True,
    kind="flag",
    help="Also score the rows on each other execution provider that the run-time offers here, such as a graphics card.",
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
    conditions, warnings = list(_conditions(model, n, int(settings["repeats"]))), []
    conditions += _loaded_anew(model, n, int(settings["threads"]), others=bool(settings["providers"]))
    metrics: list[Metric] = []
    worst, moved, flipped = 0.0, np.zeros(n, bool), np.zeros(n, bool)
    ran = []
    for done, one in enumerate(conditions):
        report.progress(done, len(conditions), f"scoring the rows again: {one.name}")
        try:
            away, changed = _tried(one, inputs, first, decides=decides)
        except TouchstoneError as error:
            if one.usual:
                raise
            warnings.append(f"Not tried: {one.name}. {error.message}")
            continue
        ran.append(one.name)
        most, apart = float(away.max()), away > tolerance
        metrics += _metrics(most, apart, changed if decides else None, level, {"condition": one.name})
        worst, moved, flipped = max(worst, most), moved | apart, flipped | changed
    return Measured(
        metrics=_metrics(worst, moved, flipped if decides else None, level) + metrics,
        warnings=warnings,
        facts={"rows": n, "conditions": ran},
    )


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One way to ask again: in which order, how many rows a call, how often; `model` gives the model to ask.

    `usual`: it is the model as it was loaded first, which is not left out when it fails.
    """

    name: str
    model: Callable[[], Model]
    order: NDArray[np.int64]
    size: int
    times: int = 1
    usual: bool = True


def _conditions(model: Model, n: int, repeats: int) -> Iterator[Condition]:
    rows = np.arange(n)

    def usual() -> Model:
        return model

    yield Condition(name="repeated in the same way", model=usual, order=rows, size=n, times=repeats)
    for size in BATCHES:
        name = "one row at a time" if size == 1 else f"batches of {size}"
        yield Condition(name=name, model=usual, order=rows, size=size)
    yield Condition(name="reverse order", model=usual, order=rows[::-1], size=n)


def _loaded_anew(model: Model, n: int, most: int, *, others: bool) -> Iterator[Condition]:
    machine, rows = model.machine, np.arange(n)
    if machine is None:
        return
    count = 1
    while count <= most:
        name = f"{count} {'thread' if count == 1 else 'threads'} inside a call"
        opened = partial(machine.opened, threads=count)
        yield Condition(name=name, model=opened, order=rows, size=n, usual=False)
        count *= 2
    for provider in machine.providers if others else ():
        if provider != USUAL and provider not in SENDS_AWAY:
            opened = partial(machine.opened, provider=provider)
            yield Condition(name=f"on {provider}", model=opened, order=rows, size=n, usual=False)


def _tried(
    one: Condition, inputs: Inputs, first: Scores, *, decides: bool
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(largest difference of a score, whether the decision changed), each (n,), over all times."""
    model = one.model()
    away, changed = np.zeros(len(first)), np.zeros(len(first), bool)
    for _ in range(one.times):
        again = _again(model, inputs, first, one.order, one.size)
        away = np.maximum(away, _differences(first, again))
        if decides:
            changed |= model.decide(again) != model.decide(first)
    return away, changed


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
    what, score = ("decision", "score") if headline.name == "changed_decisions" else ("value", "value")
    return Explanation(
        headline=headline,
        sentence=f"Scored again in {len(conditions)} ways, the share of {headline.n:,} rows whose {what} changed is "
        f"{wording.said(headline)}; no {score} moved by more than {wording.number(largest)}."
        f"{wording.against_limits(reading)}",
        means=f"On this machine the same row gets the same {what}, but for the share stated.",
        does_not_mean="Another machine or another version of the run-time may round differently; run the probe there "
        "too.",
        charts=(
            wording.interval_chart(
                f"Share of rows whose {what} changed",
                wording.in_turn((name, metric) for name, metric in shown if metric),
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
    version="1.1.0",
    title="Repeatability",
    measures="Whether the same rows get the same scores and decisions again: alone, in other batches, on other threads "
    "and on other providers.",
    items=("MOD-VAL-3", "MOD-RES-3", "DAT-RES-1", "HW-VAL-1", "ANT-VAL-3"),
    needs=Needs(),
    cost="Rows × (repeats + 8) runs of the model, one of them one row at a time; it is loaded anew for each number of "
    "threads and each provider.",
    source="Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(SAMPLES, REPEATS, THREADS, PROVIDERS, TOLERANCE, LEVEL),
    metrics=("changed_decisions", "changed_scores", "max_abs_difference"),
)
