"""How much accuracy is left when someone bends the numbers of a table, each within limits, to make the model wrong.

A score-based black-box attack (core/measure/attack.py, after Square Attack, Andriushchenko et al. 2020) on all number
columns of the inputs together. The limits: a number moves by at most `budget` times its column's range in the test data
and stays within that range; whole numbers stay whole; texts, and columns whose step is larger than the budget allows
(yes and no), stay as they are. At most `columns` columns of a row may differ, the same for the whole attack on it; 0 is
no limit.
robust_accuracy (share): rows decided rightly and still so after the attack / rows attacked, with the interval of
Clopper and Pearson; budget 0 is the accuracy without attack. A row fooled at a small budget counts as fooled at larger
ones. queries_to_fool: median over the fooled rows of the queries spent at that budget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import NotApplicableError
from core.measure.attack import Attacked, Target, box_around, random_search
from core.measure.fields import Field, fields_of
from core.probe import Data, Explanation, Measured, Model, Needs, Probe, Reading, Report, Setting, SettingValue
from core.probes.attack_curve import BUDGET, QUERIES, SAMPLES, STEPS, attack_curve, explain_curve, queries_for
from core.probes.scored import drawn_rows, finite, labels_of
from core.probes.settings import LEVEL

Floats = NDArray[np.float64]
Inputs = Mapping[str, NDArray[Any]]

COLUMNS = Setting(
    name="columns",
    title="Columns changed",
    default=0,
    kind="int",
    minimum=0,
    maximum=1000,
    help="How many columns of a row someone could reach, drawn at random for each row; 0 is all of them.",
)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows under attack: number fields, their values (n, fields), which are whole, and each field's range."""

    fields: tuple[Field, ...]
    inputs: Inputs
    values: Floats
    whole: NDArray[np.bool_]
    low: Floats
    high: Floats

    def box(self, rows: NDArray[np.int64], budget: float) -> tuple[Floats, Floats]:
        """Lowest and highest value of each number of the rows (m, fields) within the budget."""
        low, high = box_around(self.values[rows], budget, self.low, self.high)
        # Rounding inward keeps whole numbers whole; a number that is no whole one here, or is missing, is not touched.
        inward = np.where(self.whole, np.ceil(low - 1e-9), low), np.where(self.whole, np.floor(high + 1e-9), high)
        return np.minimum(inward[0], self.values[rows]), np.maximum(inward[1], self.values[rows])

    def fed(self, changed: Floats, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
        """The model's inputs for the rows with their numbers set to `changed` (m, fields)."""
        inputs = {name: values[rows] for name, values in self.inputs.items()}
        for place, field in enumerate(self.fields):
            inputs[field.input][(slice(None), *field.place)] = changed[:, place]
        return inputs


def run(
    model: Model, data: Data, settings: Mapping[str, SettingValue], rng: np.random.Generator, report: Report
) -> Measured:
    part = drawn_rows(data.test, int(settings["samples"]), rng)
    labels = labels_of(part).astype(np.int64)
    table = _table(data, part.inputs)
    report.progress(0, 0, "deciding the rows without attack")
    standing = model.decide(finite(model.predict(part.inputs))) == labels
    reached = _reached(part.n, len(table.fields), int(settings["columns"]), rng)
    moved = np.zeros(len(table.fields), dtype=bool)
    queries = queries_for(settings, len(table.fields))

    def attack(rows: NDArray[np.int64], budget: float, heard: Any) -> Attacked:
        low, high = table.box(rows, budget)
        low, high = np.where(reached[rows], low, table.values[rows]), np.where(reached[rows], high, table.values[rows])
        moved[:] |= (high > low).any(axis=0)
        target = Target(
            score=lambda changed, asked: model.predict(table.fed(changed, rows[asked])), decide=model.decide
        )
        now = table.values[rows]
        return random_search(target, now, labels[rows], low=low, high=high, most_queries=queries, rng=rng, heard=heard)

    metrics, warnings = attack_curve(standing, attack, settings, report, most_queries=queries)
    return Measured(
        metrics=metrics,
        warnings=warnings,
        facts={
            "rows": part.n,
            "queries": queries,
            "moved": [field.name for field, can in zip(table.fields, moved, strict=True) if can],
            "left": [field.name for field, can in zip(table.fields, moved, strict=True) if not can],
        },
    )


def _table(data: Data, inputs: Inputs) -> Table:
    fields = tuple(field for field in fields_of(data) if field.kind == "number")
    if not fields:
        raise NotApplicableError(
            "The model's inputs have no column of numbers that could be bent.",
            "The probe evasion attacks pictures and other arrays.",
        )
    everyone = np.stack([field.of(data.test.inputs).astype(np.float64) for field in fields], axis=1)
    known = np.where(np.isfinite(everyone), everyone, np.nan)
    return Table(
        fields=fields,
        inputs=inputs,
        values=np.stack([field.of(inputs).astype(np.float64) for field in fields], axis=1),
        whole=np.all(np.isnan(known) | (known == np.round(known)), axis=0),
        low=np.fmin.reduce(known, axis=0),
        high=np.fmax.reduce(known, axis=0),
    )


def _reached(n: int, fields: int, most: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which fields (n, fields) someone can reach in each row."""
    if most == 0 or most >= fields:
        return np.ones((n, fields), dtype=bool)
    order = rng.random((n, fields)).argsort(axis=1)
    reached: NDArray[np.bool_] = order < most
    return reached


def explain(reading: Reading) -> Explanation:
    """The reading in words, robust accuracy over budget as a line, and its table."""
    most = int(reading.settings.get("columns", 0))
    which = f"up to {most:,} number columns of a row" if most else "the number columns"
    return explain_curve(reading, moved=which + " may be moved by {budget} of their range")


PROBE = Probe(
    id="evasion-columns",
    version="1.0.0",
    title="Evasion by bending columns",
    measures="How much accuracy is left when the numbers of a row are bent, within limits, to make the model wrong.",
    items=("MOD-SEC-3", "POST-RES-2"),
    needs=Needs(labels=True, scores=True, number_columns=True, tasks=frozenset({"binary", "multiclass"})),
    cost="Up to rows × queries × budgets runs of the model; rows that are fooled early cost less.",
    source="Andriushchenko et al. 2020, Square Attack; Clopper and Pearson 1934.",
    run=run,
    explain=explain,
    settings=(SAMPLES, QUERIES, BUDGET, STEPS, COLUMNS, LEVEL),
    metrics=("robust_accuracy", "queries_to_fool"),
)
