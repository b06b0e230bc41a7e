"""What can be told of a plan from names, shapes and values. A proposal fills gaps; it never changes what is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.plan import Column, Columns, Constant, DataPlan, Input, Plan
from core.plan.proposing import filled_with_text, proposed_inputs, row_sizes, width_of
from desktop.viewmodels.probes import ways
from desktop.viewmodels.probes.offered import Offered

# Columns by which people are often told apart; the person decides whether they are groups here.
_GROUP_WORDS = frozenset(
    {"sex", "gender", "race", "ethnicity", "age_band", "age_group", "age_cat", "disability", "national_origin"}
)
_LABEL_WORDS = frozenset({"label", "target", "truth", "y", "class", "outcome", "y_true", "y_test", "test_y"})
_SCORE_WORDS = ("score", "probability", "prob", "prediction", "predicted", "pred", "decision", "decided", "risk")
_STATE_WORDS = ("state", "hidden", "cache", "past")
_MOST_CLASSES = 20


def completed(
    plan: Plan, inspection: Mapping[str, Any] | None, columns: Sequence[Offered], *, recorded: bool = False
) -> Plan:
    """`plan` with label, task, positive class, groups and inputs proposed where it says nothing of them.

    `inspection` is that of the model; None for what a system was `recorded` to say, whose column is proposed then.
    """
    data = plan.data
    if data is None:
        return plan
    found = inspection or {"inputs": [], "outputs": []}
    fresh = data.label is None
    if fresh:
        data = replace(data, label=_label(columns, found))
    arrays = any(one.shape for one in columns)
    if fresh and not data.groups and not arrays:
        data = replace(data, groups=_groups(columns, data))
    task = _task(columns, data, found) if fresh else plan.task
    if task == "binary" and data.positive is None:
        data = replace(data, positive=_positive(columns, data))
    elif task != "binary":
        data = replace(data, positive=None)
    plan = replace(plan, data=data, task=task)  # type: ignore[arg-type] # one of the three tasks
    if recorded:
        column = plan.outputs.column or _score_column(columns, data)
        return replace(plan, outputs=replace(plan.outputs, column=column, scores=None), inputs={})
    return replace(plan, inputs=_inputs(plan, found, columns)) if inspection is not None else plan


def classes_of(columns: Sequence[Offered], label: str | None) -> tuple[str, ...]:
    """The values of the label column, where there are few."""
    return next((one.distinct or () for one in columns if one.name == label), ())


def holds_training(columns: Sequence[Offered]) -> bool:
    """Whether one file of arrays holds both parts: X_test and y_test beside X_train and y_train."""
    names = {one.name for one in columns}
    parts = [name for name in names if "test" in name]
    arrays = any(one.shape for one in columns)
    return arrays and bool(parts) and all(name.replace("test", "train") in names for name in parts)


# ---- inputs ----


def _inputs(plan: Plan, inspection: Mapping[str, Any], columns: Sequence[Offered]) -> dict[str, Input]:
    """What names and shapes say, and then what the values of the columns say of inputs that stay open."""
    row_shapes = {one.name: one.shape for one in columns} if any(one.shape for one in columns) else {}
    bound = proposed_inputs(plan, inspection, [one.name for one in columns], row_shapes)
    bound = {name: one for name, one in bound.items() if _can_be(name, one, inspection, columns) or name in plan.inputs}
    names = [value["name"] for value in inspection["inputs"]]
    for value in inspection["inputs"]:
        if value["name"] not in bound and _is_state(value):
            bound[value["name"]] = Constant(constant=0.0)
    if row_shapes:
        return bound
    waiting = [value for value in inspection["inputs"] if value["name"] not in bound and value["shape"] != []]
    for value in waiting:
        if value["name"] in filled_with_text(bound):
            continue
        single = len([one for one in waiting if one["name"] not in {*bound, *filled_with_text(bound)}]) == 1
        guess = _guess(plan, value, columns, names, single=single)
        if guess is not None:
            bound[value["name"]] = guess
    return bound


def _can_be(name: str, one: Input, inspection: Mapping[str, Any], columns: Sequence[Offered]) -> bool:
    """Whether a column of the input's own name can be it: words can't be numbers."""
    value = next(value for value in inspection["inputs"] if value["name"] == name)
    if not isinstance(one, Column) or value["type"] == "string":
        return True
    return any(column.name == one.column and (column.numeric or column.distinct is None) for column in columns)


def _guess(
    plan: Plan, value: Mapping[str, Any], columns: Sequence[Offered], names: Sequence[str], *, single: bool
) -> Input | None:
    kept = {plan.data.label, *plan.data.groups} if plan.data else set()
    free = [one for one in columns if one.name not in kept]
    text = ways.text_column(columns, [name for name in kept if name])
    model = plan.path(plan.model) if plan.model else Path()
    integer, sizes = value["type"].startswith(("int", "uint")), row_sizes(value)
    if integer and len(sizes) == 1 and text and (model.parent / ways.TOKENIZER).is_file():
        found = ways.tokens(value, text, model, names)
        return found if value["name"] not in {found.mask, found.types} else None
    if not single:
        return None
    if value["type"] == "string":
        return Column(column=text) if text and width_of(value) == 1 else None
    if ways.names_files(free) and len(sizes) == 3:
        return ways.pictures(value, ways.file_column(free))
    if ways.names_files(free) and integer and len(sizes) == 1:
        return ways.bytes_for(value, ways.file_column(free))
    numeric = tuple(one.name for one in free if one.numeric)
    return Columns(columns=numeric) if width_of(value) == len(numeric) > 1 else None


def _is_state(value: Mapping[str, Any]) -> bool:
    """Whether an input is one that a recurrent model hands itself: by its name, and more than one axis."""
    words = value["name"].lower()
    is_named = any(word in words for word in _STATE_WORDS)
    return is_named and value["type"].startswith("float") and len(value["shape"] or ()) > 2


# ---- label, task, groups, scores ----


def _label(columns: Sequence[Offered], inspection: Mapping[str, Any]) -> str | None:
    inputs = {value["name"] for value in inspection["inputs"]}
    taken = {*inputs, *(one.name for one in columns if one.name.lower() in _GROUP_WORDS)}  # nobody predicts a group
    free = [one for one in columns if one.name not in taken and not one.shape]
    named = [one for one in free if one.name.lower() in _LABEL_WORDS]
    few = [one for one in free if one.distinct is not None and 2 <= len(one.distinct) <= _MOST_CLASSES]
    classes = set(inspection.get("class_labels") or ())
    said = [one for one in few if classes and set(one.distinct or ()) <= classes]
    last = [one for one in free if columns and one.name == columns[-1].name and (one in few or one.numeric)]
    found = [one for one in named if "test" in one.name] or named or said[-1:] or last
    return found[0].name if found else None


def _groups(columns: Sequence[Offered], data: DataPlan) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in columns
        if one.name.lower() in _GROUP_WORDS and one.distinct is not None and one.name != data.label
    )


def _task(columns: Sequence[Offered], data: DataPlan, inspection: Mapping[str, Any]) -> str:
    """By the number of classes and of scores a row; many different numbers are a regression."""
    label = next((one for one in columns if one.name == data.label), None)
    if label is None:
        return "binary"
    widths = [value["shape"][1] for value in inspection["outputs"] if len(value["shape"] or ()) == 2]
    if any(isinstance(width, int) and width > 2 for width in widths):
        return "multiclass"
    if label.distinct is None:
        return "regression" if label.numeric else "multiclass"
    if len(label.distinct) <= 2:
        return "binary"
    parts = label.numeric and any(not one.lstrip("+-").isdecimal() for one in label.distinct)
    return "regression" if parts else "multiclass"


def _positive(columns: Sequence[Offered], data: DataPlan) -> str | None:
    return "1" if set(classes_of(columns, data.label)) == {"0", "1"} else None


def _score_column(columns: Sequence[Offered], data: DataPlan) -> str | None:
    """The column whose name says that it is what the system said."""
    free = [one for one in columns if one.name not in {data.label, *data.groups} and not one.shape]
    exact = [one.name for one in free if one.name.lower() in _SCORE_WORDS]
    part = [one.name for one in free if any(word in one.name.lower() for word in _SCORE_WORDS)]
    return next(iter([*exact, *part]), None)
