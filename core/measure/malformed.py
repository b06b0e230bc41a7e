"""Inputs that no honest system would send: values that mean nothing, and batches of the wrong shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[Any]
Inputs = Mapping[str, Rows]

LONG_TEXT = 100_000  # characters


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A batch with one fault. "value": every value of one kind is replaced, rows stay rows; "shape": the batch as a
    whole does not fit what the model declares.
    """

    name: str
    kind: Literal["value", "shape"]
    inputs: dict[str, Rows]


def faults(inputs: Inputs) -> Iterator[Fault]:
    """Every fault that these inputs can have."""
    yield from _values(inputs)
    yield from _shapes(inputs)


def _values(inputs: Inputs) -> Iterator[Fault]:
    types = {name: values.dtype for name, values in inputs.items()}
    floats = {name: np.finfo(dtype) for name, dtype in types.items() if dtype.kind == "f"}
    wholes = {name: np.iinfo(dtype) for name, dtype in types.items() if dtype.kind in "iu"}
    texts = [name for name, dtype in types.items() if dtype.kind in "OUS"]
    if floats:
        for said, value in (("not a number", np.nan), ("infinity", np.inf), ("minus infinity", -np.inf)):
            yield _filled(said, inputs, dict.fromkeys(floats, value))
        yield _filled("largest number", inputs, {name: limits.max for name, limits in floats.items()})
        yield _filled("lowest number", inputs, {name: limits.min for name, limits in floats.items()})
    if wholes:
        yield _filled("largest whole number", inputs, {name: limits.max for name, limits in wholes.items()})
        yield _filled("lowest whole number", inputs, {name: limits.min for name, limits in wholes.items()})
    if texts:
        for said, text in (
            ("empty text", ""),
            ("very long text", "a" * LONG_TEXT),
            ("control characters", "\x01\x1b[2J\x7f\r\n"),
            ("text of another script", "\u6f22\u5b57\U0001f642\u202e\u0645\u0631"),  # Chinese, a face, turned Arabic
            ("text that is a command", "'; DROP TABLE people; --"),
        ):
            yield _filled(said, inputs, dict.fromkeys(texts, text))


def _filled(said: str, inputs: Inputs, replaced: Mapping[str, Any]) -> Fault:
    changed = dict(inputs)
    for name, value in replaced.items():
        values = inputs[name]
        dtype = values.dtype if values.dtype.kind in "fiu" else np.dtype(object)
        changed[name] = np.full(values.shape, value, dtype=dtype)
    return Fault(name=said, kind="value", inputs=changed)


def _shapes(inputs: Inputs) -> Iterator[Fault]:
    name, values = next(iter(inputs.items()))
    last = values.ndim - 1
    wider = (
        np.concatenate([values, values.take([0], axis=last)], axis=last) if last else values[:, None].repeat(2, axis=1)
    )
    yield Fault(name="one value more", kind="shape", inputs={**inputs, name: wider})
    if last and values.shape[last] > 1:
        narrower = values.take(range(values.shape[last] - 1), axis=last)
        yield Fault(name="one value fewer", kind="shape", inputs={**inputs, name: narrower})
    yield Fault(name="one axis more", kind="shape", inputs={**inputs, name: values[:, None]})
    if values.dtype.kind in "fiu":
        other = np.dtype(np.float64 if values.dtype != np.float64 else np.float32)
        yield Fault(name="numbers of another type", kind="shape", inputs={**inputs, name: values.astype(other)})
        texts = values.astype(str).astype(object)
        yield Fault(name="texts in place of numbers", kind="shape", inputs={**inputs, name: texts})
    else:
        numbers = np.zeros(values.shape, dtype=np.float32)
        yield Fault(name="numbers in place of texts", kind="shape", inputs={**inputs, name: numbers})
    if len(inputs) > 1:
        rest = {key: kept for key, kept in inputs.items() if key != name}
        yield Fault(name="an input left out", kind="shape", inputs=rest)
        yield Fault(name="an input with a row less", kind="shape", inputs={**rest, name: values[:-1]})
