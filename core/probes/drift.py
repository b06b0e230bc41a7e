"""Whether the test data have moved away from the training data, field by field, and the model's answers with them.

Fields: the model's inputs (of pictures, the mean of each patch of a grid; of written texts, their length), the grouping
columns, the label, the model's decision and its scores. For each, of its distribution in training and in test: psi
(nats), the population stability index over tenths of the training rows, with the BCa bootstrap; js_distance (0 to 1),
the Jensen-Shannon distance; ks (share), the largest difference of the cumulative distributions of numbers; drift_p, the
permutation test of the distance with Holm's correction over all fields. drifted_fields (fields): those with drift_p
below 1 − level. Formulas, intervals and sources are in core/measure/drift.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Threshold
from core.measure.bootstrap import interval_of_counts
from core.measure.drift import binned, js_interval, ks, permutation_p, psi, psi_by_chance
from core.measure.exact import holm
from core.measure.fields import fields_of, is_written
from core.measure.intervals import exact
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
from core.probes.scored import finite
from core.probes.settings import BOOTSTRAP, LEVEL

Values = NDArray[np.generic]

MOST_FIELDS = 64
SHOWN = 12
USUAL = 0.1  # Siddiqi (2006): below, a population is usually called stable; above 0.25 it has shifted

PERMUTATIONS = Setting(
    name="permutations",
    title="Shuffles",
    default=2000,
    kind="int",
    minimum=200,
    maximum=100_000,
    help="How often rows are shuffled between training and test to see what chance gives.",
)
ANSWERS = Setting(
    name="answers",
    title="Compare the model's answers",
    default=True,
    kind="flag",
    help="Also run the model on both parts and compare its decisions and scores.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, resamples = float(settings["level"]), int(settings["bootstrap"])
    pairs = dict(_data_fields(data))
    left_out = list(pairs)[MOST_FIELDS:]
    pairs = {name: pairs[name] for name in list(pairs)[:MOST_FIELDS]}
    if settings["answers"]:
        pairs |= dict(_answers(model, data))
    metrics: list[Metric] = []
    p_values, facts = [], []
    for done, (name, (reference, current)) in enumerate(pairs.items()):
        report.progress(done, len(pairs), f"comparing {name}")
        where = {"field": name}
        names, counts = binned(reference, current)
        index = interval_of_counts(counts, psi, resamples=resamples, level=level, rng=rng)
        metrics.append(index.metric("psi", unit="nats", where=where))
        distance = js_interval(counts, resamples=resamples, level=level, rng=rng)
        metrics.append(distance.metric("js_distance", unit="distance", where=where))
        if reference.dtype.kind in "iuf":
            metrics.append(ks(reference, current, level=level).metric("ks", where=where))
        p_values.append(permutation_p(counts, permutations=int(settings["permutations"]), rng=rng))
        facts.append(
            {"field": name, "by_chance": psi_by_chance(counts), "bins": list(names), "counts": counts.tolist()}
        )
    adjusted = holm(p_values)
    n = data.test.n + (data.train.n if data.train else 0)
    said = f"permutation of rows, Holm over {len(pairs)} fields"
    tests = [
        exact(p, n=n, method=said).metric("drift_p", unit="probability", where={"field": name})
        for name, p in zip(pairs, adjusted, strict=True)
    ]
    drifted = sum(p < 1 - level for p in adjusted)
    return Measured(
        metrics=[exact(drifted, n=n, method=said).metric("drifted_fields", unit="fields"), *metrics, *tests],
        warnings=[f"{len(left_out):,} fields beyond the first {MOST_FIELDS} were left out."] if left_out else [],
        facts={"fields": facts, "rows": {"training": data.train.n if data.train else 0, "test": data.test.n}},
    )


def _data_fields(data: Data) -> Iterator[tuple[str, tuple[Values, Values]]]:
    """(name, (training values, test values)) of what the data hold."""
    train, test = data.train, data.test
    assert train is not None, "the probe needs training data, and says so"
    for field in fields_of(data):
        sides = field.one_value(train.inputs), field.one_value(test.inputs)
        if field.kind == "text" and is_written(sides[0]):
            yield f"length of {field.name}", (_lengths(sides[0]), _lengths(sides[1]))
        else:
            yield field.name, sides
    for name, values in test.groups.items():
        yield f"group {name}", (train.groups[name], values)
    if train.labels is not None and test.labels is not None:
        yield "label", (_named(data, train.labels), _named(data, test.labels))


def _lengths(texts: Values) -> Values:
    return np.array([len(str(text)) for text in texts.tolist()])


def _answers(model: Model, data: Data) -> Iterator[tuple[str, tuple[Values, Values]]]:
    assert data.train is not None, "the probe needs training data, and says so"
    sides = [
        finite(model.predict(part.inputs, f"running the model on the {name} rows"))
        for part, name in ((data.train, "training"), (data.test, "test"))
    ]
    if data.task == "regression":
        yield "the model's value", (sides[0], sides[1])
        return
    decisions = [_named(data, model.decide(scores)) for scores in sides]
    yield "the model's decision", (decisions[0], decisions[1])
    if not data.decisions_only:
        scores = [side.max(axis=1) if data.positive is None else side[:, data.positive] for side in sides]
        yield "the model's score", (scores[0], scores[1])


def _named(data: Data, values: NDArray[Any]) -> Values:
    """Classes as text; targets of a regression as they are."""
    return np.array(data.classes, dtype=object)[values.astype(np.int64)] if data.classes else values


def explain(reading: Reading) -> Explanation:
    """The reading in words, PSI of the fields that moved most as a chart, all fields as a table."""
    fields = {str((one.slice or {})["field"]): one for one in reading.metrics if one.name == "psi"}
    count = wording.find(reading, "drifted_fields")
    known = {name: one for name, one in fields.items() if one.estimate is not None}
    if count is None or not known:
        return wording.nothing_measured(reading)
    order = sorted(known, key=lambda name: -(known[name].estimate or 0.0))
    most = known[order[0]]
    shown = [(name, known[name]) for name in order[:SHOWN]]
    return Explanation(
        headline=most,
        sentence=f"{wording.number(count)} of {len(fields)} fields differ between training and test by more than "
        f"chance; the one that differs most is {order[0]}, with a population stability index of {wording.said(most)}."
        f"{wording.against_limits(reading)}",
        means="With many rows a difference beyond chance can be small: an index below 0.1 is usually called stable, "
        "one above 0.25 a shift (Siddiqi 2006).",
        does_not_mean="A field that moved need not hurt the model, and the field's link to the answer can change while "
        "its distribution stays.",
        charts=(
            wording.interval_chart(
                "Population stability index by field",
                wording.in_turn(shown),
                shown,
                threshold=wording.threshold_line(reading, "psi")
                or Threshold(value=USUAL, label=f"usually called stable below {USUAL:g}"),
            ),
        ),
        tables=(
            (
                "All fields",
                ("Field", "PSI", "Interval", "PSI by chance", "JS distance", "KS", "p adjusted"),
                tuple(_row(reading, name) for name in order),
            ),
        ),
    )


def _row(reading: Reading, name: str) -> tuple[str, ...]:
    index, distance, largest, p = (
        wording.find(reading, metric, {"field": name}) for metric in ("psi", "js_distance", "ks", "drift_p")
    )
    chance = next(one["by_chance"] for one in reading.facts["fields"] if one["field"] == name)
    return (
        name,
        wording.number(index) if index else "—",
        wording.interval(index) if index else "—",
        f"{chance:.2g}",
        wording.number(distance) if distance else "—",
        wording.number(largest) if largest else "—",
        f"{p.estimate:.2g}" if p and p.estimate is not None else "—",
    )


PROBE = Probe(
    id="drift",
    version="1.0.0",
    title="Drift",
    measures="How far each field of the test data, and the model's answers, have moved from the training data.",
    items=("MOD-RES-4", "DAT-VAL-1", "DAT-RES-2", "DAT-RES-3", "POST-RES-4", "OUT-RES-2"),
    needs=Needs(model=False, train=True),
    cost="One pass of the model over both parts unless answers are left out; each field takes moments.",
    source="Siddiqi 2006; Lin 1991; Endres and Schindelin 2003; Massart 1990; Phipson and Smyth 2010; Holm 1979.",
    run=run,
    explain=explain,
    settings=(PERMUTATIONS, ANSWERS, BOOTSTRAP, LEVEL),
    metrics=("drifted_fields", "psi", "js_distance", "ks", "drift_p"),
)
