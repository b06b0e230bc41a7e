"""Damage that happens to inputs on their way to a model: kinds, and five severities of each.

Pictures: noise, contrast, brightness and JPEG compression by the steps of Hendrycks and Dietterich (2019), Benchmarking
Neural Network Robustness to Common Corruptions, on values scaled to 0..1 by the input's range; blur by their steps for
small pictures, in pixels of a picture of 32. Columns and texts: steps of this project.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.compression import compressed
from core.measure.fields import Field, Inputs, is_written, picture_axes, typical

Floats = NDArray[np.float64]
Rows = NDArray[Any]

SEVERITIES = (1, 2, 3, 4, 5)
NOISE = (0.08, 0.12, 0.18, 0.26, 0.38)  # standard deviation
BLUR = (0.4, 0.6, 0.7, 0.8, 1.0)  # standard deviation in pixels, of a picture of 32
CONTRAST = (0.4, 0.3, 0.2, 0.1, 0.05)  # share that is left
QUALITY = (25, 18, 15, 10, 7)  # of JPEG
BRIGHTNESS = (0.1, 0.2, 0.3, 0.4, 0.5)  # added
MOVE = (0.03, 0.06, 0.1, 0.15, 0.2)  # share of the side
SPREAD = (0.1, 0.2, 0.4, 0.7, 1.0)  # columns: in standard deviations
CELLS = (0.05, 0.1, 0.2, 0.3, 0.5)  # columns: share of cells
UNIT = (1.1, 1.5, 2.0, 10.0, 100.0)  # columns: factor on one number of a row
TYPOS = (0.01, 0.02, 0.05, 0.1, 0.2)  # texts: share of characters
_VALUES_AT_ONCE = 1 << 17  # of pictures: one megabyte, which stays near the processor

OF_PICTURES = ("noise", "blur", "contrast", "brightness", "shift", "compression")
OF_NUMBERS = ("noise", "shift", "unit")
OF_COLUMNS = ("missing", "swap")
OF_TEXTS = ("typing errors", "upper case")


@dataclass(frozen=True, kw_only=True)
class Damage:
    """What the corruptions know of the data: fields, and the typical value, spread and range of the test rows.

    `pictures` names the inputs that are pictures, with the lowest and highest value of a pixel.
    """

    fields: tuple[Field, ...]
    typical: dict[str, Any]
    spread: dict[str, float]
    pictures: dict[str, tuple[float, float]]
    texts: tuple[str, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of corruption that apply to these data."""
        found = list(OF_PICTURES) if self.pictures else []
        numbers = [field for field in self.fields if field.kind == "number"]
        found += [kind for kind in OF_NUMBERS if numbers and kind not in found]
        if len(self.fields) > len(self.texts) and not self.pictures:
            found += OF_COLUMNS
        return (*found, *(OF_TEXTS if self.texts else ()))

    def corrupted(self, kind: str, severity: int, inputs: Inputs, rng: np.random.Generator) -> dict[str, Rows]:
        """The inputs with every row corrupted; `severity` is 1 to 5. Nothing is changed in place."""
        changed = {name: values.copy() for name, values in inputs.items()}
        step = severity - 1
        for name, (low, high) in self.pictures.items():
            if kind in OF_PICTURES:
                changed[name] = _pictures(kind, step, inputs[name], low, high, rng)
        for name in self.texts:
            if kind in OF_TEXTS:
                changed[name] = _texts(kind, step, inputs[name], rng)
        columns = [field for field in self.fields if field.input not in (*self.pictures, *self.texts)]
        if columns and kind in (*OF_NUMBERS, *OF_COLUMNS):
            self._columns(kind, step, columns, changed, rng)
        return changed

    def _columns(
        self, kind: str, step: int, columns: Sequence[Field], changed: dict[str, Rows], rng: np.random.Generator
    ) -> None:
        numbers = [field for field in columns if field.kind == "number"]
        n = len(next(iter(changed.values())))
        odd = rng.integers(0, max(1, len(numbers)), n)
        for place, field in enumerate(columns if kind in OF_COLUMNS else numbers):
            values = changed[field.input]
            where = (slice(None), *field.place)
            hit = rng.random(n) < CELLS[step]
            if kind == "missing":
                new: Rows = np.where(hit, self.typical[field.name], values[where])
            elif kind == "swap":
                new = np.where(hit, values[where][rng.permutation(n)], values[where])
            elif kind == "unit":
                new = np.where(odd == place, values[where] * UNIT[step], values[where])
            else:
                moved = rng.normal(size=n) if kind == "noise" else np.ones(n)
                new = values[where] + SPREAD[step] * self.spread[field.name] * moved
            values[where] = _as(new, values.dtype)


def damage_to(fields: Sequence[Field], inputs: Inputs, known_range: tuple[float, float] | None) -> Damage:
    """What the corruptions need to know, from all test inputs; runs of very long rows are left alone."""
    pictures = {
        name: known_range or _range(values)
        for name, values in inputs.items()
        if values.dtype.kind in "biuf" and picture_axes(values.shape[1:])
    }
    single = [field for field in fields if field.kind != "many"]
    texts = tuple(field.input for field in single if field.kind == "text" and is_written(field.of(inputs)))
    return Damage(
        fields=tuple(single),
        typical={field.name: typical(field.of(inputs)) for field in single if field.input not in texts},
        spread={field.name: _spread(field.of(inputs)) for field in single if field.kind == "number"},
        pictures=pictures,
        texts=texts,
    )


def _range(values: Rows) -> tuple[float, float]:
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def _spread(values: Rows) -> float:
    finite = values[np.isfinite(values)].astype(np.float64)
    return float(finite.std()) if finite.size else 0.0


def _as(values: Rows, dtype: np.dtype[Any]) -> Rows:
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        values = np.clip(np.round(values.astype(np.float64)), limits.min, limits.max)
    return values.astype(dtype)


def _pictures(kind: str, step: int, values: Rows, low: float, high: float, rng: np.random.Generator) -> Rows:
    """All pictures damaged, a few at a time: a thousand large ones would fill the memory, and run from it."""
    reach = (high - low) or 1.0
    damaged = np.empty_like(values)
    at_once = max(1, _VALUES_AT_ONCE // max(1, math.prod(values.shape[1:])))
    for first in range(0, len(values), at_once):
        some = slice(first, first + at_once)
        unit = _picture(kind, step, (values[some].astype(np.float64) - low) / reach, rng)
        damaged[some] = _as(np.clip(unit, 0.0, 1.0) * reach + low, values.dtype)
    return damaged


def _picture(kind: str, step: int, unit: Floats, rng: np.random.Generator) -> Floats:
    axes = picture_axes(unit.shape[1:])
    assert axes, "only pictures come here"
    rows, columns = axes[0] + 1, axes[1] + 1
    match kind:
        case "noise":
            return unit + rng.normal(0, NOISE[step], unit.shape)
        case "blur":
            side = min(unit.shape[rows], unit.shape[columns])
            return _blurred(unit, BLUR[step] * max(1.0, side / 32), (rows, columns))
        case "contrast":
            mean: Floats = unit.mean(axis=(rows, columns), keepdims=True)
            return (unit - mean) * CONTRAST[step] + mean
        case "brightness":
            return unit + BRIGHTNESS[step]
        case "compression":
            return compressed(np.clip(unit, 0.0, 1.0), QUALITY[step], axes)
        case _:
            for axis in (rows, columns):
                unit = _moved(unit, max(1, round(MOVE[step] * unit.shape[axis])), axis)
            return unit


def _blurred(values: Floats, deviation: float, axes: tuple[int, int]) -> Floats:
    """Gaussian blur, cut off at four deviations, the edge pixels repeated outward."""
    reach = max(1, math.ceil(4 * deviation))
    weights = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / deviation))
    weights /= weights.sum()
    for axis in axes:
        size = values.shape[axis]
        widened = np.pad(values, [(reach, reach) if at == axis else (0, 0) for at in range(values.ndim)], mode="edge")
        shifted = np.moveaxis(widened, axis, 0)
        blurred, weighted = np.zeros_like(values), np.empty_like(values)
        for first, weight in enumerate(weights):
            np.multiply(np.moveaxis(shifted[first : first + size], 0, axis), weight, out=weighted)
            blurred += weighted
        values = blurred
    return values


def _moved(values: Floats, by: int, axis: int) -> Floats:
    """Shifted by whole pixels, the edge repeated into the gap."""
    size = values.shape[axis]
    return values.take(np.clip(np.arange(size) - by, 0, size - 1), axis=axis)


def _texts(kind: str, step: int, values: Rows, rng: np.random.Generator) -> Rows:
    change, share = (_upper, CELLS[step]) if kind == "upper case" else (_mistyped, TYPOS[step])
    changed = [change(str(text), share, rng) for text in values.reshape(-1).tolist()]
    return np.array(changed, dtype=object).reshape(values.shape)


def _upper(text: str, share: float, rng: np.random.Generator) -> str:
    words = text.split(" ")
    loud = rng.random(len(words)) < share
    return " ".join(word.upper() if up else word for word, up in zip(words, loud, strict=True))


def _mistyped(text: str, share: float, rng: np.random.Generator) -> str:
    """Characters swapped with the next, left out or doubled, each alike often."""
    letters = list(text)
    for place in np.flatnonzero(rng.random(len(letters)) < share):
        match int(rng.integers(0, 3)):
            case 0 if place + 1 < len(letters):
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            case 1:
                letters[place] = ""
            case _:
                letters[place] *= 2
    return "".join(letters)
