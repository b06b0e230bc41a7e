"""What the model does with inputs that mean nothing: does it refuse, stay silent, or answer as if all were well?

Rows drawn from the test data are made malformed in every way that their types allow (core/measure/malformed.py): all
numbers NaN, infinite or of the largest size, texts empty, very long or of control characters; and batches of a wrong
shape. Shares are of the rows so made. confident_on_nonsense (share): rows answered with a probability of at least
`confident`; no_number (share): rows answered with something that is no finite number; refused (share): rows that the
model, or the run-time, refused; for all faults together and for each. Interval: Clopper and Pearson (1934).
wrong_shapes_accepted (batches): batches of a wrong shape that were answered. slow_answers (batches): those that took
longer than `slow_s`. A model that ends its process ends this probe with it: the reading is then failed, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

import numpy as np

from core.errors import InputError
from core.measure.classification import are_probabilities
from core.measure.intervals import clopper_pearson, exact
from core.measure.malformed import Fault, faults
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
from core.probes.scored import drawn_rows
from core.probes.settings import LEVEL, rows_drawn

LONGEST_REASON = 200

SAMPLES = rows_drawn(50, "Rows that are made malformed in every way.")
CONFIDENT = Setting(
    name="confident",
    title="Confident from",
    default=0.9,
    kind="float",
    minimum=0.5,
    maximum=1.0,
    help="From this probability on an answer to nonsense counts as confident.",
)
SLOW = Setting(
    name="slow_s",
    title="Slow from",
    default=10.0,
    kind="float",
    minimum=0.1,
    maximum=600.0,
    unit="seconds",
    help="A batch that takes longer than this counts as slow: nonsense should not hold up a system.",
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one fault: rows by outcome (a confident one is also answered), and the words of a refusal."""

    fault: str
    kind: str
    rows: int
    refused: int
    no_number: int
    confident: int | None
    slow: bool
    reason: str


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    if part.n == 0:
        raise InputError("The test data have no rows.")
    judged = data.task != "regression" and not data.decisions_only and _gives_chances(model, part.inputs)
    tried = list(faults(part.inputs))
    outcomes = []
    for done, fault in enumerate(tried):
        report.progress(done, len(tried), f"asking with {fault.name}")
        outcomes.append(_asked(model, fault, part.n, settings, judged=judged))
    return Measured(
        metrics=_metrics(outcomes, float(settings["level"]), judged=judged),
        warnings=[] if judged else ["The scores are no probabilities, so that confidence in nonsense was not judged."],
        facts={"rows": part.n, "outcomes": [asdict(one) for one in outcomes]},
    )


def _gives_chances(model: Model, inputs: Mapping[str, np.ndarray]) -> bool:
    scores = model.predict(inputs)
    return bool(np.isfinite(scores).all()) and are_probabilities(scores)


def _asked(model: Model, fault: Fault, rows: int, settings: Mapping[str, SettingValue], *, judged: bool) -> Outcome:
    start, reason = perf_counter(), ""
    refused, no_number, confident = 0, 0, 0
    try:
        with np.errstate(all="ignore"):  # sums of infinities are what is asked for here
            scores = model.predict(fault.inputs)
    except InputError as error:
        refused, reason = rows, error.message[:LONGEST_REASON]
    else:
        numbers = np.isfinite(scores).reshape(len(scores), -1).all(axis=1)
        no_number = int(np.count_nonzero(~numbers))
        if judged:
            confident = int(np.count_nonzero(numbers & (scores.max(axis=1) >= float(settings["confident"]))))
    return Outcome(
        fault=fault.name,
        kind=fault.kind,
        rows=rows,
        refused=refused,
        no_number=no_number,
        confident=confident if judged else None,
        slow=perf_counter() - start > float(settings["slow_s"]),
        reason=reason,
    )


def _metrics(outcomes: list[Outcome], level: float, *, judged: bool) -> list[Metric]:
    values = [one for one in outcomes if one.kind == "value"]
    shapes = [one for one in outcomes if one.kind == "shape"]
    names = [*(["confident_on_nonsense"] if judged else []), "no_number", "refused"]
    metrics = []
    for where, some in ((None, values), *(({"fault": one.fault}, [one]) for one in values)):
        rows = sum(one.rows for one in some)
        for name in names:
            count = sum(_count(one, name) for one in some)
            metrics.append(clopper_pearson(count, rows, level=level).metric(name, where=where))
    accepted = sum(one.refused == 0 for one in shapes)
    slow = sum(one.slow for one in outcomes)
    metrics.append(exact(accepted, n=len(shapes)).metric("wrong_shapes_accepted", unit="batches"))
    metrics.append(exact(slow, n=len(outcomes)).metric("slow_answers", unit="batches"))
    return metrics


def _count(outcome: Outcome, name: str) -> int:
    if name == "confident_on_nonsense":
        return outcome.confident or 0
    return outcome.no_number if name == "no_number" else outcome.refused


def explain(reading: Reading) -> Explanation:
    """The reading in words, what came of each fault as a chart and tables."""
    headline = wording.find(reading, "confident_on_nonsense") or wording.find(reading, "no_number")
    silent, refused = wording.find(reading, "no_number"), wording.find(reading, "refused")
    accepted = wording.find(reading, "wrong_shapes_accepted")
    if headline is None or headline.estimate is None or silent is None or refused is None or accepted is None:
        return wording.nothing_measured(reading)
    outcomes = reading.facts["outcomes"]
    values = [one for one in outcomes if one["kind"] == "value"]
    shown = [
        (one["fault"], metric)
        for one in values
        if (metric := wording.find(reading, headline.name, {"fault": one["fault"]}))
    ]
    what = "answered with confidence" if headline.name == "confident_on_nonsense" else "answered with no number"
    return Explanation(
        headline=headline,
        sentence=f"Of {headline.n:,} malformed rows the share {what} is {wording.said(headline)}; "
        f"{wording.number(refused)} were refused and {wording.number(silent)} got no number. Of {accepted.n} "
        f"batches of a wrong shape, {wording.number(accepted)} were answered.{wording.against_limits(reading)}",
        means="What is neither refused nor marked goes on into the system as if it were an answer: the checks around "
        "the model have to stop it.",
        does_not_mean="Only these faults were tried. A checker in front of the model, if the system has one, was not.",
        charts=(
            wording.interval_chart(
                f"Malformed rows {what}",
                wording.in_turn(sorted(shown, key=lambda one: -(one[1].estimate or 0.0))),
                shown,
                threshold=wording.threshold_line(reading, headline.name),
            ),
        ),
        tables=_tables(outcomes),
    )


def _tables(outcomes: list[dict[str, Any]]) -> tuple[wording.Table, ...]:
    values = [one for one in outcomes if one["kind"] == "value"]
    return (
        (
            "Malformed values",
            ("Fault", "Rows", "Refused", "No number", "Confident"),
            tuple(_row(one) for one in values),
        ),
        (
            "Wrong shapes",
            ("Fault", "Outcome"),
            tuple(
                (one["fault"], one["reason"] or "answered as if it were right")
                for one in outcomes
                if one["kind"] == "shape"
            ),
        ),
    )


def _row(one: Mapping[str, object]) -> tuple[str, ...]:
    confident = "—" if one["confident"] is None else f"{one['confident']:,}"
    return str(one["fault"]), f"{one['rows']:,}", f"{one['refused']:,}", f"{one['no_number']:,}", confident


PROBE = Probe(
    id="malformed",
    version="1.0.0",
    title="Malformed input",
    measures="Whether the model refuses inputs that mean nothing, or answers them as if all were well.",
    items=("MOD-RES-2", "OUT-VAL-3", "OUT-SEC-2"),
    needs=Needs(),
    cost="About ten to twenty small batches: moments, unless the model hangs on one.",
    source="Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(SAMPLES, CONFIDENT, SLOW, LEVEL),
    metrics=("confident_on_nonsense", "no_number", "refused", "wrong_shapes_accepted", "slow_answers"),
)
