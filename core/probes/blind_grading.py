"""Blind grading of outputs: what named people said of each output by a rubric, as a reading.

People give the grades (core/evaluation/grading); nothing here runs. Pass rate = outputs that pass / outputs that at
least one grader could tell, with the interval of Clopper and Pearson (1934); agreement is Cohen's kappa (1960) with the
interval of Fleiss, Cohen and Everitt (1969). Units: outputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.chart.model import Axis
from core.errors import NotApplicableError
from core.probe import Data, Explanation, Measured, Metric, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording

_HEADER = ("Criterion", "Of", "Pass rate", "Interval", "Passed", "Failed", "Split", "Cannot tell")


def run(
    _model: Model, _data: Data, _settings: Mapping[str, SettingValue], _random: np.random.Generator, _report: Report
) -> Measured:
    """Refuses: a plan can't grade."""
    raise NotApplicableError(
        "Grades are given by people: import outputs on the page Registers, section Outputs graded."
    )


def explain(reading: Reading) -> Explanation:
    """The shares by criterion and system, the agreement of the graders, and what neither shows."""
    facts = reading.facts["criteria"]
    overall = [(one, wording.find(reading, f"pass_rate_{one['id']}")) for one in facts]
    known = [(one, metric) for one, metric in overall if metric and metric.estimate is not None]
    if not known:
        return wording.nothing_measured(reading, "no output was graded")
    lowest, headline = min(known, key=lambda pair: pair[1].estimate or 0.0)
    graders = reading.facts["graders"]
    people = "1 grader" if len(graders) == 1 else f"{len(graders)} graders"
    return Explanation(
        headline=headline,
        sentence=f"{people} graded {reading.facts['graded']:,} of {reading.facts['outputs']:,} outputs blind. The"
        f" lowest pass rate is that of “{lowest['title']}”: {wording.said(headline)}.{wording.against_limits(reading)}",
        means="Of outputs such as these, drawn as these were, about this share passes in the eyes of these graders. An"
        " output passes where more graders say pass than fail; where they are even, it does not.",
        does_not_mean="Two graders can be wrong together, and agreement is no truth. The numbers say nothing on prompts"
        " of another kind, and how the prompts were chosen is not measured here.",
        charts=(
            wording.interval_chart(
                "Pass rate by criterion",
                wording.in_turn((one["title"], metric) for one, metric in known),
                [(_label(one, metric), metric) for one in facts for metric in _rates(reading, one)],
                value=Axis(label="Share of outputs that pass", low=0.0, high=1.0),
            ),
        ),
        tables=tuple(
            table for table in (_rates_table(reading), _differences(reading), _agreement(reading)) if table[2]
        ),
    )


def _rates(reading: Reading, one: Mapping[str, Any]) -> list[Metric]:
    return [metric for metric in reading.metrics if metric.name == f"pass_rate_{one['id']}"]


def _label(one: Mapping[str, Any], metric: Metric) -> str:
    return f"{one['title']}, {metric.slice['system']}" if metric.slice else str(one["title"])


def _rates_table(reading: Reading) -> wording.Table:
    rows = []
    for one in reading.facts["criteria"]:
        counts: list[tuple[str, Mapping[str, str] | None, list[int]]] = [("all outputs", None, one["counts"])]
        counts += [(name, {"system": name}, held) for name, held in one["systems"].items()]
        for name, where, held in counts:
            rows.append(_rate_row(reading, f"pass_rate_{one['id']}", one["title"], (name, where, held)))
        for name, held in one["groups"].items():
            named = (f"group {name}", {"group": name}, held)
            rows.append(_rate_row(reading, f"group_pass_rate_{one['id']}", one["title"], named))
    return ("Pass rates", _HEADER, tuple(rows))


def _rate_row(
    reading: Reading, metric_name: str, title: str, named: tuple[str, Mapping[str, str] | None, list[int]]
) -> tuple[str, ...]:
    name, where, held = named
    metric = wording.find(reading, metric_name, where)
    assert metric, "every count has its share"
    return (title, name, wording.number(metric), wording.interval(metric), *(f"{count:,}" for count in held))


def _differences(reading: Reading) -> wording.Table:
    rows = tuple(
        (
            one["title"],
            str((metric.slice or {})["systems"]),
            wording.number(metric),
            wording.interval(metric),
            metric.method,
        )
        for one in reading.facts["criteria"]
        for metric in reading.metrics
        if metric.name == f"pass_rate_difference_{one['id']}"
    )
    return ("Differences between systems", ("Criterion", "Systems", "Difference", "Interval", "Method"), rows)


def _agreement(reading: Reading) -> wording.Table:
    rows = []
    for one in reading.facts["criteria"]:
        for first, second, same, n in one["agreed"]:
            where = {"graders": f"{first} and {second}"}
            share = wording.find(reading, f"agreement_{one['id']}", where)
            kappa = wording.find(reading, f"kappa_{one['id']}", where)
            assert share, "every pair has its share"
            assert kappa, "every pair has its kappa"
            rows.append(
                (
                    one["title"],
                    f"{first} and {second}",
                    f"{same:,} of {n:,}",
                    wording.interval(share),
                    wording.number(kappa) if kappa.estimate is not None else kappa.method,
                    wording.interval(kappa),
                )
            )
    return (
        "Agreement of graders",
        ("Criterion", "Graders", "The same", "Interval of that", "Cohen's kappa", "Interval"),
        tuple(rows),
    )


PROBE = Probe(
    id="blind-grading",
    version="1.0.0",
    title="Blind grading of outputs",
    measures="The share of recorded outputs that pass each criterion of a rubric, for people who grade blind.",
    items=("OUT-VAL-1", "OUT-VAL-2", "OUT-SAF-1", "OUT-TRA-1", "OUT-EXP-1", "OUT-PRI-1"),
    needs=Needs(model=False, data=False),
    cost="People's time: about a minute an output and grader.",
    source="Clopper and Pearson 1934; Newcombe 1998; Cohen 1960; Fleiss, Cohen and Everitt 1969.",
    run=run,
    explain=explain,
    repeatable=False,  # no plan gives it again: what was looked at is in the case alone
)
