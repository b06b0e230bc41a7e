"""How rows become the model's inputs: as the plan says, or as names and shapes propose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Array, Bytes, Column, Columns, Constant, Images, Input, Missing, Plan, Text, proposing
from core.plan.nodes import nearest
from core.worker import file_bytes, shapes, tokens
from core.worker.npz_arrays import NpzArrays
from core.worker.reading import Told
from core.worker.source import Source
from core.worker.value_types import BINDABLE
from core.worker.values import cast, numbers, place, words

_BIND = "Bind it under inputs."


def propose(
    plan: Plan, inspection: Mapping[str, Any], names: Sequence[str], row_shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, Input]:
    """The plan's bindings, completed where it leaves inputs out.

    See `core.plan.proposing.proposed_inputs`. Raises InputError for an input that stays unbound, or that the model does
    not have.
    """
    declared = {value["name"]: value for value in inspection["inputs"]}
    for name in plan.inputs:
        if name not in declared:
            raise InputError(f'The plan binds "{name}", and the model has no such input.', nearest(name, declared))
    filled = proposing.filled_with_text(plan.inputs)
    for name in sorted(filled - set(declared)):
        hint = nearest(name, declared)
        raise InputError(f'The plan names "{name}" as mask or types, and the model has no such input.', hint)
    for value in declared.values():
        _check_bindable(value)
    bound = proposing.proposed_inputs(plan, inspection, names, row_shapes)
    for name, value in declared.items():
        if name not in bound and name not in filled:
            raise InputError(f'The model\'s input "{name}" is not bound to any data.', _hint(value, names))
    return bound


def _hint(value: Mapping[str, Any], names: Sequence[str]) -> str:
    shape = value["shape"]
    if shape is not None and (not shape or (isinstance(shape[0], int) and len(shape) > 1)):
        return "Where it is the same for all rows, give it as {constant: ...}; a state starts with {constant: 0}."
    return nearest(value["name"], names) or _BIND


def _check_bindable(value: Mapping[str, Any]) -> None:
    if value["kind"] != "tensor" or value["type"] not in BINDABLE:
        kind = value["type"] if value["kind"] == "tensor" else f"a {value['kind']}"
        raise InputError(f'The model input "{value["name"]}" takes {kind}, which this version can\'t bind.')


def columns_of(bound: Mapping[str, Input]) -> list[str]:
    """All columns or arrays that bindings read."""
    found: list[str] = []
    for one in bound.values():
        match one:
            case Column():
                found.append(one.column)
            case Columns():
                found += one.columns
            case Array():
                found.append(one.array)
            case Images() | Bytes():
                found.append(one.file)
            case Text():
                found.append(one.text)
            case Constant():
                pass
    return found


def bind(
    plan: Plan,
    bound: Mapping[str, Input],
    inspection: Mapping[str, Any],
    source: Source,
    told: Told,
) -> dict[str, NDArray[Any]]:
    """The model's inputs, each with one row for each row of `source`, without constants.

    Raises InputError naming column and row.
    """
    declared = {value["name"]: value for value in inspection["inputs"]}
    made: dict[str, NDArray[Any]] = {}
    for name, one in bound.items():
        if isinstance(one, Text) and one.tokenizer is not None:
            made |= tokens.read_tokens(one, name, declared, plan.path(one.tokenizer), source, told)
        elif not isinstance(one, Constant):
            shapes.check_takes_rows(declared[name])
            made[name] = _one(one, declared[name], source, told)
    if not made:
        raise InputError("All inputs of the model are constants, so no data reach it.", _BIND)
    counts = {name: len(values) for name, values in made.items()}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{name} has {count:,}" for name, count in counts.items())
        raise InputError(f"The arrays of {source.name} have different numbers of rows: {shown}.")
    return {name: made[name] for name in declared if name in made}


def _one(bound: Input, value: Mapping[str, Any], source: Source, told: Told) -> NDArray[Any]:
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
        case Images() | Bytes():
            return _of_files(bound, value, source, told)
        case _:
            raise AssertionError("constants are made for each batch")


def _of_files(bound: Images | Bytes, value: Mapping[str, Any], source: Source, told: Told) -> NDArray[Any]:
    if isinstance(source, NpzArrays):
        hint = "Name a folder of files, or a table whose column names them."
        raise InputError(f'"{value["name"]}" is bound to files, and {source.name} holds arrays.', hint)
    if isinstance(bound, Bytes):
        return file_bytes.read_files(bound, value, source, told)
    from core.worker import pictures  # Pillow is loaded for pictures alone

    return pictures.read_pictures(bound, value, source, told)


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
