"""How accuracy falls as the input is damaged in ordinary ways, kind by kind and in five severities.

Kinds: of pictures noise, blur, contrast, brightness and shift; of columns noise, shift, a wrong unit, missing and
swapped cells; of written texts typing errors and upper case (steps: core/measure/corruptions.py). accuracy (share):
right decisions at {corruption, severity}, Wilson's interval; severity 0 is the input as it is. mean_accuracy (share):
the mean over the five severities, which is the area under the curve; BCa bootstrap over rows. worst_mean_accuracy
(share): the lowest of all kinds, its interval at the level 1 − (1 − level) / kinds (Bonferroni). A row that gets no
number from the model is not decided rightly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Axis, Chart, Point, Series
from core.errors import NotApplicableError
from core.measure.bootstrap import interval_of_sums, resampled_sums
from core.measure.corruptions import SEVERITIES, damage_to
from core.measure.fields import fields_of
from core.measure.intervals import Interval, wilson
from core.probe import Data, Explanation, Measured, Metric, Model, Needs, Probe, Reading, Report, SettingValue, Slice
from core.probes import wording
from core.probes.scored import Flags, drawn_rows, labels_of, rightly_decided
from core.probes.settings import BOOTSTRAP, LEVEL, rows_drawn

SAMPLES = rows_drawn(1000, "Rows that are damaged in every way. More rows narrow the intervals and take longer.")


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    labels = labels_of(part)
    damage = damage_to(fields_of(data), data.test.inputs, data.input_range)
    if not damage.kinds:
        raise NotApplicableError(
            "None of the model's inputs is a picture, a column or a written text that could be damaged."
        )
    clean, _ = rightly_decided(model, part.inputs, labels)
    right: dict[str, list[Flags]] = {}
    silent: dict[str, int] = {}
    total = len(damage.kinds) * len(SEVERITIES)
    for kind in damage.kinds:
        right[kind] = []
        for severity in SEVERITIES:
            done = len(right) * len(SEVERITIES) - len(SEVERITIES) + severity - 1
            report.progress(done, total, f"{kind}, severity {severity}")
            hits, unanswered = rightly_decided(model, damage.corrupted(kind, severity, part.inputs, rng), labels)
            right[kind].append(hits)
            silent[kind] = silent.get(kind, 0) + unanswered
    return Measured(
        metrics=_metrics(clean, right, settings, rng),
        warnings=[
            f"Under {kind} the model gave no number {count:,} times; these rows were not counted as right."
            for kind, count in silent.items()
            if count
        ],
        facts={"rows": part.n, "kinds": list(damage.kinds), "worst": _worst(right)},
    )


def _worst(right: Mapping[str, list[Flags]]) -> str:
    return min(right, key=lambda kind: float(np.mean(right[kind])))


def _metrics(
    clean: Flags, right: Mapping[str, list[Flags]], settings: Mapping[str, SettingValue], rng: np.random.Generator
) -> list[Metric]:
    level = float(settings["level"])
    shares: NDArray[np.float64] = np.stack([np.mean(hits, axis=0) for hits in right.values()], axis=1)
    sums, n = resampled_sums(shares, int(settings["bootstrap"]), rng), len(clean)

    def mean_of(kind: str, at: float) -> Interval:
        column = [list(right).index(kind)]
        return interval_of_sums(shares[:, column], sums[:, column], lambda total: total[..., 0] / n, level=at)

    lowest = mean_of(_worst(right), 1 - (1 - level) / len(right))
    said = replace(lowest, level=level, method=f"{lowest.method}, Bonferroni over {len(right)} kinds")
    metrics = [said.metric("worst_mean_accuracy")]
    for kind, curve in right.items():
        metrics.append(mean_of(kind, level).metric("mean_accuracy", where={"corruption": kind}))
        for severity, hits in zip((0, *SEVERITIES), (clean, *curve), strict=True):
            where: Slice = {"corruption": kind, "severity": severity}
            metrics.append(wilson(int(hits.sum()), n, level=level).metric("accuracy", where=where))
    return metrics


def explain(reading: Reading) -> Explanation:
    """The reading in words, a line for each kind over severity, and a table."""
    worst = wording.find(reading, "worst_mean_accuracy")
    if worst is None or worst.estimate is None:
        return wording.nothing_measured(reading)
    kinds: list[str] = reading.facts["kinds"]
    clean = _at(reading, kinds[0], 0)
    return Explanation(
        headline=worst,
        sentence=f"The damage that costs most is {reading.facts['worst']}: over five severities the mean share of "
        f"right decisions is {wording.said(worst)}, against {wording.number(clean)} undamaged, on {worst.n:,} rows."
        f"{wording.against_limits(reading)}",
        means="Inputs that are noisy, blurred, shifted, mistyped or incomplete to this degree are decided so well.",
        does_not_mean="Severities are steps on a scale, not how often the field damages its inputs; other damage was "
        "not tried, and nobody was trying to deceive the model.",
        charts=(_chart(reading, kinds),),
        tables=(("Measures", wording.METRIC_HEADER, wording.table_rows((worst,))),),
    )


def _at(reading: Reading, kind: str, severity: int) -> Metric:
    metric = wording.find(reading, "accuracy", {"corruption": kind, "severity": severity})
    assert metric, "every step of every kind is measured"
    return metric


def _row(reading: Reading, kind: str) -> tuple[str, ...]:
    mean = wording.find(reading, "mean_accuracy", {"corruption": kind})
    assert mean, "every kind has its mean"
    steps = (wording.number(_at(reading, kind, severity)) for severity in SEVERITIES)
    return (kind, wording.number(mean), wording.interval(mean), *steps)


def _chart(reading: Reading, kinds: list[str]) -> Chart:
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
        title="Share of right decisions by severity",
        summary=f"At the highest severity: {last}.",
        series=tuple(series),
        x=Axis(label="Severity, 0 is undamaged", low=0.0, high=5.0),
        value=Axis(label="Share right", low=0.0, high=1.0),
        threshold=wording.threshold_line(reading, "accuracy"),
        header=("Kind", "Mean", "Interval of the mean", *(f"Severity {severity}" for severity in SEVERITIES)),
        rows=tuple(_row(reading, kind) for kind in kinds),
    )


PROBE = Probe(
    id="corruption",
    version="1.0.0",
    title="Common corruption",
    measures="How accuracy falls as inputs are damaged in ordinary ways, by kind and severity.",
    items=("MOD-VAL-5", "MOD-RES-1", "POST-RES-2", "HW-VAL-2"),
    needs=Needs(labels=True, tasks=frozenset({"binary", "multiclass"})),
    cost="Rows × 5 severities × 2 to 5 kinds runs of the model.",
    source="Hendrycks and Dietterich 2019; Wilson 1927; Efron 1987 (BCa); Bonferroni's inequality.",
    run=run,
    explain=explain,
    settings=(SAMPLES, BOOTSTRAP, LEVEL),
    metrics=("worst_mean_accuracy", "mean_accuracy", "accuracy"),
)
