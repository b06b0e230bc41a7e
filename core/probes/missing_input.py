"""What is left of the model's accuracy when one field of its input is not there.

Field by field, in the rows drawn, the field is replaced in every row: by its typical value (the median of the numbers,
the most frequent text), as someone would fill it in, or by what stands for nothing (NaN, an empty text).
accuracy_without (share): right decisions with the field gone, Wilson's interval. accuracy_lost (difference of shares):
accuracy with all fields less that, of the same rows; Newcombe's interval for pairs. largest_loss (difference of
shares): the largest of all fields, its interval at the level 1 − (1 − level) / fields (Bonferroni). A row that gets no
number from the model is not decided rightly. Fields: see core/measure/fields.py; of pictures, the patches of a grid of
four by four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import NotApplicableError
from core.measure.fields import Field, fields_of, typical
from core.measure.intervals import Interval, newcombe_paired, wilson
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
from core.probes.scored import Flags, drawn_rows, labels_of, rightly_decided
from core.probes.settings import LEVEL, rows_drawn

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
class Loss:
    """One field taken away: which rows are still decided rightly, and how many got no number."""

    field: Field
    right: Flags
    unanswered: int

    def lost(self, before: Flags, level: float) -> Interval:
        """Accuracy before less accuracy without the field."""
        kept, gone = int((before & self.right).sum()), int((before & ~self.right).sum())
        gained = int((~before & self.right).sum())
        return newcombe_paired(kept, gone, gained, len(before) - kept - gone - gained, level=level)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level = float(settings["level"])
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    labels, fields = labels_of(part), fields_of(data)
    if not fields:
        raise NotApplicableError("None of the model's inputs has fields that could be taken away one at a time.")
    before, _ = rightly_decided(model, part.inputs, labels)
    losses = []
    for done, field in enumerate(fields[:MOST_FIELDS]):
        report.progress(done, min(len(fields), MOST_FIELDS), f"taking away {field.name}")
        fill = typical(field.of(data.test.inputs)) if settings["fill"] == "typical value" else _nothing(field, data)
        right, unanswered = rightly_decided(model, field.replaced(part.inputs, fill), labels)
        losses.append(Loss(field=field, right=right, unanswered=unanswered))
    return Measured(
        metrics=_metrics(losses, before, level),
        warnings=_warnings(losses, len(fields)),
        facts={
            "rows": part.n,
            "worst": _worst(losses, before).field.name,
            "fields": [loss.field.name for loss in losses],
        },
    )


def _nothing(field: Field, data: Data) -> Any:
    values: NDArray[Any] = field.of(data.test.inputs)
    if values.dtype.kind == "f":
        return np.nan
    return 0 if values.dtype.kind in "biu" else ""


def _worst(losses: list[Loss], before: Flags) -> Loss:
    return max(losses, key=lambda loss: int(before.sum()) - int(loss.right.sum()))


def _metrics(losses: list[Loss], before: Flags, level: float) -> list[Metric]:
    n = len(before)
    largest = _worst(losses, before).lost(before, 1 - (1 - level) / len(losses))
    said = f"{largest.method}, Bonferroni over {len(losses)} fields"
    unit = "difference of shares"
    metrics = [
        replace(largest, level=level, method=said).metric("largest_loss", unit=unit),
        wilson(int(before.sum()), n, level=level).metric("accuracy"),
    ]
    for loss in losses:
        where = {"field": loss.field.name}
        metrics.append(wilson(int(loss.right.sum()), n, level=level).metric("accuracy_without", where=where))
        metrics.append(loss.lost(before, level).metric("accuracy_lost", unit=unit, where=where))
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
    largest, accuracy = wording.find(reading, "largest_loss"), wording.find(reading, "accuracy")
    if largest is None or accuracy is None:
        return wording.nothing_measured(reading)
    lost = {name: wording.find(reading, "accuracy_lost", {"field": name}) for name in reading.facts["fields"]}
    order = sorted(lost, key=lambda name: -_estimate(lost[name]))
    shown = [(name, metric) for name in order[:SHOWN] if (metric := lost[name])]
    gone = "filled with its typical value" if reading.settings["fill"] == "typical value" else "left empty"
    return Explanation(
        headline=largest,
        sentence=f"Without {reading.facts['worst']} ({gone}) the model loses most: {wording.said(largest)} of "
        f"{largest.n:,} decisions, from an accuracy of {wording.number(accuracy)}.{wording.against_limits(reading)}",
        means="So much accuracy goes when that source fails and every row is filled in the same way.",
        does_not_mean="Several fields that fail together can cost far more than each alone, and a field that costs "
        "nothing may still matter for a few people.",
        charts=(
            wording.interval_chart(
                "Accuracy lost without a field",
                "; ".join(f"{name} {wording.said(metric)}" for name, metric in shown) + ".",
                shown,
                threshold=wording.threshold_line(reading, "largest_loss"),
            ),
        ),
        tables=(
            (
                "All fields",
                ("Field", "Accuracy without", "Accuracy lost", "Interval"),
                tuple(_row(reading, name) for name in order),
            ),
        ),
    )


def _estimate(metric: Metric | None) -> float:
    return metric.estimate if metric and metric.estimate is not None else 0.0


def _row(reading: Reading, name: str) -> tuple[str, ...]:
    without, lost = (wording.find(reading, one, {"field": name}) for one in ("accuracy_without", "accuracy_lost"))
    assert without, "every field has its metrics"
    assert lost, "every field has its metrics"
    return name, wording.number(without), wording.number(lost), wording.interval(lost)


PROBE = Probe(
    id="missing-input",
    version="1.0.0",
    title="Missing input",
    measures="How much accuracy goes when one field or source of the input is not there.",
    items=("MOD-RES-1", "DAT-RES-2"),
    needs=Needs(labels=True, tasks=frozenset({"binary", "multiclass"})),
    cost="One run of the model over the rows drawn for each field.",
    source="Wilson 1927; Newcombe 1998 (paired shares); Bonferroni's inequality.",
    run=run,
    explain=explain,
    settings=(SAMPLES, FILL, LEVEL),
    metrics=("largest_loss", "accuracy", "accuracy_without", "accuracy_lost"),
)
