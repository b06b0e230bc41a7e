"""Whether test rows are already among the training rows, so that the test flatters the model.

A record is a row of the table with all its columns as written, or, where there is no table, of the model's inputs with
label and groups. exact_overlap (share of test rows): those with an equal record in training. near_overlap (share of
test rows): written texts: those whose letters, without case, digits, signs and spaces, are those of a training row;
other tables: those with a training record that differs in no more than one column; arrays of numbers: those whose
nearest training row lies within `near` (root mean square difference, in ranges of the columns, or of all pixels).

Coarse records are alike by chance. Were all rows drawn alike, a test row would have a twin in training about as often
as a training row has one among the other training rows: twins_within_training and near_within_training. exact_excess
and near_excess (difference of shares) are what is over. Shares: Wilson's interval; differences: Newcombe's, which takes
rows for independent (core/measure/overlap.py, intervals.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.fields import is_written
from core.measure.intervals import newcombe, wilson
from core.measure.overlap import Twins, exact_twins, keyed, near_twins, spelling, twins_but_for_one
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
    Setting,
    SettingValue,
)
from core.probes import wording
from core.probes.settings import LEVEL, rows_drawn

Column = tuple[NDArray[Any], NDArray[Any]]
EXAMPLES = 10

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
    report.progress(0, 2, "comparing the records")
    columns, what = _columns(data.test, train)
    arrays = _one_array(data.test, train) if data.test.columns is None else None
    test, trained = keyed(columns)
    exactly = exact_twins(test, trained)
    report.progress(1, 2, "looking for records that are nearly the same")
    rows = np.arange(data.test.n)
    written = [] if arrays else [one for one in columns if one[0].dtype.kind in "OU" and is_written(one[0])]
    if written:
        near = exact_twins(*keyed([(spelling(one), spelling(other)) for one, other in written]))
    elif arrays is None:
        near = twins_but_for_one(test, trained)
    else:
        rows, near = _near_rows(arrays, int(settings["samples"]), float(settings["near"]), rng)
    return Measured(
        metrics=[*_metrics("exact", exactly, level), *_metrics("near", near, level)],
        facts={
            "records": what,
            "columns": len(columns),
            "near_by": "spelling" if written else "column" if arrays is None else "distance",
            "exact_pairs": _pairs(exactly, np.arange(data.test.n)),
            "near_pairs": _pairs(near, rows),
        },
    )


def _columns(test: Part, train: Part) -> tuple[list[Column], str]:
    if test.columns is not None and train.columns is not None:
        shared = [name for name in test.columns if name in train.columns]
        return [(test.columns[name], train.columns[name]) for name in shared], "all columns of the table"
    columns = []
    for name, values in test.inputs.items():
        columns += _split(values, train.inputs[name])
    if test.labels is not None and train.labels is not None:
        columns.append((test.labels, train.labels))
    columns += [(values, train.groups[name]) for name, values in test.groups.items() if name in train.groups]
    return columns, "the model's inputs, label and groups"


def _split(test: NDArray[Any], train: NDArray[Any]) -> list[Column]:
    """The columns of an input; a row of pixels is one column, by its bytes."""
    if test.ndim == 1 or test[0].size == 1:
        return [(test.reshape(len(test)), train.reshape(len(train)))]
    if test.ndim == 2 and test.dtype.kind != "O":
        return [(test[:, column], train[:, column]) for column in range(test.shape[1])]
    return [(_as_bytes(test), _as_bytes(train))]


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


def explain(reading: Reading) -> Explanation:
    """The reading in words, shares of twins as a chart and a table, and the first pairs."""
    overlap = wording.find(reading, "exact_overlap")
    excess = wording.find(reading, "exact_excess")
    if overlap is None or excess is None:
        return wording.nothing_measured(reading)
    names = ("exact_overlap", "twins_within_training", "near_overlap", "near_within_training")
    shown = [(wording.title_of(name), metric) for name in names if (metric := wording.find(reading, name))]
    pairs = reading.facts["exact_pairs"] or reading.facts["near_pairs"]
    tables: list[wording.Table] = [("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics))]
    if pairs:
        title = "First test rows with a twin" if reading.facts["exact_pairs"] else "First test rows with a near twin"
        rows = tuple((f"{test:,}", f"{train:,}") for test, train in pairs)
        tables.append((title, ("Test row", "Training row"), rows))
    return Explanation(
        headline=overlap,
        sentence=f"The share of test records that also are training records is {wording.said(overlap)}, by "
        f"{reading.facts['records']}. {_beside_chance(excess)}{_near_said(reading)}{wording.against_limits(reading)}",
        means="Rows that the model has seen make the test look better than the field will be.",
        does_not_mean="The same person or thing under another record is not found here, nor a column that gives the "
        "answer away.",
        charts=(
            wording.interval_chart(
                "Records with a twin",
                "; ".join(f"{title} {wording.said(metric)}" for title, metric in shown) + ".",
                shown,
                threshold=wording.threshold_line(reading, "exact_overlap"),
            ),
        ),
        tables=tuple(tables),
    )


def _beside_chance(excess: Metric) -> str:
    if excess.low is not None and excess.low > 0:
        return (
            f"That is {wording.said(excess)} more than training records have twins among themselves: rows were shared."
        )
    return "Training records have twins among themselves about as often or more, so chance explains it."


def _near_said(reading: Reading) -> str:
    near = wording.find(reading, "near_overlap")
    if near is None:
        return ""
    how = {
        "spelling": "have the same letters, whatever the case, signs and spaces,",
        "column": "differ in at most one column",
        "distance": "lie very near to one",
    }[reading.facts["near_by"]]
    return f" The share that {how} is {wording.said(near)}."


PROBE = Probe(
    id="leakage",
    version="1.0.0",
    title="Train and test leakage",
    measures="How many test records are training records, or nearly so, beside what chance would give.",
    items=("DAT-VAL-3",),
    needs=Needs(model=False, train=True, columns=True),
    cost="The model is not run. Time grows with rows times columns; of arrays, with rows drawn times training rows.",
    source="Wilson 1927; Newcombe 1998; the comparison within training rests on rows drawn alike being exchangeable.",
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
    ),
)
