"""Inputs that are the same for all rows: a scalar such as a sampling rate, or a state that starts as zeros.

They are not data: they are made for each batch as it is run, with as many rows as it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Constant, Input
from core.worker.shapes import shown
from core.worker.value_types import FLOATS, INTEGERS


class Constants:
    """The constant inputs of one model. Raises InputError when a value or a shape does not fit."""

    def __init__(self, bound: Mapping[str, Input], inspection: Mapping[str, Any]) -> None:
        self._made = [
            (value["name"], _value(bound[value["name"]], value), _shape(value))
            for value in inspection.get("inputs", ())
            if isinstance(bound.get(value["name"]), Constant)
        ]

    def __bool__(self) -> bool:
        return bool(self._made)

    def of(self, rows: int) -> dict[str, NDArray[Any]]:
        """The constant inputs for a batch of `rows` rows."""
        return {
            name: np.full([rows if size is None else size for size in shape], value)
            for name, value, shape in self._made
        }


def _value(bound: Input, declared: Mapping[str, Any]) -> NDArray[Any]:
    """The value as an array without axes, of the model's type."""
    assert isinstance(bound, Constant), "only constants are asked for"
    given, kind = bound.constant, declared["type"]
    if kind == "string":
        return np.array(given if isinstance(given, str) else f"{given:g}", dtype=object)
    if isinstance(given, str):
        raise InputError(
            f'The model input "{declared["name"]}" takes {kind}, and the plan gives the text "{given[:60]}".'
        )
    if kind in INTEGERS:
        limits = np.iinfo(kind)
        fits = given.is_integer() and limits.min <= given <= limits.max
    else:
        fits = kind in FLOATS or (kind == "bool" and given in {0.0, 1.0})
    if not fits:
        raise InputError(f'The model input "{declared["name"]}" takes {kind}, which {given:g} does not fit.')
    return np.array(given, dtype=kind)


def _shape(declared: Mapping[str, Any]) -> list[int | None]:
    """The shape of the input, None for the axis of rows: the only one that is left open."""
    shape = declared["shape"]
    name = declared["name"]
    if shape is None:
        raise InputError(f'The model input "{name}" has no declared shape, so it can\'t be filled with a constant.')
    found = [size if isinstance(size, int) else None for size in shape]
    if found.count(None) > 1:
        raise InputError(
            f'The model input "{name}" takes {shown(shape)}: which of its open sizes are rows can\'t be told.',
            "Export the model with fixed sizes, or give this input as an array in an NPZ file.",
        )
    return found
