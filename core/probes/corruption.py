"""How accuracy falls as the input is damaged in ordinary ways, kind by kind and in five severities.

Kinds: of pictures noise, blur, contrast, brightness, shift and JPEG compression; of columns noise, shift, a wrong unit,
missing and swapped cells; of written texts typing errors and upper case (steps: core/measure/corruptions.py). accuracy
(share): right decisions at {corruption, severity}, Wilson's interval; severity 0 is the input as it is. mean_accuracy
(share): the mean over the five severities, which is the area under the curve; BCa bootstrap over rows.
worst_mean_accuracy (share): the lowest of all kinds, its interval at the level 1 − (1 − level) / kinds (Bonferroni). A
row that gets no number from the model is not decided rightly. Regression: mae, mean_mae and worst_mean_mae in the same
way (target's unit), of the rows that get a number, Student's interval for a step; the worst is the largest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Axis, Chart, Point, Series
from core.errors import NotApplicableError
from core.measure.bootstrap import interval_of_sums, resampled_sums
from core.measure.corruptions import SEVERITIES, damage_to
from core.measure.fields import fields_of
from core.measure.intervals import Interval
from core.probe import (
    Data,
    Explanation,
    Measured,
    Metric,
    Model,
    Needs,
    Part,
    Probe,
    Reading,
    Report,
    SettingValue,
    Slice,
)
from core.probes import wording
from core.probes.row_measure import RowMeasure, measure_named, row_measure
from core.probes.scored import drawn_rows, labels_of
from core.probes.settings import BOOTSTRAP, LEVEL, rows_drawn

Floats = NDArray[np.float64]

SAMPLES = rows_drawn(1000, "Rows that are damaged in every way. More rows narrow the intervals and take longer.")


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    labels = labels_of(part)
    as_written = replace(data, test=_written(data, data.test))
    damage = damage_to(fields_of(as_written), as_written.test.inputs, data.input_range)
    rows = _written(data, part).inputs
    if not damage.kinds:
        raise NotApplicableError(
            "None of the model's inputs is a picture, a column or a written text that could be damaged."
        )
    measure = row_measure(data)
    clean, _ = measure.terms(model, part.inputs, labels)
    terms: dict[str, list[Floats]] = {}
    silent: dict[str, int] = {}
    total = len(damage.kinds) * len(SEVERITIES)
    for kind in damage.kinds:
        terms[kind] = []
        for severity in SEVERITIES:
            done = len(terms) * len(SEVERITIES) - len(SEVERITIES) + severity - 1
            report.progress(done, total, f"{kind}, severity {severity}")
            found, unanswered = measure.terms(model, _fed(data, damage.corrupted(kind, severity, rows, rng)), labels)
            terms[kind].append(found)
            silent[kind] = silent.get(kind, 0) + unanswered
    return Measured(
        metrics=_metrics(measure, clean, terms, settings, rng),
        warnings=[
            f"Under {kind} the model gave no number {count:,} times; these rows were "
            f"{'not counted as right' if measure.falls else 'left out'}."
            for kind, count in silent.items()
            if count
        ],
        facts={
            "rows": part.n,
            "kinds": list(damage.kinds),
            "worst": _worst(measure, terms),
            "measure": measure.name,
        },
    )


def _written(data: Data, part: Part) -> Part:
    """The part with the texts in place of the tokens that were made of them: damage is done to what is written."""
    tokens = {name for column, make in data.tokens.items() for name in make(part.texts[column])}
    kept = {name: values for name, values in part.inputs.items() if name not in tokens}
    return replace(part, inputs={**kept, **part.texts})


def _fed(data: Data, rows: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The model's inputs from rows as written."""
    inputs = {name: values for name, values in rows.items() if name not in data.tokens}
    for column, make in data.tokens.items():
        inputs |= make(rows[column])
    return inputs


def _worst(measure: RowMeasure, terms: Mapping[str, list[Floats]]) -> str:
    """The kind with the lowest accuracy or the largest error; one that leaves no row a number is the worst of all."""
    side = 1 if measure.falls else -1

    def place(kind: str) -> float:
        answered = [steps[~np.isnan(steps)] for steps in terms[kind]]
        together = np.concatenate(answered)
        return side * float(together.mean()) if together.size else -np.inf

    return min(terms, key=place)


def _metrics(
    measure: RowMeasure,
    clean: Floats,
    terms: Mapping[str, list[Floats]],
    settings: Mapping[str, SettingValue],
    rng: np.random.Generator,
) -> list[Metric]:
    level, name, unit = float(settings["level"]), measure.name, measure.unit
    # By kind two columns: the sum over the severities that got a number, and how many these are.
    totals = np.concatenate(
        [np.stack([np.nansum(steps, axis=0), np.sum(~np.isnan(steps), axis=0)], axis=1) for steps in terms.values()],
        axis=1,
    )
    sums = resampled_sums(totals, int(settings["bootstrap"]), rng)

    def mean_of(kind: str, at: float) -> Interval:
        first = 2 * list(terms).index(kind)
        columns = [first, first + 1]
        return interval_of_sums(totals[:, columns], sums[:, columns], _ratio, level=at)

    worst = mean_of(_worst(measure, terms), 1 - (1 - level) / len(terms))
    said = replace(worst, level=level, method=f"{worst.method}, Bonferroni over {len(terms)} kinds")
    metrics = [said.metric(f"worst_mean_{name}", unit=unit)]
    for kind, curve in terms.items():
        metrics.append(mean_of(kind, level).metric(f"mean_{name}", unit=unit, where={"corruption": kind}))
        for severity, found in zip((0, *SEVERITIES), (clean, *curve), strict=True):
            where: Slice = {"corruption": kind, "severity": severity}
            metrics.append(measure.interval(found, level=level).metric(name, unit=unit, where=where))
    return metrics


def _ratio(total: Floats) -> Floats:
    empty = np.full(total.shape[:-1], np.nan)
    means: Floats = np.divide(total[..., 0], total[..., 1], out=empty, where=total[..., 1] > 0)
    return means


def explain(reading: Reading) -> Explanation:
    """The reading in words, a line for each kind over severity, and a table."""
    measure = measure_named(reading.facts.get("measure", ""))
    worst = wording.find(reading, f"worst_mean_{measure.name}")
    if worst is None or worst.estimate is None:
        return wording.nothing_measured(reading)
    kinds: list[str] = reading.facts["kinds"]
    clean = _at(reading, kinds[0], 0)
    return Explanation(
        headline=worst,
        sentence=f"The damage that costs most is {reading.facts['worst']}: over five severities the {measure.noun} "
        f"is {wording.said(worst)}, against {wording.number(clean)} undamaged, on {worst.n:,} rows."
        f"{wording.against_limits(reading)}",
        means="Inputs that are noisy, blurred, shifted, mistyped or incomplete to this degree are answered so well.",
        does_not_mean="Severities are steps on a scale, not how often the field damages its inputs; other damage was "
        "not tried, and nobody was trying to deceive the model.",
        charts=(_chart(reading, kinds),),
        tables=(("Measures", wording.METRIC_HEADER, wording.table_rows((worst,))),),
    )


def _name(reading: Reading) -> str:
    return measure_named(reading.facts.get("measure", "")).name


def _at(reading: Reading, kind: str, severity: int) -> Metric:
    metric = wording.find(reading, _name(reading), {"corruption": kind, "severity": severity})
    assert metric, "every step of every kind is measured"
    return metric


def _row(reading: Reading, kind: str) -> tuple[str, ...]:
    mean = wording.find(reading, f"mean_{_name(reading)}", {"corruption": kind})
    assert mean, "every kind has its mean"
    steps = (wording.number(_at(reading, kind, severity)) for severity in SEVERITIES)
    return (kind, wording.number(mean), wording.interval(mean), *steps)


def _chart(reading: Reading, kinds: list[str]) -> Chart:
    measure = measure_named(_name(reading))
    series = []
    for kind in kinds:
        steps = [(severity, _at(reading, kind, severity)) for severity in (0, *SEVERITIES)]
        points = tuple(
            Point(x=float(severity), y=one.estimate or 0.0, low=one.low, high=one.high, n=one.n)
            for severity, one in steps
        )
        series.append(Series(name=kind, points=points))
    last = "; ".join(f"{kind} {wording.said(_at(reading, kind, SEVERITIES[-1]))}" for kind in kinds)
    return Chart(
        kind="line",
        title=f"{measure.noun[0].upper()}{measure.noun[1:]} by severity",
        summary=f"At the highest severity: {last}.",
        series=tuple(series),
        x=Axis(label="Severity, 0 is undamaged", low=0.0, high=5.0),
        value=Axis(label=measure.axis, low=0.0, high=1.0 if measure.falls else None),
        threshold=wording.threshold_line(reading, measure.name),
        header=("Kind", "Mean", "Interval of the mean", *(f"Severity {severity}" for severity in SEVERITIES)),
        rows=tuple(_row(reading, kind) for kind in kinds),
    )


PROBE = Probe(
    id="corruption",
    version="1.1.0",
    title="Common corruption",
    measures="How accuracy falls as inputs are damaged in ordinary ways, by kind and severity.",
    items=("MOD-VAL-5", "MOD-RES-1", "POST-RES-2", "HW-VAL-2"),
    needs=Needs(labels=True, damageable=True),
    cost="Rows × 5 severities × 2 to 6 kinds runs of the model.",
    source="Hendrycks and Dietterich 2019; Wilson 1927; Student 1908; Efron 1987 (BCa); Bonferroni's inequality.",
    run=run,
    explain=explain,
    settings=(SAMPLES, BOOTSTRAP, LEVEL),
    metrics=("worst_mean_accuracy", "mean_accuracy", "accuracy", "worst_mean_mae", "mean_mae", "mae"),
)
