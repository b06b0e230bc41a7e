"""Whether an outsider can tell from the model's answer that a row was among its training rows.

A loss attack (Yeom et al. 2018): the signal of a row is minus its loss (log loss in nats; the absolute error in
regression), members are the training rows, others the test rows. membership_auc (share): area under the ROC curve of
that signal, DeLong's interval; one half is no better than a coin. The same for each class by its own rows, since a rare
class can be exposed while the whole looks safe (Song and Mittal 2021); at the level 1 − (1 − level) / classes, because
one of many stands out by chance. membership_tpr (share): members found at a false
positive rate of at most `rate` (Carlini et al. 2022), Clopper-Pearson. membership_advantage (difference of shares):
members less others flagged at the mean training loss, Newcombe. accuracy_gap (difference of shares): training less test
accuracy, Newcombe: what the attacker who asks nothing but "was it right?" gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.chart.model import Axis, Chart, Point, Series
from core.errors import InputError
from core.measure.auroc import auroc
from core.measure.classification import are_probabilities, log_loss_rows
from core.measure.intervals import newcombe
from core.measure.membership import advantage, found_at_rate, roc
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
from core.probes.scored import finite, labels_of
from core.probes.settings import LEVEL

Floats = NDArray[np.float64]

FEWEST = 20  # members and others of a class, for a figure of its own
MOST_CLASSES = 50

RATE = Setting(
    name="rate",
    title="False positive rate",
    default=0.01,
    kind="float",
    minimum=0.001,
    maximum=0.5,
    help="How many of the rows that were not trained on may be called members, as a share. A low rate asks whether "
    "some rows are given away for certain.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], _rng: np.random.Generator, _report: Report
) -> Measured:
    level, rate = float(settings["level"]), float(settings["rate"])
    assert data.train is not None, "the probe needs training data, and says so"
    members, hits = _signals(model, data, data.train, "running the model on the training rows")
    others, misses = _signals(model, data, data.test, "running the model on the test rows")
    metrics = [
        _area(members, others, level, None),
        found_at_rate(members, others, rate, level=level).metric("membership_tpr", where={"rate": rate}),
        advantage(members, others, level=level).metric("membership_advantage", unit="difference of shares"),
    ]
    if hits is not None and misses is not None:
        gap = newcombe(int(hits.sum()), len(hits), int(misses.sum()), len(misses), level=level)
        metrics.append(gap.metric("accuracy_gap", unit="difference of shares"))
        metrics += _by_class(data, members, others, level)
    false, true = roc(members, others)
    return Measured(
        metrics=metrics,
        warnings=_doubts(data),
        facts={
            "members": len(members),
            "others": len(others),
            "roc": [[round(float(x), 6), round(float(y), 6)] for x, y in zip(false, true, strict=True)],
        },
    )


def _signals(model: Model, data: Data, part: Part, said: str) -> tuple[Floats, NDArray[np.bool_] | None]:
    """(minus the loss (n,), whether the decision was right (n,); None for regression)."""
    labels = labels_of(part)
    scores = finite(model.predict(part.inputs, said))
    if data.task == "regression":
        return -np.abs(scores - labels.astype(np.float64)), None
    if not are_probabilities(scores):
        raise InputError(
            "The loss attack needs probabilities, and the model's scores are none.",
            "Set outputs: kind to what the model gives (logits become probabilities), or leave this probe out.",
        )
    truth = labels.astype(np.int64)
    return -log_loss_rows(scores, truth, data.positive), model.decide(scores) == truth


def _area(members: Floats, others: Floats, level: float, where: dict[str, str | int | float] | None) -> Metric:
    is_member = np.arange(len(members) + len(others)) < len(members)
    area = auroc(np.concatenate([members, others]), is_member, level=level)
    return area.metric("membership_auc" if where is None else "membership_auc_of_class", where=where)


def _by_class(data: Data, members: Floats, others: Floats, level: float) -> list[Metric]:
    assert data.train is not None, "the probe needs training data, and says so"
    trained, tested = labels_of(data.train), labels_of(data.test)
    judged = [
        index
        for index in range(min(len(data.classes), MOST_CLASSES))
        if min(int((trained == index).sum()), int((tested == index).sum())) >= FEWEST
    ]
    strict = 1 - (1 - level) / max(1, len(judged))
    found = []
    for index in judged:
        area = _area(members[trained == index], others[tested == index], strict, {"class": data.classes[index]})
        method = f"{area.method}, Bonferroni over {len(judged)} classes"
        found.append(replace(area, level=level, method=method))
    return found


def _doubts(data: Data) -> list[str]:
    assert data.train is not None, "the probe needs training data, and says so"
    if data.train.sha256 and data.train.sha256 == data.test.sha256 and _same(data.train, data.test):
        return ["Training and test rows are the same: nothing can be told apart."]
    return []


def _same(one: Part, other: Part) -> bool:
    pairs: list[tuple[NDArray[Any], NDArray[Any]]] = [(one.inputs[name], other.inputs[name]) for name in one.inputs]
    return one.n == other.n and all(np.array_equal(mine, theirs) for mine, theirs in pairs)


def explain(reading: Reading) -> Explanation:
    """The reading in words, the attack's ROC curve and its table."""
    area = wording.find(reading, "membership_auc")
    if area is None or area.estimate is None:
        return wording.nothing_measured(reading)
    rate = float(reading.settings["rate"])
    found = wording.find(reading, "membership_tpr", {"rate": rate})
    at_rate = ""
    if found and found.estimate is not None:
        at_rate = (
            f" At {wording.percent(rate)} false alarms it finds {wording.said(found)} of the rows that were trained on."
        )
    return Explanation(
        headline=area,
        sentence=f"From the model's loss alone, a training row is told from a test row with an area under the curve of "
        f"{wording.said(area)}; {_beside_a_coin(area)}.{at_rate}{_worst_class(reading, area)}"
        f"{wording.against_limits(reading)}",
        means="Someone who holds a row with its label and sees the model's answer learns this much about whether the "
        "row was in the training data.",
        does_not_mean="Attacks that train shadow models find more. Where training and test rows come from different "
        "times or places, that difference is counted as membership too.",
        charts=(_curve(reading, area),),
        tables=(("Measures", ("Of", *wording.METRIC_HEADER), _rows(reading)),),
    )


def _beside_a_coin(area: Metric) -> str:
    if area.low is not None and area.low > 0.5:
        return "that is better than a coin, so training rows leak"
    return (
        "that can't be told from a coin" if area.high is None or area.high >= 0.5 else "training rows do not stand out"
    )


def _worst_class(reading: Reading, area: Metric) -> str:
    classes = [one for one in reading.metrics if one.name == "membership_auc_of_class" and one.low is not None]
    worst = max(classes, key=lambda one: one.low or 0.0, default=None)
    if worst is None or worst.low is None or area.high is None or worst.low <= area.high:
        return ""
    return f" Rows of the class {(worst.slice or {})['class']} are more exposed: {wording.said(worst)}."


def _rows(reading: Reading) -> wording.Rows:
    cells = wording.table_rows(reading.metrics)
    return tuple(
        (wording.where(metric) or "all rows", *row) for metric, row in zip(reading.metrics, cells, strict=True)
    )


def _curve(reading: Reading, area: Metric) -> Chart:
    points = tuple(Point(x=x, y=y) for x, y in reading.facts["roc"])
    coin = (Point(x=0.0, y=0.0), Point(x=1.0, y=1.0))
    return Chart(
        kind="line",
        title="Training rows found, by false alarms",
        summary=f"ROC curve of the loss attack over {reading.facts['members']:,} training and "
        f"{reading.facts['others']:,} test rows; area {wording.said(area)}, a coin has 0.5.",
        series=(Series(name="loss attack", points=points), Series(name="a coin", points=coin, role="muted")),
        x=Axis(label="Test rows called members", low=0.0, high=1.0),
        value=Axis(label="Training rows found", low=0.0, high=1.0),
        header=("Test rows called members", "Training rows found"),
        rows=tuple((f"{x:.3f}", f"{y:.3f}") for x, y in reading.facts["roc"][:: max(1, len(points) // 10)]),
    )


PROBE = Probe(
    id="membership",
    version="1.0.0",
    title="Membership inference",
    measures="How well the model's answers give away which rows it was trained on.",
    items=("MOD-PRI-1", "MOD-PRI-3", "POST-PRI-2"),
    needs=Needs(labels=True, train=True, scores=True),
    cost="One pass over the training and the test rows; the counting takes moments.",
    source="Yeom et al. 2018; Song and Mittal 2021; Carlini et al. 2022; DeLong et al. 1988; Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(RATE, LEVEL),
    metrics=(
        "membership_auc",
        "membership_auc_of_class",
        "membership_tpr",
        "membership_advantage",
        "accuracy_gap",
    ),
)
