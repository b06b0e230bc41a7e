"""How much of the model's accuracy is left when someone nudges its inputs to be wrong.

A score-based black-box attack on the one float input. Norm "each value" (L-infinity; core/measure/attack.py, after
Square Attack, Andriushchenko et al. 2020): every value may move by at most `budget` times the input's range. Norm "all
together" (L2; core/measure/attack_l2.py): the root mean square of all changes, in ranges, is at most `budget`, so that
a few values may move far. Values stay within the range. robust_accuracy (share): rows decided rightly and still so
after the attack / rows attacked, with the interval of Clopper and Pearson; budget 0 is the accuracy without attack. A
row fooled at a small budget counts as fooled at larger ones. queries_to_fool: median over the fooled rows of the
queries spent at that budget.

Range: of pixels, over all values; of columns, of each column; taken from the test rows unless the binding knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.measure.attack import Attacked, Target, box_around, random_search
from core.measure.attack_l2 import sphere_search
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
from core.probes.attack_curve import BUDGET, QUERIES, SAMPLES, STEPS, attack_curve, explain_curve, queries_for
from core.probes.scored import finite, labels_of
from core.probes.settings import LEVEL

EACH, TOGETHER = "each value", "all together"

NORM = Setting(
    name="norm",
    title="What the budget bounds",
    default=EACH,
    kind="choice",
    choices=(EACH, TOGETHER),
    help="each value: none may move by more than the budget (L-infinity). all together: the root mean square of all "
    "changes (L2), so that a few values may move far.",
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The rows under attack: the perturbed input's name, all inputs, labels, the input's range, queries a row."""

    name: str
    inputs: Mapping[str, NDArray[Any]]
    labels: NDArray[np.int64]
    low: NDArray[Any]
    high: NDArray[Any]
    queries: int


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    drawn = _draw(data, settings, rng)
    report.progress(0, 0, "deciding the rows without attack")
    standing = model.decide(finite(model.predict(drawn.inputs))) == drawn.labels

    def attack(rows: NDArray[np.int64], budget: float, heard: Any) -> Attacked:
        return _attack(model, drawn, rows, budget, settings, rng, heard)

    metrics, warnings = attack_curve(standing, attack, settings, report, most_queries=drawn.queries)
    return Measured(
        metrics=metrics,
        warnings=warnings,
        facts={
            "input": drawn.name,
            "rows": len(drawn.labels),
            "range": _said_range(drawn),
            "queries": drawn.queries,
        },
    )


def _draw(data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator) -> Drawn:
    labels = labels_of(data.test).astype(np.int64)
    floats = [name for name, values in data.test.inputs.items() if np.issubdtype(values.dtype, np.floating)]
    if len(floats) != 1:
        raise InputError(
            f"The model has {len(floats)} float inputs, and this attack perturbs exactly one.",
            "Leave this probe out; evasion-columns attacks the number columns of a table.",
        )
    name = floats[0]
    values = data.test.inputs[name]
    rows = np.sort(rng.choice(data.test.n, size=min(int(settings["samples"]), data.test.n), replace=False))
    low, high = _range_of(values, data.input_range)
    return Drawn(
        name=name,
        inputs={key: array[rows] for key, array in data.test.inputs.items()},
        labels=labels[rows],
        low=low,
        high=high,
        queries=queries_for(settings, values[0].size),
    )


def _range_of(values: NDArray[Any], known: tuple[float, float] | None) -> tuple[NDArray[Any], NDArray[Any]]:
    """Lowest and highest value, broadcastable to a row: one for all pixels, one for each column of a table."""
    if known is not None:
        return np.asarray(known[0]), np.asarray(known[1])
    finite_values = np.where(np.isfinite(values), values, np.nan)
    if values.ndim > 2:
        return np.asarray(np.nanmin(finite_values)), np.asarray(np.nanmax(finite_values))
    # A column without any value has no range; fmin and fmax then give NaN, and it stays as it is.
    return np.fmin.reduce(finite_values, axis=0), np.fmax.reduce(finite_values, axis=0)


def _attack(
    model: Model,
    drawn: Drawn,
    rows: NDArray[np.int64],
    budget: float,
    settings: Mapping[str, SettingValue],
    rng: np.random.Generator,
    heard: Any,
) -> Attacked:
    beside = {name: values[rows] for name, values in drawn.inputs.items() if name != drawn.name}

    def score(changed: NDArray[Any], asked: NDArray[np.int64]) -> NDArray[np.float64]:
        return model.predict({**{name: values[asked] for name, values in beside.items()}, drawn.name: changed})

    target = Target(score=score, decide=model.decide)
    values, labels, most = drawn.inputs[drawn.name][rows], drawn.labels[rows], drawn.queries
    if settings["norm"] == TOGETHER:
        return sphere_search(
            target,
            values,
            labels,
            budget=budget,
            lowest=drawn.low,
            highest=drawn.high,
            most_queries=most,
            rng=rng,
            heard=heard,
        )
    low, high = box_around(values, budget, drawn.low, drawn.high)
    return random_search(target, values, labels, low=low, high=high, most_queries=most, rng=rng, heard=heard)


def _said_range(drawn: Drawn) -> str:
    if drawn.low.ndim == 0:
        return f"{float(drawn.low):g} to {float(drawn.high):g}"
    return f"of each of {drawn.low.size:,} columns, from the test rows"


def explain(reading: Reading) -> Explanation:
    """The reading in words, robust accuracy over budget as a line, and its table."""
    if reading.settings.get("norm") == TOGETHER:
        return explain_curve(reading, moved="the root mean square of all changes may be {budget} of the range")
    return explain_curve(reading, moved="each value may be moved by {budget} of its range")


PROBE = Probe(
    id="evasion",
    version="1.2.0",
    title="Evasion under budget",
    measures="How much accuracy is left when inputs are nudged, within a budget, to make the model wrong.",
    items=("MOD-SEC-3", "POST-RES-2"),
    needs=Needs(labels=True, scores=True, float_input=True, tasks=frozenset({"binary", "multiclass"})),
    cost="Up to rows × queries × budgets runs of the model; rows that are fooled early cost less.",
    source="Andriushchenko et al. 2020, Square Attack; Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(SAMPLES, QUERIES, BUDGET, STEPS, NORM, LEVEL),
    metrics=("robust_accuracy", "queries_to_fool"),
)
