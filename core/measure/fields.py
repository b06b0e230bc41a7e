"""The fields of a model's input: what can be taken away, shuffled or compared one at a time.

A field is an input with one value a row, a column of an input with several, or, of pictures, one patch of a grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.probe import Data

Rows = NDArray[Any]
Inputs = Mapping[str, Rows]

MOST_COLUMNS = 256  # of one input; more are taken together in runs
RUNS = 64
PATCHES_A_SIDE = 4
LONG_TEXT = 20  # mean characters from which a text is written, not chosen
SEEN = 1000


@dataclass(frozen=True, kw_only=True)
class Field:
    """`place` indexes a row of the input `input`; "many" is a patch of pixels or a run of values."""

    name: str
    input: str
    place: tuple[int | slice, ...]
    kind: Literal["number", "text", "many"]

    def of(self, inputs: Inputs) -> Rows:
        """Its values in every row: (n,), or (n, ...) for a patch or a run."""
        return inputs[self.input][(slice(None), *self.place)]

    def one_value(self, inputs: Inputs) -> Rows:
        """One value a row (n,): of a patch or a run the mean, as float64."""
        values = self.of(inputs)
        if self.kind != "many":
            return values
        means: Rows = values.reshape(len(values), -1).astype(np.float64).mean(axis=1)
        return means

    def replaced(self, inputs: Inputs, values: Any) -> dict[str, Rows]:
        """The inputs with this field set to `values`, which broadcast to (n, ...); nothing is changed in place."""
        changed = inputs[self.input].copy()
        changed[(slice(None), *self.place)] = values
        return {**inputs, self.input: changed}


def fields_of(data: Data) -> tuple[Field, ...]:
    """The fields of all inputs, in their order."""
    found: list[Field] = []
    taken: set[str] = set()
    for name, values in data.test.inputs.items():
        for field in _fields(name, values, data.column_names):
            # Two inputs can be made of the same column.
            found.append(replace(field, name=f"{field.name} ({name})") if field.name in taken else field)
            taken.add(field.name)
    return tuple(found)


def _fields(name: str, values: Rows, column_names: Mapping[str, Any]) -> Iterator[Field]:
    row = values.shape[1:]
    size = math.prod(row)
    kind: Literal["number", "text"] = "number" if values.dtype.kind in "biuf" else "text"
    if size == 1:
        yield Field(name=name, input=name, place=(0,) * len(row), kind=kind)
    elif len(row) == 1 and size <= MOST_COLUMNS:
        names = column_names.get(name) or [f"{name} {number + 1}" for number in range(size)]
        for column in range(size):
            yield Field(name=str(names[column]), input=name, place=(column,), kind=kind)
    elif kind == "number" and len(row) == 1:
        for start, stop in _cuts(size, RUNS):
            yield Field(name=f"{name} {start + 1} to {stop}", input=name, place=(slice(start, stop),), kind="many")
    elif kind == "number" and size and (axes := picture_axes(row)):
        yield from _patches(name, row, axes)


def picture_axes(row: tuple[int, ...]) -> tuple[int, int] | None:
    """The axes (height, width) of a row that is a picture: (channels, height, width), (height, width, channels) or
    (height, width); None for any other row.
    """
    if len(row) == 3 and min(row[1:]) > 4:
        return 1, 2
    if len(row) == 3 and min(row[:2]) > 4:
        return 0, 1
    return (0, 1) if len(row) == 2 and min(row) > 4 else None


def _patches(name: str, row: tuple[int, ...], axes: tuple[int, int]) -> Iterator[Field]:
    for top, bottom in _cuts(row[axes[0]], PATCHES_A_SIDE):
        for left, right in _cuts(row[axes[1]], PATCHES_A_SIDE):
            place = [slice(None)] * len(row)
            place[axes[0]], place[axes[1]] = slice(top, bottom), slice(left, right)
            said = f"pixels {top + 1}–{bottom} down, {left + 1}–{right} across"
            yield Field(name=said, input=name, place=tuple(place), kind="many")


def _cuts(size: int, parts: int) -> Iterator[tuple[int, int]]:
    edges = [size * part // parts for part in range(parts + 1)]
    return ((start, stop) for start, stop in pairwise(edges) if stop > start)


def is_written(values: Rows) -> bool:
    """Whether a text field (n,) holds written texts, not names to choose from: long on average, and mostly unlike."""
    texts = [str(text) for text in values[:SEEN].tolist()]
    long = sum(len(text) for text in texts) > LONG_TEXT * len(texts)
    return long and len(set(texts)) > len(texts) / 2


def typical(values: Rows) -> Any:
    """The value that stands for a field (n, ...) when nothing is known: the median of its finite numbers, or the most
    frequent text (the first in order among equals). A column without any number keeps its first value.
    """
    if values.dtype.kind not in "biuf":
        names, counts = np.unique(values.astype(str), return_counts=True)
        return names[int(counts.argmax())]
    ordered = np.sort(np.where(np.isfinite(values), values, np.nan), axis=0)  # NaN goes last
    known = np.count_nonzero(~np.isnan(ordered), axis=0)
    middle = np.take_along_axis(ordered, np.expand_dims(np.maximum(known - 1, 0) // 2, 0), axis=0)[0]
    return np.where(known > 0, middle, values[0]).astype(values.dtype)  # the lower median, so that it occurs
