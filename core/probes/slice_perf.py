"""Where the model is weakest: the share of right decisions slice by slice.

Slices: the values of every grouping column and of every two of them, and of each field of the inputs: its values where
there are few, quarters of its rows where it holds many numbers; of pictures quarters by the mean and the deviation of
their pixels, of written texts by their length.
accuracy (share) of a slice: right decisions / its rows, Wilson's interval. worst_slice_accuracy (share): the lowest of
all slices of at least `min_rows` rows; worst_slice_gap: accuracy of all other rows less that of the worst slice,
Newcombe's interval. Both intervals are at the level 1 − (1 − level) / slices (Bonferroni), because the worst of many
slices looks bad by chance alone. weak_slices (slices): those below the rest by Fisher's exact test with Holm's
correction over all slices (core/measure/slices.py, exact.py). Regression: errors instead (core/probes/slice_errors.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import NoReturn

import numpy as np

from core.errors import NotApplicableError
from core.measure.fields import fields_of
from core.measure.intervals import Interval, exact, newcombe, wilson
from core.measure.slices import SliceCount, count_slices, cut, groupings
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
from core.probes import slice_errors, wording
from core.probes.scored import finite, labels_of, score_test
from core.probes.settings import LEVEL

MOST_FIELDS = 64
SHOWN = 15

MIN_ROWS = Setting(
    name="min_rows",
    title="Smallest slice",
    default=30,
    kind="int",
    minimum=5,
    maximum=10000,
    unit="rows",
    help="Slices with fewer rows are left out: too little can be said of them.",
)
FIELDS = Setting(
    name="fields",
    title="Slice by inputs too",
    default=True,
    kind="flag",
    help="Also cut the rows by each field of the model's inputs, not by the grouping columns alone.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], _rng: np.random.Generator, report: Report
) -> Measured:
    level, min_rows = float(settings["level"]), int(settings["min_rows"])
    found = groupings(data.test.groups, pairs=True)
    warnings = []
    if settings["fields"]:
        columns, left_out = _field_columns(data)
        found += groupings(columns, pairs=False)
        warnings += left_out
    if data.task == "regression":
        targets = labels_of(data.test).astype(np.float64)
        values = finite(model.predict(data.test.inputs, "running the model on the test rows"))
        report.progress(0, 0, "comparing the slices")
        of_errors = slice_errors.measured(values - targets, found, level=level, min_rows=min_rows, warnings=warnings)
        return of_errors or _none(min_rows)
    scored = score_test(model, data, said="running the model on the test rows")
    report.progress(0, 0, "comparing the slices")
    right = scored.labels == scored.decisions
    slices = sorted(count_slices(right, found, min_rows=min_rows), key=lambda one: (one.share, -one.n))
    if not slices:
        return _none(min_rows)
    weak = [one for one in slices if one.is_below and one.p_adjusted < 1 - level]
    return Measured(
        metrics=_metrics(slices, len(weak), level, scored.labels.size),
        warnings=warnings,
        facts={
            "slices": len(slices),
            "all": {"right": int(right.sum()), "n": int(right.size)},
            "weakest": [asdict(one) for one in slices[:SHOWN]],
            "weak": [asdict(one) for one in weak[:SHOWN]],
        },
    )


def _none(min_rows: int) -> NoReturn:
    raise NotApplicableError(
        f"No slice of the test rows has at least {min_rows:,} rows.",
        "Name grouping columns under data: groups, or lower min_rows.",
    )


def _field_columns(data: Data) -> tuple[dict[str, np.ndarray], list[str]]:
    fields = [field for field in fields_of(data) if field.kind != "many" and field.name not in data.test.groups]
    values = {field.name: field.of(data.test.inputs) for field in fields[:MOST_FIELDS]} | _of_whole_rows(data)
    columns = {name: named for name, one in values.items() if (named := cut(one)) is not None}
    over = len(fields) - MOST_FIELDS
    return columns, [f"Only the first {MOST_FIELDS} fields were cut into slices; {over:,} more were not."] * (over > 0)


def _of_whole_rows(data: Data) -> dict[str, np.ndarray]:
    """What slices pictures, long rows and written texts: brightness, contrast, length."""
    found: dict[str, np.ndarray] = {}
    for field in fields_of(data):
        values = data.test.inputs[field.input]
        flat = values.reshape(len(values), -1)
        if field.kind == "many" and f"mean of {field.input}" not in found:
            found[f"mean of {field.input}"] = flat.mean(axis=1, dtype=np.float64)
            found[f"deviation of {field.input}"] = flat.std(axis=1, dtype=np.float64)
        elif field.kind == "text" and cut(field.of(data.test.inputs)) is None:
            found[f"length of {field.name}"] = np.array([len(str(text)) for text in flat[:, 0].tolist()])
    return found


def _metrics(slices: list[SliceCount], weak: int, level: float, n: int) -> list[Metric]:
    worst, strict = slices[0], 1 - (1 - level) / len(slices)
    said = f", Bonferroni over {len(slices)} slices"
    accuracy = wilson(worst.right, worst.n, level=strict)
    gap = newcombe(worst.rest_right, worst.rest_n, worst.right, worst.n, level=strict)
    return [
        _at(accuracy, level, said).metric("worst_slice_accuracy"),
        _at(gap, level, said).metric("worst_slice_gap", unit="difference of shares"),
        exact(weak, n=n, method=f"Fisher exact against the rest, Holm over {len(slices)} slices").metric(
            "weak_slices", unit="slices"
        ),
        *(wilson(one.right, one.n, level=level).metric("accuracy", where=dict(one.where)) for one in slices),
    ]


def _at(interval: Interval, level: float, said: str) -> Interval:
    return replace(interval, level=level, method=interval.method + said)


def explain(reading: Reading) -> Explanation:
    """The reading in words, the weakest slices as a chart and a table."""
    error = wording.find(reading, "worst_slice_mae")
    if error is not None:
        return slice_errors.explain(reading, error, _weak_said(reading))
    worst = wording.find(reading, "worst_slice_accuracy")
    if worst is None:
        return wording.nothing_measured(reading)
    weakest = [(one, _accuracy(reading, one)) for one in reading.facts["weakest"]]
    slice_, everyone = weakest[0][0], reading.facts["all"]
    return Explanation(
        headline=worst,
        sentence=f"The weakest of {reading.facts['slices']:,} slices is {_named(slice_)}: {wording.said(worst)} of its "
        f"{slice_['n']:,} decisions are right, against {everyone['right'] / everyone['n']:.3f} on all rows. "
        f"{_weak_said(reading)}{wording.against_limits(reading)}",
        means="Rows of a weak slice get wrong decisions more often than the figure for all rows leads one to expect.",
        does_not_mean="Slices were cut by the columns at hand: a weakness along something that was not recorded stays"
        " unseen, and so do groups smaller than the smallest slice.",
        charts=(
            wording.interval_chart(
                "Share of right decisions in the weakest slices",
                wording.in_turn((_named(one), metric) for one, metric in weakest),
                [(_named(one), metric) for one, metric in weakest],
                threshold=wording.threshold_line(reading, "worst_slice_accuracy"),
            ),
        ),
        tables=(
            ("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics[:3])),
            (
                "Weakest slices",
                ("Slice", "Rows", "Share right", "Interval", "p adjusted"),
                tuple(
                    (
                        _named(one),
                        f"{one['n']:,}",
                        wording.number(metric),
                        wording.interval(metric),
                        f"{one['p_adjusted']:.2g}",
                    )
                    for one, metric in weakest
                ),
            ),
        ),
    )


def _accuracy(reading: Reading, one: Mapping[str, Mapping[str, str]]) -> Metric:
    metric = wording.find(reading, "accuracy", one["where"])
    assert metric is not None, "every slice shown has its accuracy"
    return metric


def _named(one: Mapping[str, Mapping[str, str]]) -> str:
    return ", ".join(f"{column} {value}" for column, value in one["where"].items())


def _weak_said(reading: Reading) -> str:
    weak = reading.facts["weak"]
    counted = wording.find(reading, "weak_slices")
    count = int(counted.estimate or 0) if counted else 0
    if not weak:
        return "No slice is weaker than the rest by more than chance."
    named = "; ".join(_named(one) for one in weak[:3])
    more = f" and {count - 3} more" if count > 3 else ""
    return f"{count} {'is' if count == 1 else 'are'} weaker than the rest by more than chance: {named}{more}."


PROBE = Probe(
    id="slice-perf",
    version="1.1.0",
    title="Slices and worst slice",
    measures="How often the model is right, or how far off, in each part of the test data, and which it serves worst.",
    items=("MOD-VAL-1", "MOD-SAF-3", "MOD-FAI-3", "DAT-VAL-5", "DAT-SAF-1", "OUT-FAI-2", "HW-FAI-1"),
    needs=Needs(model=False, labels=True),
    cost="One pass over the test rows; counting and testing the slices takes moments.",
    source="Wilson 1927; Newcombe 1998; Fisher 1935; Student 1908; Welch 1947; Mann and Whitney 1947; Holm 1979; "
    "Bonferroni's inequality.",
    run=run,
    explain=explain,
    settings=(MIN_ROWS, FIELDS, LEVEL),
    metrics=("accuracy", "worst_slice_accuracy", "worst_slice_gap", "weak_slices", *slice_errors.METRICS),
)
