"""How rows become the model's inputs: as the plan says, or as names and shapes propose."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Array, Column, Columns, Images, Input, Missing, Plan, Text
from core.plan.nodes import nearest
from core.worker import shapes
from core.worker.npz_arrays import NpzArrays
from core.worker.source import Source
from core.worker.value_types import BINDABLE
from core.worker.values import cast, numbers, place, words

_BIND = "Bind it under inputs."


def propose(
    plan: Plan, inspection: Mapping[str, Any], names: Sequence[str], row_shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, Input]:
    """The plan's bindings, completed where it leaves inputs out.

    An input is bound to the column or array of its own name; a single input takes all columns but label and groups
    when they are as many as it wants, or the one array whose rows have its size. `names` are the columns or arrays of
    the test data, `row_shapes` the shape of a row by array (empty for tables). Raises InputError for an input that
    stays unbound, or that the model does not have.
    """
    declared = {value["name"]: value for value in inspection["inputs"]}
    for name in plan.inputs:
        if name not in declared:
            raise InputError(f'The plan binds "{name}", and the model has no such input.', nearest(name, declared))
    bound = dict(plan.inputs)
    for name, value in declared.items():
        _check_bindable(value)
        if name in bound:
            continue
        if name in names:
            bound[name] = Array(array=name) if row_shapes else Column(column=name)
            continue
        guess = _guess(plan, value, names, row_shapes) if len(declared) == 1 else None
        if guess is None:
            raise InputError(f'The model\'s input "{name}" is not bound to any data.', nearest(name, names) or _BIND)
        bound[name] = guess
    return bound


def _check_bindable(value: Mapping[str, Any]) -> None:
    if value["kind"] != "tensor" or value["type"] not in BINDABLE:
        kind = value["type"] if value["kind"] == "tensor" else f"a {value['kind']}"
        raise InputError(f'The model input "{value["name"]}" takes {kind}, which this version can\'t bind.')


def _guess(
    plan: Plan, value: Mapping[str, Any], names: Sequence[str], row_shapes: Mapping[str, tuple[int, ...]]
) -> Input | None:
    sizes = (value["shape"] or [None])[1:]
    width = math.prod(sizes) if all(isinstance(size, int) for size in sizes) else None
    kept = {plan.data.label, *plan.data.groups} if plan.data else set()
    free = [name for name in names if name not in kept]
    if row_shapes:
        fitting = [name for name in free if row_shapes[name] and math.prod(row_shapes[name]) == width]
        test = [name for name in fitting if "test" in name.lower()]
        only = fitting if len(fitting) == 1 else test
        if len(only) != 1:
            return None
        return Array(array=only[0], layout=shapes.layout_for(row_shapes[only[0]], sizes))
    if width == len(free):
        return Column(column=free[0]) if width == 1 else Columns(columns=tuple(free))
    return None


def columns_of(bound: Mapping[str, Input]) -> list[str]:
    """All columns or arrays that bindings read. Raises InputError for those that this version can't run yet."""
    found: list[str] = []
    for name, one in bound.items():
        match one:
            case Column():
                found.append(one.column)
            case Columns():
                found += one.columns
            case Array():
                found.append(one.array)
            case Images():
                hint = "Save them as an array in an NPZ file and bind it with array:."
                raise InputError(f'The input "{name}" is bound to image files, which this version does not read.', hint)
            case Text():
                if one.tokenizer is None:
                    found.append(one.text)
                    continue
                hint = "Save the token numbers as arrays in an NPZ file and bind them with array:."
                raise InputError(f'The input "{name}" is bound through a tokenizer, which this version lacks.', hint)
    return found


def bind(bound: Mapping[str, Input], inspection: Mapping[str, Any], source: Source) -> dict[str, NDArray[Any]]:
    """The model's inputs, each with one row for each row of `source`. Raises InputError naming column and row."""
    declared = {value["name"]: value for value in inspection["inputs"]}
    made = {name: _one(bound[name], value, source) for name, value in declared.items()}
    counts = {name: len(values) for name, values in made.items()}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{name} has {count:,}" for name, count in counts.items())
        raise InputError(f"The arrays of {source.name} have different numbers of rows: {shown}.")
    return made


def _one(bound: Input, value: Mapping[str, Any], source: Source) -> NDArray[Any]:
    kind = value["type"]
    match bound:
        case Column():
            return shapes.fit(_column(source, bound.column, kind, bound.missing), value)
        case Text():
            return shapes.fit(_column(source, bound.text, kind, None), value)
        case Columns():
            parts = [_column(source, name, kind, bound.missing) for name in bound.columns]
            return shapes.fit(np.stack(parts, axis=1), value)
        case Array():
            return _array(bound, value, source)
        case _:
            raise InputError(f'The input "{value["name"]}" is bound to files that this version does not read.')


def _column(source: Source, name: str, kind: str, missing: Missing) -> NDArray[Any]:
    if kind == "string":
        return words(source, name, missing)
    if isinstance(missing, str) and missing != "nan":
        raise InputError(f'The column "{name}" holds numbers, and missing: {missing} is a text.')
    found = numbers(source, name, missing)
    return cast(found, kind, source, name)


def _array(bound: Array, value: Mapping[str, Any], source: Source) -> NDArray[Any]:
    if not isinstance(source, NpzArrays):
        hint = "Bind columns of the table with {columns: [...]}."
        raise InputError(f'"{value["name"]}" is bound to an array, and {source.name} is a table.', hint)
    raw = source.array(bound.array)
    if value["type"] == "string":
        return shapes.fit(raw.astype(str).astype(object), value)
    if raw.dtype.kind not in "biuf":
        raise InputError(f'The array "{bound.array}" of {source.name} holds no numbers, but {raw.dtype}.')
    if raw.dtype.kind == "f" and not np.isfinite(raw).all():
        row = int(np.argmax(~np.isfinite(raw.reshape(len(raw), -1)).all(axis=1)))
        raise InputError(f"{place(source, bound.array, row)} holds a value that is no finite number.")
    arranged, layout = shapes.arrange(raw, bound, value)
    scaled = shapes.scale(arranged, bound, layout)
    return shapes.fit(cast(scaled, value["type"], source, bound.array), value)
