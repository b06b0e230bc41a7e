"""What is left of the model's accuracy when one field of its input is not there.

Field by field, in the rows drawn, the field is replaced in every row: by its typical value (the median of the numbers,
the most frequent text), as someone would fill it in, or by what stands for nothing (NaN, an empty text).
accuracy_without (share): right decisions with the field gone, Wilson's interval. accuracy_lost (difference of shares):
accuracy with all fields less that, of the same rows; Newcombe's interval for pairs. largest_loss (difference of
shares): the largest of all fields, its interval at the level 1 − (1 − level) / fields (Bonferroni). A row that gets no
number from the model is not decided rightly. Regression: mae_without, mae_added (of the rows that still get a number)
and largest_mae_added (target's unit), Student's interval, of pairs. Fields: see core/measure/fields.py; of pictures,
the patches of a grid of four by four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import NotApplicableError
from core.measure.fields import Field, fields_of, typical
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
from core.probes.row_measure import RowMeasure, measure_named, row_measure
from core.probes.scored import drawn_rows, labels_of
from core.probes.settings import LEVEL, rows_drawn

Floats = NDArray[np.float64]

MOST_FIELDS = 100
SHOWN = 15

SAMPLES = rows_drawn(2000, "Rows in which each field is taken away in turn. More rows narrow the intervals.")
FILL = Setting(
    name="fill",
    title="A missing field becomes",
    default="typical value",
    kind="choice",
    choices=("typical value", "nothing"),
    help="typical value: the median or the most frequent text. nothing: NaN or an empty text, as the model would get "
    "it from a system that fills in nothing; whole numbers, which know no NaN, become 0.",
)


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the metrics are called, and how chart and table are headed."""

    largest: str
    without: str
    cost: str
    title: str
    columns: tuple[str, str]


NAMES = {
    "accuracy": Names(
        largest="largest_loss",
        without="accuracy_without",
        cost="accuracy_lost",
        title="Accuracy lost without a field",
        columns=("Accuracy without", "Accuracy lost"),
    ),
    "mae": Names(
        largest="largest_mae_added",
        without="mae_without",
        cost="mae_added",
        title="Error added without a field, in the target's unit",
        columns=("Mean absolute error without", "Error added"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Loss:
    """One field taken away: the terms of the rows without it (see row_measure.py), and how many got no number."""

    field: Field
    terms: Floats
    unanswered: int


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level = float(settings["level"])
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    labels, fields = labels_of(part), fields_of(data)
    if not fields:
        raise NotApplicableError("None of the model's inputs has fields that could be taken away one at a time.")
    measure = row_measure(data)
    before, _ = measure.terms(model, part.inputs, labels)
    losses = []
    for done, field in enumerate(fields[:MOST_FIELDS]):
        report.progress(done, min(len(fields), MOST_FIELDS), f"taking away {field.name}")
        fill = typical(field.of(data.test.inputs)) if settings["fill"] == "typical value" else _nothing(field, data)
        terms, unanswered = measure.terms(model, field.replaced(part.inputs, fill), labels)
        losses.append(Loss(field=field, terms=terms, unanswered=unanswered))
    return Measured(
        metrics=_metrics(measure, losses, before, level),
        warnings=_warnings(losses, len(fields)),
        facts={
            "rows": part.n,
            "worst": _worst(measure, losses, before).field.name,
            "measure": measure.name,
            "fields": [loss.field.name for loss in losses],
        },
    )


def _nothing(field: Field, data: Data) -> Any:
    values: NDArray[Any] = field.of(data.test.inputs)
    if values.dtype.kind == "f":
        return np.nan
    return 0 if values.dtype.kind in "biu" else ""


def _worst(measure: RowMeasure, losses: list[Loss], before: Floats) -> Loss:
    """The field that costs most; one without which no row gets a number costs all."""

    def cost(loss: Loss) -> float:
        changed = (loss.terms - before) * (-1 if measure.falls else 1)
        known = changed[~np.isnan(changed)]
        return float(known.mean()) if known.size else np.inf

    return max(losses, key=cost)


def _metrics(measure: RowMeasure, losses: list[Loss], before: Floats, level: float) -> list[Metric]:
    names, unit = NAMES[measure.name], "difference of shares" if measure.falls else measure.unit
    worst = _worst(measure, losses, before)
    largest = measure.cost(before, worst.terms, level=1 - (1 - level) / len(losses))
    said = f"{largest.method}, Bonferroni over {len(losses)} fields"
    metrics = [
        replace(largest, level=level, method=said).metric(names.largest, unit=unit),
        measure.interval(before, level=level).metric(measure.name, unit=measure.unit),
    ]
    for loss in losses:
        where = {"field": loss.field.name}
        without = measure.interval(loss.terms, level=level)
        metrics.append(without.metric(names.without, unit=measure.unit, where=where))
        metrics.append(measure.cost(before, loss.terms, level=level).metric(names.cost, unit=unit, where=where))
    return metrics


def _warnings(losses: list[Loss], fields: int) -> list[str]:
    silent = [f"{loss.field.name} ({loss.unanswered:,} rows)" for loss in losses if loss.unanswered]
    found = []
    if silent:
        found.append(f"Without these fields the model gave no number for some rows: {', '.join(silent[:8])}.")
    if fields > MOST_FIELDS:
        found.append(f"Only the first {MOST_FIELDS} of {fields:,} fields were taken away.")
    return found


def explain(reading: Reading) -> Explanation:
    """The reading in words, the accuracy lost by field as a chart and a table."""
    measure = measure_named(reading.facts.get("measure", ""))
    names = NAMES[measure.name]
    largest, before = wording.find(reading, names.largest), wording.find(reading, measure.name)
    if largest is None or before is None:
        return wording.nothing_measured(reading)
    lost = {name: wording.find(reading, names.cost, {"field": name}) for name in reading.facts["fields"]}
    order = sorted(lost, key=lambda name: -_estimate(lost[name]))
    shown = [(name, metric) for name in order[:SHOWN] if (metric := lost[name])]
    gone = "filled with its typical value" if reading.settings["fill"] == "typical value" else "left empty"
    return Explanation(
        headline=largest,
        sentence=_sentence(reading, largest, before, gone) + wording.against_limits(reading),
        means="So much is lost when that source fails and every row is filled in the same way.",
        does_not_mean="Several fields that fail together can cost far more than each alone, and a field that costs "
        "nothing may still matter for a few people.",
        charts=(
            wording.interval_chart(
                names.title,
                wording.in_turn(shown),
                shown,
                threshold=wording.threshold_line(reading, names.largest),
            ),
        ),
        tables=(
            (
                "All fields",
                ("Field", *names.columns, "Interval"),
                tuple(_row(reading, names, name) for name in order),
            ),
        ),
    )


def _estimate(metric: Metric | None) -> float:
    return metric.estimate if metric and metric.estimate is not None else 0.0


def _sentence(reading: Reading, largest: Metric, before: Metric, gone: str) -> str:
    without = f"Without {reading.facts['worst']} ({gone}) the model"
    if measure_named(before.name).falls:
        return (
            f"{without} loses most: {wording.said(largest)} of {largest.n:,} decisions, from an accuracy of "
            f"{wording.number(before)}."
        )
    return (
        f"{without} errs most: {wording.said(largest)} is added to its mean absolute error of "
        f"{wording.number(before)}, on {largest.n:,} rows, in the target's unit."
    )


def _row(reading: Reading, names: Names, name: str) -> tuple[str, ...]:
    without, lost = (wording.find(reading, one, {"field": name}) for one in (names.without, names.cost))
    assert without, "every field has its metrics"
    assert lost, "every field has its metrics"
    return name, wording.number(without), wording.number(lost), wording.interval(lost)


PROBE = Probe(
    id="missing-input",
    version="1.1.0",
    title="Missing input",
    measures="How much accuracy goes, or error comes, when one field or source of the input is not there.",
    items=("MOD-RES-1", "DAT-RES-2"),
    needs=Needs(labels=True),
    cost="One run of the model over the rows drawn for each field.",
    source="Wilson 1927; Newcombe 1998 (paired shares); Student 1908; Bonferroni's inequality.",
    run=run,
    explain=explain,
    settings=(SAMPLES, FILL, LEVEL),
    metrics=(
        "largest_loss",
        "accuracy",
        "accuracy_without",
        "accuracy_lost",
        "largest_mae_added",
        "mae",
        "mae_without",
        "mae_added",
    ),
)
