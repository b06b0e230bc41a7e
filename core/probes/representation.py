"""Whether groups are present in the training data as they are in the reference.

For each grouping column: share (share of training rows) of each group with Wilson's interval, and representation_ratio,
that share over the reference's: the group's share in the test data, taken to stand for the field (interval of Katz, or
MOVER-R where counts are small), or an equal share for every group. least_represented (ratio): the lowest ratio of all
groups with at least `min_group` rows in the reference, its interval at the level 1 − (1 − level) / groups, because the
lowest of many is low by chance. representation_p: Pearson's chi-square test (1900) of each column, Holm over the
columns (core/measure/chi_square.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from core.chart.model import Axis, Threshold
from core.errors import InputError
from core.measure.chi_square import fit, homogeneity
from core.measure.counts import grouping_of
from core.measure.exact import holm
from core.measure.intervals import Interval, exact, ratio_of_shares, wilson
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
from core.probes.settings import LEVEL

SHOWN = 15

REFERENCE = Setting(
    name="reference",
    title="Compared with",
    default="test data",
    kind="choice",
    choices=("test data", "equal shares"),
    help="test data: the shares of the test rows, where these were drawn from the field. equal shares: every group as "
    "large as any other.",
)
MIN_GROUP = Setting(
    name="min_group",
    title="Smallest group judged",
    default=30,
    kind="int",
    minimum=1,
    maximum=10000,
    unit="rows",
    help="Groups with fewer rows in the reference are reported, but are not named as the least represented.",
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """Counts by group of one grouping column, in training and in the test data, groups in the order of their names."""

    name: str
    groups: tuple[str, ...]
    train: tuple[int, ...]
    test: tuple[int, ...]

    def ratio(self, group: int, reference: str, level: float) -> Interval:
        """The group's share in training over that in the reference."""
        x, n = self.train[group], sum(self.train)
        if reference == "test data":
            return ratio_of_shares(x, n, self.test[group], sum(self.test), level=level)
        share, k = wilson(x, n, level=level), len(self.groups)
        assert share.low is not None, "training data have rows"
        assert share.high is not None, "training data have rows"
        method = "Wilson, over an equal share"
        return Interval(estimate=x / n * k, low=share.low * k, high=share.high * k, level=level, method=method, n=n)

    def p(self, reference: str) -> float:
        """Pearson's test of the training counts against the reference."""
        if reference == "test data":
            return homogeneity(np.array([self.train, self.test]))[2]
        return fit(np.array(self.train), np.ones(len(self.groups)))[2]


def run(
    _model: Model, data: Data, settings: Mapping[str, SettingValue], _rng: np.random.Generator, report: Report
) -> Measured:
    level, reference = float(settings["level"]), str(settings["reference"])
    report.progress(0, 1, "counting the groups")
    columns = _columns(data)
    metrics: list[Metric] = []
    for column in columns:
        for group, name in enumerate(column.groups):
            where = {column.name: name}
            metrics.append(wilson(column.train[group], sum(column.train), level=level).metric("share", where=where))
            ratio = column.ratio(group, reference, level)
            metrics.append(ratio.metric("representation_ratio", unit="ratio", where=where))
    adjusted = holm([column.p(reference) for column in columns])
    tests = [
        exact(p, n=sum(column.train), method=f"chi-square, Holm over {len(columns)} columns").metric(
            "representation_p", unit="probability", where={"column": column.name}
        )
        for column, p in zip(columns, adjusted, strict=True)
    ]
    least, who = _least(columns, reference, level, int(settings["min_group"]))
    return Measured(
        metrics=[least.metric("least_represented", unit="ratio"), *metrics, *tests],
        facts={
            "least": who,
            "columns": [
                {"column": one.name, "groups": list(one.groups), "train": list(one.train), "test": list(one.test)}
                for one in columns
            ],
        },
    )


def _columns(data: Data) -> list[Column]:
    train = data.train
    assert train is not None, "the probe needs training data, and says so"
    found = []
    for name, values in data.test.groups.items():
        both = grouping_of({name: np.concatenate([train.groups[name], values])})
        counts = [
            np.bincount(part, minlength=len(both.names)).tolist()
            for part in np.split(both.group, [len(train.groups[name])])
        ]
        groups = tuple(group[0] for group in both.names)
        found.append(Column(name=name, groups=groups, train=tuple(counts[0]), test=tuple(counts[1])))
    return found


def _least(columns: list[Column], reference: str, level: float, min_group: int) -> tuple[Interval, dict[str, str]]:
    judged = [
        (column, group)
        for column in columns
        for group in range(len(column.groups))
        if (column.test[group] if reference == "test data" else sum(column.train) / len(column.groups)) >= min_group
    ]
    if not judged:
        raise InputError(f"No group has at least {min_group:,} rows in the reference.", "Lower min_group.")
    column, group = min(judged, key=lambda one: one[0].ratio(one[1], reference, level).estimate or 0.0)
    strict = column.ratio(group, reference, 1 - (1 - level) / len(judged))
    said = replace(strict, level=level, method=f"{strict.method}, Bonferroni over {len(judged)} groups")
    return said, {"column": column.name, "group": column.groups[group]}


def explain(reading: Reading) -> Explanation:
    """The reading in words, the ratios of the groups as a chart and a table."""
    least = wording.find(reading, "least_represented")
    if least is None:
        return wording.nothing_measured(reading)
    ratios = [one for one in reading.metrics if one.name == "representation_ratio" and one.estimate is not None]
    lowest = sorted(ratios, key=lambda one: one.estimate or 0.0)[:SHOWN]
    who, against = reading.facts["least"], reading.settings["reference"]
    beside = "its share of the test data" if against == "test data" else "an equal share"
    return Explanation(
        headline=least,
        sentence=f"The group least present in training is {who['column']} {who['group']}: its share is "
        f"{wording.said(least)} times {beside}. {_tests_said(reading)}{wording.against_limits(reading)}",
        means="A ratio below 1 says that the model learnt from fewer rows of a group than the reference holds.",
        does_not_mean="Presence alone does not make a model fair to a group, nor absence unfair; and the test data may "
        "themselves miss people whom the system will meet.",
        charts=(
            wording.interval_chart(
                "Share in training over the reference's",
                "; ".join(f"{wording.where(one)} {wording.said(one)}" for one in lowest) + ".",
                [(wording.where(one), one) for one in lowest],
                threshold=wording.threshold_line(reading, "least_represented")
                or Threshold(value=1.0, label="as in the reference"),
                value=Axis(label="Ratio"),
            ),
        ),
        tables=(
            (
                "All groups",
                ("Group", "Rows in training", "Rows in test", "Share of training", "Ratio", "Interval"),
                tuple(row for column in reading.facts["columns"] for row in _rows(reading, column)),
            ),
        ),
    )


def _rows(reading: Reading, column: Mapping[str, list[str]]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for group, train, test in zip(column["groups"], column["train"], column["test"], strict=True):
        where = {str(column["column"]): group}
        share, ratio = (wording.find(reading, name, where) for name in ("share", "representation_ratio"))
        assert share, "every group has its share"
        assert ratio, "every group has its ratio"
        rows.append(
            (
                f"{column['column']} {group}",
                f"{int(train):,}",
                f"{int(test):,}",
                wording.number(share),
                wording.number(ratio),
                wording.interval(ratio),
            )
        )
    return rows


def _tests_said(reading: Reading) -> str:
    tests = [one for one in reading.metrics if one.name == "representation_p" and one.estimate is not None]
    level = float(reading.settings["level"])
    differing = [str((one.slice or {})["column"]) for one in tests if (one.estimate or 0.0) < 1 - level]
    if not differing:
        return "No column differs from the reference by more than chance."
    return f"Beyond chance differ the shares by {', '.join(differing)}."


PROBE = Probe(
    id="representation",
    version="1.0.0",
    title="Representation",
    measures="Whether each group is as present in the training data as in the reference.",
    items=("DAT-VAL-1", "DAT-FAI-1", "DAT-FAI-4"),
    needs=Needs(model=False, groups=True, train=True),
    cost="Counting takes moments; the model is not run.",
    source="Wilson 1927; Katz et al. 1978; Newcombe 2016; Pearson 1900; Holm 1979; Bonferroni's inequality.",
    run=run,
    explain=explain,
    settings=(REFERENCE, MIN_GROUP, LEVEL),
    metrics=("least_represented", "share", "representation_ratio", "representation_p"),
)
