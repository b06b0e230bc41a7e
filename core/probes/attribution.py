"""Which fields of the input the model's answers hang on.

Permutation importance: a field's values are shuffled among the rows drawn, which keeps its distribution and breaks its
link to everything else. importance: mean error with the field shuffled less mean error as it is (Breiman 2001; Fisher,
Rudin and Dominici 2019); the error of a row is 1 for a wrong decision (unit: share of decisions), or the absolute error
(unit: the target's). score_change: the mean absolute change of the score of the class first decided, or of the value,
in its own unit; it needs no right answer. Both are averaged over `shuffles` and have the BCa bootstrap over rows.
Fields: see core/measure/fields.py; of pictures, the patches of a grid of four by four.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.errors import NotApplicableError
from core.measure.bootstrap import interval_of_sums, resampled_sums
from core.measure.fields import Field, fields_of
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
from core.probes.scored import drawn_rows, finite, labels_of
from core.probes.settings import BOOTSTRAP, LEVEL, rows_drawn

Floats = NDArray[np.float64]

MOST_FIELDS = 100
SHOWN = 15

SAMPLES = rows_drawn(1000, "Rows among which each field is shuffled. More rows narrow the intervals.")
SHUFFLES = Setting(
    name="shuffles",
    title="Shuffles of a field",
    default=5,
    kind="int",
    minimum=1,
    maximum=100,
    help="How often each field is shuffled; what chance adds to one shuffle is averaged away.",
)


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    level, shuffles = float(settings["level"]), int(settings["shuffles"])
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    labels_of(part)
    fields = fields_of(data)
    if not fields:
        raise NotApplicableError("None of the model's inputs has fields that could be shuffled one at a time.")
    first = finite(model.predict(part.inputs))
    before = _errors(model, data, part, first)
    terms = np.empty((part.n, 2 * min(len(fields), MOST_FIELDS)))
    for done, field in enumerate(fields[:MOST_FIELDS]):
        report.progress(done, len(fields), f"shuffling {field.name}")
        wrong, moved = _shuffled(model, data, part, field, first, shuffles, rng)
        terms[:, 2 * done], terms[:, 2 * done + 1] = wrong - before, moved
    report.progress(len(fields), len(fields), "drawing the rows again for the intervals")
    metrics = _metrics(fields[:MOST_FIELDS], terms, data, int(settings["bootstrap"]), level, rng)
    over = len(fields) - MOST_FIELDS
    return Measured(
        metrics=metrics,
        warnings=[f"Only the first {MOST_FIELDS} of {len(fields):,} fields were shuffled."] if over > 0 else [],
        facts={"rows": part.n, "error": float(before.mean()), "fields": [field.name for field in fields[:MOST_FIELDS]]},
    )


def _shuffled(
    model: Model, data: Data, part: Part, field: Field, first: Floats, shuffles: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """(mean error, mean change of the answer), each (n,), with the field shuffled."""
    wrong, moved = np.zeros(part.n), np.zeros(part.n)
    values = field.of(part.inputs)
    for _ in range(shuffles):
        scores = finite(model.predict(field.replaced(part.inputs, values[rng.permutation(part.n)])))
        wrong += _errors(model, data, part, scores)
        moved += _changes(data, model, first, scores)
    return wrong / shuffles, moved / shuffles


def _errors(model: Model, data: Data, part: Part, scores: Floats) -> Floats:
    labels = labels_of(part)
    if data.task == "regression":
        away: Floats = np.abs(scores - labels.astype(np.float64))
        return away
    wrong: Floats = (model.decide(scores) != labels).astype(np.float64)
    return wrong


def _changes(data: Data, model: Model, first: Floats, scores: Floats) -> Floats:
    if data.task == "regression":
        return np.abs(scores - first)
    decided = (np.arange(len(first)), model.decide(first))
    moved: Floats = np.abs(scores[decided] - first[decided])
    return moved


def _metrics(
    fields: tuple[Field, ...], terms: Floats, data: Data, resamples: int, level: float, rng: np.random.Generator
) -> list[Metric]:
    sums, n = resampled_sums(terms, resamples, rng), len(terms)
    units = ("target's unit", "target's unit") if data.task == "regression" else ("share of decisions", "score")
    metrics = []
    for place, field in enumerate(fields):
        for offset, name in enumerate(("importance", "score_change")):
            column = [2 * place + offset]
            interval = interval_of_sums(terms[:, column], sums[:, column], lambda total: total[..., 0] / n, level=level)
            metrics.append(interval.metric(name, unit=units[offset], where={"field": field.name}))
    return metrics


def explain(reading: Reading) -> Explanation:
    """The reading in words, the fields that matter most as a chart, all as a table."""
    found = {str((one.slice or {})["field"]): one for one in reading.metrics if one.name == "importance"}
    known = {name: one for name, one in found.items() if one.estimate is not None}
    if not known:
        return wording.nothing_measured(reading)
    order = sorted(known, key=lambda name: -(known[name].estimate or 0.0))
    most = known[order[0]]
    idle = sum(1 for one in known.values() if one.low is not None and one.low <= 0)
    shown = [(name, known[name]) for name in order[:SHOWN]]
    return Explanation(
        headline=most,
        sentence=f"The answers hang most on {order[0]}: shuffling it adds {wording.said(most)} to the error "
        f"({most.unit}). {_idle_said(idle, len(known))}{wording.against_limits(reading)}",
        means="Without the link between that field and the rest, the model errs so much more often.",
        does_not_mean="Fields that carry the same information share their importance, so a field can look idle and not "
        "be. It is no cause: it says what this model uses, not what makes the outcome.",
        charts=(
            wording.interval_chart(
                "Error added by shuffling a field",
                wording.in_turn(shown),
                shown,
                threshold=wording.threshold_line(reading, "importance"),
            ),
        ),
        tables=(
            (
                "All fields",
                ("Field", "Error added", "Interval", "Change of the answer"),
                tuple((name, *_cells(reading, known[name], name)) for name in order),
            ),
        ),
    )


def _idle_said(idle: int, fields: int) -> str:
    if not idle:
        return "It matters by more than chance." if fields == 1 else f"All {fields} fields matter by more than chance."
    return f"Of {fields} fields, {idle} can't be told from no importance at all."


def _cells(reading: Reading, metric: Metric, name: str) -> tuple[str, str, str]:
    change = wording.find(reading, "score_change", {"field": name})
    return wording.number(metric), wording.interval(metric), wording.number(change) if change else "—"


PROBE = Probe(
    id="attribution",
    version="1.0.0",
    title="Permutation importance",
    measures="Which fields of the input the model's answers and errors hang on.",
    items=("MOD-EXP-1", "MOD-EXP-3", "MOD-EXP-4", "OUT-EXP-1", "OUT-EXP-3"),
    needs=Needs(labels=True),
    cost="Rows × fields × shuffles runs of the model.",
    source="Breiman 2001; Fisher, Rudin and Dominici 2019; Efron 1987 (BCa).",
    run=run,
    explain=explain,
    settings=(SAMPLES, SHUFFLES, BOOTSTRAP, LEVEL),
    metrics=("importance", "score_change"),
)
