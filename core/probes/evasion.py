"""How much of the model's accuracy is left when someone nudges its inputs to be wrong.

A score-based black-box attack in L-infinity (core/measure/attack.py, after Square Attack, Andriushchenko et al. 2020):
every value of the one float input may move by at most `budget` times the input's range, and stays within that range.
robust_accuracy (share): rows decided rightly and still so after the attack / rows attacked, with the interval of
Clopper and Pearson; budget 0 is the accuracy without attack. A row fooled at a small budget counts as fooled at larger
ones.
queries_to_fool: median over the fooled rows of the queries spent at that budget.

Range: of pixels, over all values; of columns, of each column; taken from the test rows unless the binding knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Axis, Chart, Point, Series
from core.errors import InputError
from core.measure.attack import Attacked, Target, box_around, random_search
from core.measure.intervals import Interval, clopper_pearson
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
from core.probes.scored import finite, labels_of
from core.probes.settings import LEVEL

SAMPLES = Setting(
    name="samples",
    title="Rows attacked",
    default=200,
    kind="int",
    minimum=10,
    maximum=10000,
    unit="rows",
    help="Rows drawn at random from the test data. More rows narrow the interval and take longer.",
)
QUERIES = Setting(
    name="queries",
    title="Queries a row",
    default=500,
    kind="int",
    minimum=10,
    maximum=20000,
    help="How often the attack may ask the model about one row at one budget. More queries make a stronger attack.",
)
BUDGET = Setting(
    name="budget",
    title="Largest budget",
    default=0.12,
    kind="float",
    minimum=0.0001,
    maximum=1.0,
    unit="of the input's range",
    help="How far each value may be moved, as a share of its range.",
)
STEPS = Setting(
    name="steps",
    title="Budgets",
    default=4,
    kind="int",
    minimum=1,
    maximum=10,
    help="How many budgets are tried, in equal steps up to the largest.",
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The rows under attack: the perturbed input's name and values, all inputs, labels, and the input's range."""

    name: str
    inputs: Mapping[str, NDArray[Any]]
    labels: NDArray[np.int64]
    low: NDArray[Any]
    high: NDArray[Any]


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, most_queries, steps = float(settings["level"]), int(settings["queries"]), int(settings["steps"])
    drawn = _draw(data, int(settings["samples"]), rng)
    n = len(drawn.labels)
    report.progress(0, steps * most_queries, "deciding the rows without attack")
    standing = model.decide(finite(model.predict(drawn.inputs))) == drawn.labels
    metrics = [_robust(standing, 0.0, level)]
    warnings = []
    for step in range(1, steps + 1):
        budget = round(float(settings["budget"]) * step / steps, 10)

        def heard(done: int, total: int, before: int = step - 1, budget: float = budget) -> None:
            report.progress(before * total + done, steps * total, f"attacking within {budget:g} of the range")

        rows = np.flatnonzero(standing)
        attacked = _attack(model, drawn, rows, budget, most_queries, rng, heard)
        standing[rows[attacked.fooled]] = False
        metrics += [_robust(standing, budget, level), _effort(attacked, budget, level)]
        if attacked.unanswered:
            warnings.append(
                f"At budget {budget:g} the model gave no number to {attacked.unanswered:,} queries; these were not"
                " counted as fooled."
            )
    return Measured(
        metrics=metrics,
        warnings=warnings,
        facts={"input": drawn.name, "rows": n, "range": _said_range(drawn)},
    )


def _draw(data: Data, samples: int, rng: np.random.Generator) -> Drawn:
    labels = labels_of(data.test).astype(np.int64)
    floats = [name for name, values in data.test.inputs.items() if np.issubdtype(values.dtype, np.floating)]
    if len(floats) != 1:
        raise InputError(
            f"The model has {len(floats)} float inputs, and this attack perturbs exactly one.",
            "Leave this probe out; an attack on several named columns needs limits for each.",
        )
    name = floats[0]
    values = data.test.inputs[name]
    rows = np.sort(rng.choice(data.test.n, size=min(samples, data.test.n), replace=False))
    low, high = _range_of(values, data.input_range)
    return Drawn(
        name=name,
        inputs={key: array[rows] for key, array in data.test.inputs.items()},
        labels=labels[rows],
        low=low,
        high=high,
    )


def _range_of(values: NDArray[Any], known: tuple[float, float] | None) -> tuple[NDArray[Any], NDArray[Any]]:
    """Lowest and highest value, broadcastable to a row: one for all pixels, one for each column of a table."""
    if known is not None:
        return np.asarray(known[0]), np.asarray(known[1])
    finite_values = np.where(np.isfinite(values), values, np.nan)
    if values.ndim > 2:
        return np.asarray(np.nanmin(finite_values)), np.asarray(np.nanmax(finite_values))
    # A column without any value has no range; fmin and fmax then give NaN, and it stays as it is.
    return np.fmin.reduce(finite_values, axis=0), np.fmax.reduce(finite_values, axis=0)


def _attack(
    model: Model,
    drawn: Drawn,
    rows: NDArray[np.int64],
    budget: float,
    most_queries: int,
    rng: np.random.Generator,
    heard: Any,
) -> Attacked:
    beside = {name: values[rows] for name, values in drawn.inputs.items() if name != drawn.name}

    def score(changed: NDArray[Any], asked: NDArray[np.int64]) -> NDArray[np.float64]:
        return model.predict({**{name: values[asked] for name, values in beside.items()}, drawn.name: changed})

    values = drawn.inputs[drawn.name][rows]
    low, high = box_around(values, budget, drawn.low, drawn.high)
    return random_search(
        Target(score=score, decide=model.decide),
        values,
        drawn.labels[rows],
        low=low,
        high=high,
        most_queries=most_queries,
        rng=rng,
        heard=heard,
    )


def _robust(standing: NDArray[np.bool_], budget: float, level: float) -> Metric:
    interval = clopper_pearson(int(np.count_nonzero(standing)), len(standing), level=level)
    return interval.metric("robust_accuracy", where={"budget": budget})


def _effort(attacked: Attacked, budget: float, level: float) -> Metric:
    spent = attacked.queries[attacked.fooled]
    interval = Interval(
        estimate=float(np.median(spent)) if spent.size else None,
        low=None,
        high=None,
        level=level,
        method="median over the rows fooled; no interval, it measures this attack"
        if spent.size
        else "no row was fooled",
        n=int(spent.size),
    )
    return interval.metric("queries_to_fool", unit="queries", where={"budget": budget})


def _said_range(drawn: Drawn) -> str:
    if drawn.low.ndim == 0:
        return f"{float(drawn.low):g} to {float(drawn.high):g}"
    return f"of each of {drawn.low.size:,} columns, from the test rows"


def explain(reading: Reading) -> Explanation:
    """The reading in words, robust accuracy over budget as a line, and its table."""
    curve = [metric for metric in reading.metrics if metric.name == "robust_accuracy"]
    if not curve:
        return wording.nothing_measured(reading)
    clean, strongest = curve[0], curve[-1]
    budget = float((strongest.slice or {})["budget"])
    return Explanation(
        headline=strongest,
        sentence=f"When each value may be moved by {budget:g} of its range, the share of right decisions "
        f"{_change(clean, strongest)}, on {strongest.n:,} rows attacked with up to "
        f"{int(reading.settings['queries']):,} queries each.{wording.against_limits(reading)}",
        means="No more than this share of decisions stays right against someone who can ask the model for its scores.",
        does_not_mean="A stronger attack may take more: what withstood this one is not proven safe. A changed row may"
        " also be one that could not occur.",
        charts=(_curve_chart(reading, curve),),
        tables=(
            ("Robust accuracy by budget", ("Budget", "Robust accuracy", "Interval", "Queries"), _rows(reading, curve)),
        ),
    )


def _change(clean: Metric, strongest: Metric) -> str:
    if strongest.estimate == clean.estimate:
        return f"stays at {wording.said(strongest)}: the attack fooled no row"
    return f"falls from {wording.number(clean)} to {wording.said(strongest)}"


def _curve_chart(reading: Reading, curve: list[Metric]) -> Chart:
    points = tuple(
        Point(
            x=float((metric.slice or {})["budget"]),
            y=metric.estimate or 0.0,
            low=metric.low,
            high=metric.high,
            n=metric.n,
        )
        for metric in curve
    )
    return Chart(
        kind="line",
        title="Robust accuracy against budget",
        summary="; ".join(f"budget {point.x:g}: {wording.said(one)}" for point, one in zip(points, curve, strict=True))
        + ".",
        series=(Series(name="robust accuracy", points=points),),
        x=Axis(label="Budget, as a share of the input's range", low=0.0),
        value=Axis(label="Share right", low=0.0, high=1.0),
        threshold=wording.threshold_line(reading, "robust_accuracy"),
    )


def _rows(reading: Reading, curve: list[Metric]) -> wording.Rows:
    rows = []
    for metric in curve:
        effort = wording.find(reading, "queries_to_fool", metric.slice)
        queries = f"{effort.estimate:,.0f}" if effort and effort.estimate is not None else "—"
        budget = f"{float((metric.slice or {})['budget']):g}"
        rows.append((budget, wording.number(metric), wording.interval(metric), queries))
    return tuple(rows)


PROBE = Probe(
    id="evasion",
    version="1.0.0",
    title="Evasion under budget",
    measures="How much accuracy is left when inputs are nudged, within a budget, to make the model wrong.",
    items=("MOD-SEC-3", "POST-RES-2"),
    needs=Needs(labels=True, scores=True, float_input=True, tasks=frozenset({"binary", "multiclass"})),
    cost="Up to rows × queries × budgets runs of the model; rows that are fooled early cost less.",
    source="Andriushchenko et al. 2020, Square Attack; Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(SAMPLES, QUERIES, BUDGET, STEPS, LEVEL),
    metrics=("robust_accuracy", "queries_to_fool"),
)
