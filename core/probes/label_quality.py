"""Whether the labels of the test data can be trusted, by what the model's probabilities say of them.

suspect_labels (share of rows): labels that the model surely speaks against, by confident learning (Northcutt, Jiang and
Chuang 2021; core/measure/label_noise.py), Wilson's interval. Where classes overlap, faultless labels are suspect too;
so suspect_excess (difference of shares) takes off what labels drawn with the model's own probabilities would give, with
an interval from these draws. It holds where the probabilities are calibrated and the model was not trained on these
rows. conflicting_labels (share of rows): rows whose inputs are those of another row with another label, which needs no
model to be believed; Wilson's interval. No label is called wrong: the rows are named so that a person can look.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.measure.classification import are_probabilities
from core.measure.fields import Inputs
from core.measure.intervals import Interval, wilson
from core.measure.label_noise import Suspects, suspects, suspects_by_chance
from core.measure.overlap import keyed
from core.probe import (
    Data,
    Explanation,
    Measured,
    Model,
    Needs,
    Probe,
    Reading,
    Report,
    Setting,
    SettingValue,
)
from core.probes import wording
from core.probes.scored import score_test
from core.probes.settings import LEVEL

NAMED = 20

DRAWS = Setting(
    name="draws",
    title="Draws of labels",
    default=300,
    kind="int",
    minimum=100,
    maximum=10_000,
    help="How often labels are drawn with the model's probabilities to see how many are suspect by chance.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level = float(settings["level"])
    scored = score_test(model, data, said="running the model on the test rows")
    if data.decisions_only or not are_probabilities(scored.scores):
        raise InputError(
            "Looking for wrong labels needs probabilities, and the model's scores are none.",
            "Set outputs: kind to what the model gives (logits become probabilities), or leave this probe out.",
        )
    chances = np.clip(scored.scores, 0.0, 1.0)
    found, n = suspects(chances, scored.labels), len(scored.labels)
    report.progress(0, 1, "drawing labels with the model's probabilities")
    by_chance = suspects_by_chance(chances, int(settings["draws"]), rng)
    conflicts = conflicting(data.test.inputs, scored.labels)
    share = wilson(int(found.suspect.sum()), n, level=level)
    return Measured(
        metrics=[
            share.metric("suspect_labels"),
            _excess(float(found.suspect.mean()), by_chance, level, n).metric(
                "suspect_excess", unit="difference of shares"
            ),
            wilson(int(conflicts.sum()), n, level=level).metric("conflicting_labels"),
        ],
        facts={
            "by_chance": float(by_chance.mean()),
            "named": _named(data, found, chances, scored.labels),
            "moves": _moves(data, found, scored.labels),
        },
    )


def _excess(share: float, by_chance: NDArray[np.float64], level: float, n: int) -> Interval:
    """The share less its mean by chance; the interval turns the draws round the share."""
    low, high = np.quantile(by_chance, [(1 - level) / 2, (1 + level) / 2])
    excess = share - float(by_chance.mean())
    return Interval(
        estimate=excess,
        low=min(share - float(high), excess),
        high=max(share - float(low), excess),
        level=level,
        method="labels drawn with the model's probabilities",
        n=n,
    )


def conflicting(inputs: Inputs, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows (n,) have the inputs of a row with another label."""
    columns = []
    for values in inputs.values():
        flat = values.reshape(len(values), -1)
        columns += [(flat[:, column], flat[:0, column]) for column in range(flat.shape[1])]
    sums = keyed(columns)[0].sum(axis=1, dtype=np.uint64)
    _, record = np.unique(sums, return_inverse=True)
    lowest = np.full(record.max() + 1, np.iinfo(np.int64).max)
    highest = np.full(record.max() + 1, -1)
    np.minimum.at(lowest, record, labels)
    np.maximum.at(highest, record, labels)
    differing: NDArray[np.bool_] = (lowest != highest)[record]
    return differing


def _named(
    data: Data, found: Suspects, chances: NDArray[np.float64], labels: NDArray[np.int64]
) -> list[dict[str, str | int | float]]:
    """The suspect rows with the widest margin against their label, rows from 1."""
    rows = np.flatnonzero(found.suspect)
    margin = chances[rows, found.rather[rows]] - chances[rows, labels[rows]]
    return [
        {
            "row": int(row) + 1,
            "label": data.classes[labels[row]],
            "rather": data.classes[found.rather[row]],
            "chance_of_label": float(chances[row, labels[row]]),
            "chance_of_rather": float(chances[row, found.rather[row]]),
        }
        for row in rows[np.argsort(-margin, kind="stable")][:NAMED]
    ]


def _moves(data: Data, found: Suspects, labels: NDArray[np.int64]) -> list[dict[str, str | int]]:
    """How many suspect labels there are from each class to each other, most first."""
    classes = len(data.classes)
    counts = np.bincount(labels[found.suspect] * classes + found.rather[found.suspect], minlength=classes * classes)
    order = np.argsort(-counts, kind="stable")[:NAMED]
    return [
        {"label": data.classes[one // classes], "rather": data.classes[one % classes], "rows": int(counts[one])}
        for one in order.tolist()
        if counts[one]
    ]


def explain(reading: Reading) -> Explanation:
    """The reading in words, the shares as a chart, the rows to look at as a table."""
    excess, share = wording.find(reading, "suspect_excess"), wording.find(reading, "suspect_labels")
    conflicts = wording.find(reading, "conflicting_labels")
    if excess is None or share is None or conflicts is None:
        return wording.nothing_measured(reading)
    shown = [(wording.title_of(one.name), one) for one in reading.metrics]
    tables: list[wording.Table] = [("Measures", wording.METRIC_HEADER, wording.table_rows(reading.metrics))]
    if reading.facts["named"]:
        rows = tuple(
            (
                f"{one['row']:,}",
                one["label"],
                one["rather"],
                f"{one['chance_of_label']:.3f}",
                f"{one['chance_of_rather']:.3f}",
            )
            for one in reading.facts["named"]
        )
        tables.append(("Rows to look at first", ("Row", "Label", "Rather", "Its chance", "Chance of the other"), rows))
    surely = excess.low is not None and excess.low > 0
    return Explanation(
        headline=excess,
        sentence=f"The model surely speaks against {wording.said(share)} of {share.n:,} labels; labels "
        f"drawn with the model's own probabilities leave {wording.said(excess)} of these unexplained"
        f"{': labels are wrong, or the model is too sure of itself' if surely else ', so chance can explain it'}. "
        f"{wording.said(conflicts)} of the rows carry another label than a row with the same inputs."
        f"{wording.against_limits(reading)}",
        means="The rows in the table are where a person should look at the label first.",
        does_not_mean="No label is shown to be wrong: an overconfident model raises the number, and a model trained on "
        "these rows has learnt their faults and hides them.",
        charts=(
            wording.interval_chart(
                "Labels in doubt",
                "; ".join(f"{title} {wording.said(one)}" for title, one in shown) + ".",
                shown,
                threshold=wording.threshold_line(reading, "suspect_excess"),
            ),
        ),
        tables=tuple(tables),
    )


PROBE = Probe(
    id="label-quality",
    version="1.0.0",
    title="Label quality",
    measures="How many labels the model's probabilities speak against, beside what chance gives, and which to look at.",
    items=("DAT-VAL-2", "POST-VAL-3", "POST-FAI-2"),
    needs=Needs(model=False, labels=True, scores=True, tasks=frozenset({"binary", "multiclass"})),
    cost="One pass over the test rows, and draws of labels whose time grows with rows times classes.",
    source="Northcutt, Jiang and Chuang 2021; Wilson 1927.",
    run=run,
    explain=explain,
    settings=(DRAWS, LEVEL),
    metrics=("suspect_labels", "suspect_excess", "conflicting_labels"),
)
