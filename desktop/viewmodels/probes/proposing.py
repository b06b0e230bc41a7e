"""What can be told of a plan from names and shapes alone. A proposal fills gaps; it never changes what is set."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.plan import Array, Column, Columns, DataPlan, Input, Plan
from desktop.viewmodels.probes.inspected import width

# Columns by which people are often told apart; the person decides whether they are groups here.
_GROUP_WORDS = frozenset(
    {"sex", "gender", "race", "ethnicity", "age_band", "age_group", "disability", "national_origin"}
)
_LABEL_WORDS = frozenset({"label", "target", "y", "class", "outcome", "y_test", "test_y"})
_MOST_CLASSES = 20


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One column of the data, or one array. `distinct` is None for many values; `shape` is that of a row."""

    name: str
    numeric: bool
    distinct: tuple[str, ...] | None
    shape: tuple[int, ...]


def offered(found: Mapping[str, Any]) -> tuple[Offered, ...]:
    """What the job core.worker.columns found in a data file."""
    return tuple(
        Offered(
            name=column["name"],
            numeric=column["numeric"],
            distinct=None if column["distinct"] is None else tuple(column["distinct"]),
            shape=tuple(column["shape"]),
        )
        for column in found["columns"]
    )


def completed(plan: Plan, inspection: Mapping[str, Any], columns: Sequence[Offered], *, arrays: bool) -> Plan:
    """`plan` with label, task, positive class, groups and inputs proposed where it says nothing of them."""
    data = plan.data
    if data is None:
        return plan
    names = {value["name"] for value in inspection["inputs"]}
    fresh = data.label is None
    if fresh:
        data = replace(data, label=_label(columns, names))
    if fresh and not data.groups and not arrays:
        data = replace(data, groups=_groups(columns, data))
    task = _task(columns, data) if fresh else plan.task
    if task == "binary" and data.positive is None:
        data = replace(data, positive=_positive(columns, data))
    elif task != "binary":
        data = replace(data, positive=None)
    plan = replace(plan, data=data, task=task)  # type: ignore[arg-type] # one of the three tasks
    return replace(plan, inputs=proposed_inputs(plan, inspection, columns, arrays=arrays))


def proposed_inputs(
    plan: Plan, inspection: Mapping[str, Any], columns: Sequence[Offered], *, arrays: bool
) -> dict[str, Input]:
    """The plan's bindings and, for each input without one, what its name or its size suggests."""
    bound: dict[str, Input] = {}
    declared = inspection["inputs"]
    by_name = {column.name: column for column in columns}
    for value in declared:
        name = value["name"]
        if name in plan.inputs:
            bound[name] = plan.inputs[name]
        elif name in by_name:
            bound[name] = Array(array=name) if arrays else Column(column=name)
        elif len(declared) == 1 and (guess := _matrix(plan, value, columns, arrays=arrays)):
            bound[name] = guess
    return bound


def _matrix(plan: Plan, value: Mapping[str, Any], columns: Sequence[Offered], *, arrays: bool) -> Input | None:
    wanted = width(value["shape"])
    if arrays:
        fitting = [one.name for one in columns if one.shape and math.prod(one.shape) == wanted]
        test = [name for name in fitting if "test" in name.lower()] or fitting
        return Array(array=test[0]) if test else None
    kept = {plan.data.label, *plan.data.groups} if plan.data else set()
    free = tuple(one.name for one in columns if one.name not in kept)
    numeric = tuple(one.name for one in columns if one.name in free and one.numeric)
    for names in (free, numeric):
        if wanted == len(names):
            return Columns(columns=names)
    return None


def _label(columns: Sequence[Offered], inputs: set[str]) -> str | None:
    free = [one for one in columns if one.name not in inputs and not one.shape]
    named = [one for one in free if one.name.lower() in _LABEL_WORDS]
    few = [one for one in free if one.distinct is not None and len(one.distinct) <= _MOST_CLASSES]
    last = [one for one in few if columns and one.name == columns[-1].name]
    found = [one for one in named if "test" in one.name] or named or last
    return found[0].name if found else None


def _groups(columns: Sequence[Offered], data: DataPlan) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in columns
        if one.name.lower() in _GROUP_WORDS and one.distinct is not None and one.name != data.label
    )


def classes_of(columns: Sequence[Offered], label: str | None) -> tuple[str, ...]:
    """The values of the label column, where there are few."""
    return next((one.distinct or () for one in columns if one.name == label), ())


def _task(columns: Sequence[Offered], data: DataPlan) -> str:
    classes = classes_of(columns, data.label)
    return "binary" if len(classes) in (0, 2) else "multiclass"


def _positive(columns: Sequence[Offered], data: DataPlan) -> str | None:
    return "1" if set(classes_of(columns, data.label)) == {"0", "1"} else None
