"""Whether test rows are already among the training rows, or a column gives the label away: the test then flatters.

A record is a row of the table with all its columns as written but those that only name it (a file number), or, where
there is no table, of the model's inputs with label and groups. exact_overlap (share of test rows): those with an equal
record in training. near_overlap (share of test rows): written texts: those whose letters, without case, digits, signs
and spaces, are those of a training row; other tables: those with a training record that differs in no more than one
column; arrays of numbers: those whose nearest training row lies within `near` (root mean square difference, in ranges
of the columns, or of all pixels).

Coarse records are alike by chance. Were all rows drawn alike, a test row would have a twin in training about as often
as a training row has one among the other training rows: twins_within_training and near_within_training. exact_excess
and near_excess (difference of shares) are what is over. Shares: Wilson's interval; differences: Newcombe's, which takes
rows for independent (core/measure/overlap.py, intervals.py). name_overlap (share of test rows) by column: rows whose
name, in a column that only names rows, occurs in training; not where both parts are numbered by themselves.

label_told (share of the errors) by column: how many of the errors of guessing the most frequent label are gone when one
column is known (core/measure/label_told.py); label_told_most: the largest, its interval at the level
1 − (1 − level) / columns (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.fields import is_written
from core.measure.intervals import newcombe, wilson
from core.measure.label_told import Told, told_by, told_interval
from core.measure.overlap import Twins, exact_twins, keyed, near_twins, spelling, twins_but_for_one
from core.measure.records import Column, numbered_anew, shared_columns, split
from core.probe import (
    Data,
    Measured,
    Metric,
    Model,
    Needs,
    Part,
    Probe,
    Report,
    Setting,
    SettingValue,
)
from core.probes.leakage_words import explain
from core.probes.settings import LEVEL, rows_drawn

EXAMPLES = 10
MOST_COLUMNS = 256  # that are tried one at a time on the label
SHOWN = 10
GIVEN_AWAY = 0.9

SAMPLES = rows_drawn(1000, "Test rows whose nearest training row is looked for, where the data are arrays of numbers.")
NEAR = Setting(
    name="near",
    title="Near means within",
    default=0.005,
    kind="float",
    minimum=0.0,
    maximum=0.5,
    unit="of the range",
    help="Arrays of numbers: two rows are near twins when their root mean square difference is no more than this.",
)


def run(
    _model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    train, level = data.train, float(settings["level"])
    assert train is not None, "the probe needs training data, and says so"
    report.progress(0, 3, "comparing the records")
    columns, what = _columns(data.test, train)
    content, naming = split(columns) if data.test.columns is not None else (columns, [])
    arrays = _one_array(data.test, train) if data.test.columns is None else None
    test, trained = keyed([(one.test, one.train) for one in content])
    exactly = exact_twins(test, trained)
    report.progress(1, 3, "looking for records that are nearly the same")
    rows = np.arange(data.test.n)
    written = [] if arrays else [one for one in content if one.test.dtype.kind in "OU" and is_written(one.test)]
    if written:
        near = exact_twins(*keyed([(spelling(one.test), spelling(one.train)) for one in written]))
    elif arrays is None:
        near = twins_but_for_one(test, trained)
    else:
        rows, near = _near_rows(arrays, int(settings["samples"]), float(settings["near"]), rng)
    report.progress(2, 3, "looking for a column that gives the label away")
    told = _told(data, train, columns)
    metrics = [*_metrics("exact", exactly, level), *_metrics("near", near, level), *_same_names(naming, level)]
    return Measured(
        metrics=metrics + _told_metrics(told, data, level, rng),
        warnings=[_given_away(one) for one in told[:SHOWN] if one.share >= GIVEN_AWAY],
        facts={
            "records": what,
            "columns": len(content),
            "naming": [one.name for one in naming],
            "near_by": "spelling" if written else "column" if arrays is None else "distance",
            "exact_pairs": _pairs(exactly, np.arange(data.test.n)),
            "near_pairs": _pairs(near, rows),
        },
    )


def _columns(test: Part, train: Part) -> tuple[list[Column], str]:
    if test.columns is not None and train.columns is not None:
        return shared_columns(test.columns, train.columns), "all columns of the table"
    columns: list[Column] = []
    for name, values in test.inputs.items():
        columns += _split(name, values, train.inputs[name])
    if test.labels is not None and train.labels is not None:
        columns.append(Column(name="label", test=test.labels, train=train.labels))
    return columns + shared_columns(test.groups, train.groups), "the model's inputs, label and groups"


def _split(name: str, test: NDArray[Any], train: NDArray[Any]) -> list[Column]:
    """The columns of an input; a row of pixels is one column, by its bytes."""
    if test.ndim == 1 or test[0].size == 1:
        return [Column(name=name, test=test.reshape(len(test)), train=train.reshape(len(train)))]
    if test.ndim == 2 and test.dtype.kind != "O":
        return [Column(name=f"{name} {at + 1}", test=test[:, at], train=train[:, at]) for at in range(test.shape[1])]
    return [Column(name=name, test=_as_bytes(test), train=_as_bytes(train))]


def _told(data: Data, train: Part, columns: list[Column]) -> list[Told]:
    """What each column of a table tells of the label, most first; nothing where there is no table or no label."""
    here, there = data.test.labels, train.labels
    if data.test.columns is None or here is None or there is None:
        return []
    others = [column for column in columns if column.name != data.label_column][:MOST_COLUMNS]
    return sorted((told_by(column, here, there) for column in others), key=lambda told: -told.share)


def _given_away(told: Told) -> str:
    return (
        f'The column "{told.column}" alone takes away {told.share:.0%} of the error of guessing: '
        "was it known before the outcome?"
    )


def _told_metrics(told: list[Told], data: Data, level: float, rng: np.random.Generator) -> list[Metric]:
    if not told:
        return []
    counted = data.task != "regression"
    strict = 1 - (1 - level) / len(told)
    most = told_interval(told[0], counted=counted, level=strict, rng=rng)
    said = replace(most, level=level, method=f"{most.method}, Bonferroni over {len(told)} columns")
    unit = "share of the errors" if counted else "share of the variance"
    found = [said.metric("label_told_most", unit=unit, where={"column": told[0].column})]
    for one in told[:SHOWN]:
        interval = told_interval(one, counted=counted, level=level, rng=rng)
        found.append(interval.metric("label_told", unit=unit, where={"column": one.column}))
    return found


def _same_names(naming: list[Column], level: float) -> list[Metric]:
    found = []
    for column in naming[:SHOWN]:
        if not numbered_anew(column):
            same = int(np.isin(column.test.astype(str), column.train.astype(str)).sum())
            share = wilson(same, len(column.test), level=level)
            found.append(share.metric("name_overlap", where={"column": column.name}))
    return found


def _as_bytes(values: NDArray[Any]) -> NDArray[Any]:
    flat = np.ascontiguousarray(values.reshape(len(values), -1))
    if flat.dtype.kind == "O":
        return np.array(["\x1f".join(map(str, row)) for row in flat.tolist()], dtype=object)
    return np.array([row.tobytes().hex() for row in flat], dtype=object)


def _one_array(test: Part, train: Part) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """The only input of both parts, scaled to [0, 1] by its range, where it is an array of numbers; else None."""
    values = list(test.inputs.values())
    if len(values) != 1 or values[0].dtype.kind not in "biuf" or values[0].ndim < 2 or values[0][0].size < 2:
        return None
    both = [part.reshape(len(part), -1).astype(np.float64) for part in (values[0], next(iter(train.inputs.values())))]
    if not all(np.isfinite(part).all() for part in both):
        return None
    axis = 0 if values[0].ndim == 2 else None
    low = np.minimum(both[0].min(axis=axis), both[1].min(axis=axis))
    reach = np.maximum(both[0].max(axis=axis), both[1].max(axis=axis)) - low
    reach = np.where(reach > 0, reach, 1.0)
    return (both[0] - low) / reach, (both[1] - low) / reach


def _near_rows(
    arrays: tuple[NDArray[np.float64], NDArray[np.float64]], samples: int, near: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], Twins]:
    test, train = arrays
    drawn = [
        np.sort(rng.choice(len(part), size=min(samples, len(part)), replace=False)).astype(np.int64) for part in arrays
    ]
    return drawn[0], near_twins(test[drawn[0]], train, drawn[1], near)


def _metrics(kind: str, found: Twins, level: float) -> list[Metric]:
    here, n = int(found.test.sum()), len(found.test)
    there, m = int(found.train.sum()), len(found.train)
    within = "twins_within_training" if kind == "exact" else "near_within_training"
    return [
        wilson(here, n, level=level).metric(f"{kind}_overlap"),
        wilson(there, m, level=level).metric(within),
        newcombe(here, n, there, m, level=level).metric(f"{kind}_excess", unit="difference of shares"),
    ]


def _pairs(found: Twins, rows: NDArray[np.int64]) -> list[list[int]]:
    """The first pairs as row numbers from 1: test row, training row."""
    here = np.flatnonzero(found.test)[:EXAMPLES]
    return [[int(rows[one]) + 1, int(found.twin[one]) + 1] for one in here]


PROBE = Probe(
    id="leakage",
    version="1.1.0",
    title="Train and test leakage",
    measures="How many test records are training records, or nearly so, and whether a column gives the label away.",
    items=("DAT-VAL-3",),
    needs=Needs(model=False, train=True, columns=True),
    cost="The model is not run. Time grows with rows times columns; of arrays, with rows drawn times training rows.",
    source="Wilson 1927; Newcombe 1998; Goodman and Kruskal 1954; Clopper and Pearson 1934; the comparison within "
    "training rests on rows drawn alike being exchangeable.",
    run=run,
    explain=explain,
    settings=(SAMPLES, NEAR, LEVEL),
    metrics=(
        "exact_overlap",
        "twins_within_training",
        "exact_excess",
        "near_overlap",
        "near_within_training",
        "near_excess",
        "name_overlap",
        "label_told",
        "label_told_most",
    ),
)
