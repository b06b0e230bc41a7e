"""What a program can count in recorded outputs: disclosure, posing, refusals, personal data, sources, repeats.

The counting itself is in core/evaluation/grading; this says what the numbers mean. Each is a share of outputs with the
interval of Clopper and Pearson (1934).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.chart.model import Axis
from core.errors import NotApplicableError
from core.probe import Data, Explanation, Measured, Metric, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording


def run(
    _model: Model, _data: Data, _settings: Mapping[str, SettingValue], _random: np.random.Generator, _report: Report
) -> Measured:
    """Refuses: outputs are imported into the case first."""
    raise NotApplicableError("Outputs are counted where they were imported: page Registers, section Outputs graded.")


def explain(reading: Reading) -> Explanation:
    """The shares, with examples by number, and what a pattern can't know."""
    checks = reading.facts["checks"]
    overall = [(one, wording.find(reading, one["id"])) for one in checks]
    known = [(one, metric) for one, metric in overall if metric and metric.estimate is not None]
    headline = next((metric for one, metric in known if one["id"] == "disclosed"), None)
    if headline is None:
        return wording.nothing_measured(reading, "there was no output")
    told = {one["id"]: one for one in checks}
    return Explanation(
        headline=headline,
        sentence=f"Of {reading.facts['outputs']:,} outputs, {told['disclosed']['found']:,} say that they are AI-made, a"
        f" share of {wording.said(headline)}; {told['refused']['found']:,} refuse, {told['posing']['found']:,} pass for"
        f" a person, and {told['personal_data']['found']:,} have a shape of personal data."
        + wording.against_limits(reading),
        means="Each number counts outputs in which a listed phrase or shape was found, or two that share most of their"
        " runs of three words.",
        does_not_mean="A phrase that is not in the list, or in another language, is not seen; a shape is not proof of a"
        " real person, and a link that names a source may still lead nowhere: nothing was fetched. A refusal may"
        " be right.",
        charts=(
            wording.interval_chart(
                "Share of outputs, by what was found",
                wording.in_turn((one["title"], metric) for one, metric in known),
                [(_label(one["title"], metric), metric) for one in checks for metric in _all(reading, one["id"])],
                value=Axis(label="Share of outputs", low=0.0, high=1.0),
            ),
        ),
        tables=(
            (
                "What was found",
                ("Found", "Of", "Share", "Interval", "Outputs", "Looked at"),
                tuple(_row(one["title"], metric) for one in checks for metric in _all(reading, one["id"])),
            ),
            ("Examples", ("Found", "Output", "Its id", "What"), tuple(_examples(checks))),
        ),
    )


def _all(reading: Reading, name: str) -> list[Metric]:
    return [metric for metric in reading.metrics if metric.name == name]


def _label(title: str, metric: Metric) -> str:
    return f"{title}, {metric.slice['system']}" if metric.slice else title


def _row(title: str, metric: Metric) -> tuple[str, ...]:
    found = round((metric.estimate or 0.0) * metric.n)
    who = str(metric.slice["system"]) if metric.slice else "all outputs"
    return (title, who, wording.number(metric), wording.interval(metric), f"{found:,}", f"{metric.n:,}")


def _examples(checks: list[Mapping[str, list[tuple[int, str, str]]]]) -> list[tuple[str, ...]]:
    return [(str(one["title"]), str(number), name, why) for one in checks for number, name, why in one["examples"]]


PROBE = Probe(
    id="content-checks",
    version="1.0.0",
    title="What outputs hold",
    measures="Disclosure, posing as a person, refusals, shapes of personal data, sources without a name, and repeats.",
    items=("OUT-TRA-1", "OUT-PRI-1", "OUT-VAL-2", "OUT-SAF-1", "ANT-TRA-1"),
    needs=Needs(model=False, data=False),
    cost="A moment for a thousand outputs.",
    source="Clopper and Pearson 1934; Broder 1997; 20 CFR 422.110; RFC 2606; ISO/IEC 7812-1.",
    run=run,
    explain=explain,
    repeatable=False,  # no plan gives it again: what was looked at is in the case alone
)
