"""Fits rows to the shape that a model's input declares, or says why they don't fit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.plan import Array, Images
from core.plan.model import Layout
from core.plan.proposing import CHANNELS, sizes_match


def shown(shape: Sequence[int | str | None] | None) -> str:
    """A shape as a person reads it: "rows x 3 x 224 x 224"; open sizes are "any"."""
    if shape is None:
        return "any shape"
    sizes = [str(size) if isinstance(size, int) else "any" for size in shape[1:]]
    return " x ".join(["rows", *sizes])


def fit(values: NDArray[Any], declared: Mapping[str, Any]) -> NDArray[Any]:
    """`values` (n, ...) in the shape of the model input `declared` (an entry of an inspection's inputs).

    Nothing is moved: axes of size one are added or left out, and a flat row is folded (or a folded one flattened) where
    the number of values is the same. Raises InputError in one sentence when it does not fit.
    """
    shape = declared["shape"]
    if shape is None:
        return values
    if sizes_match(values.shape[1:], shape[1:]):
        return values
    if all(isinstance(size, int) for size in shape[1:]) and _folds(values.shape[1:], shape[1:]):
        return values.reshape(len(values), *shape[1:])
    if len(shape) == 2 and values.ndim == 1:
        return values.reshape(len(values), 1)
    raise InputError(
        f'The model input "{declared["name"]}" takes {shown(shape)} and the data gives {shown(values.shape)}.',
        "Bind what the model was trained on; for pictures, say layout: NCHW or NHWC.",
    )


def check_takes_rows(declared: Mapping[str, Any]) -> None:
    """Refuse to bind data to a model input without axes: it takes one value for all rows. Raises InputError."""
    if declared["shape"] == []:
        raise InputError(
            f'The model input "{declared["name"]}" takes one value for all rows, not one a row.',
            "Give it as {constant: ...}, or export the model with that value built in.",
        )


def _folds(given: Sequence[int], declared: Sequence[int]) -> bool:
    """True when rows can be reshaped without taking one axis for another."""
    if [size for size in given if size != 1] == [size for size in declared if size != 1]:
        return True
    return min(len(given), len(declared)) <= 1 and math.prod(given) == math.prod(declared)


def arrange(values: NDArray[Any], bound: Array, declared: Mapping[str, Any]) -> tuple[NDArray[Any], Layout | None]:
    """An array of pictures in the layout that the model takes, and that layout: a missing channel axis is added,
    channels are moved.

    They are moved when the array fits the declared shape only so, or, where that shape is open, when the channels
    (1, 3 or 4) are plainly on the other side. A layout that is the array's own and not the model's is understood where
    the array fits in no other way.
    """
    if bound.layout is None or values.ndim not in {3, 4}:
        return values, bound.layout
    if values.ndim == 3:
        return np.expand_dims(values, 1 if bound.layout == "NCHW" else 3), bound.layout
    to_first, to_last = np.moveaxis(values, 3, 1), np.moveaxis(values, 1, 3)
    turned, other = (to_first, to_last) if bound.layout == "NCHW" else (to_last, to_first)
    shape = declared["shape"]
    if shape is not None and len(shape) == 4:
        as_is, if_turned = sizes_match(values.shape[1:], shape[1:]), sizes_match(turned.shape[1:], shape[1:])
        if as_is != if_turned:
            return (values if as_is else turned), bound.layout
        if not as_is and sizes_match(other.shape[1:], shape[1:]):
            return other, "NHWC" if bound.layout == "NCHW" else "NCHW"
    here, there = (1, 3) if bound.layout == "NCHW" else (3, 1)
    misplaced = values.shape[here] not in CHANNELS and values.shape[there] in CHANNELS
    return (turned if misplaced else values), bound.layout


def scale(values: NDArray[Any], bound: Array | Images, layout: Layout | None) -> NDArray[Any]:
    """(value * scale - mean) / std in float64, mean and std by channel of `layout` (1-D arrays: one value for all)."""
    if bound.scale == 1.0 and not bound.mean and not bound.std:
        return values
    axis = (1 if layout == "NCHW" else values.ndim - 1) if values.ndim > 1 else 0
    mean = _by_channel(bound.mean or (0.0,), values, axis, "mean")
    std = _by_channel(bound.std or (1.0,), values, axis, "std")
    return np.asarray((values * bound.scale - mean) / std)


def _by_channel(given: tuple[float, ...], values: NDArray[Any], axis: int, what: str) -> NDArray[np.float64]:
    channels = values.shape[axis] if values.ndim > 1 else 1
    if len(given) not in {1, channels}:
        raise InputError(f"The plan gives {len(given)} values for {what}, and the array has {channels} channels.")
    shape = [1] * values.ndim
    shape[axis] = len(given)
    return np.array(given, dtype=np.float64).reshape(shape)
