"""Counts the tensors of a model and checks what each says of itself against what is there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.worker import external_data, onnx_parse
from core.worker.value_types import type_bits, type_name


@dataclass(kw_only=True)
class Survey:
    """What was found about all tensors of one model; `external` and `problems` are lists of JSON-ready dicts."""

    parameters: int = 0
    parameter_bytes: int = 0
    by_type: Counter[str] = field(default_factory=Counter)  # elements by the name of their type
    external: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)


def survey(model: Any, folder: Path) -> Survey:
    """Every tensor of `model` (an onnx.ModelProto), with external data looked for in `folder` but not read."""
    found = Survey()
    places: dict[str, dict[str, Any]] = {}
    for tensor in onnx_parse.tensors(model):
        count, size = _elements(tensor.dims), None
        bits = type_bits(tensor.data_type)
        if count is not None:
            size = (count * bits + 7) // 8 if bits else None
            found.parameters += count
            found.by_type[type_name(tensor.data_type)] += count
            found.parameter_bytes += size or 0
        entry = external_data.entries_of(tensor)
        problem = _inside(tensor, count, size) if entry is None else _outside(entry, size, folder, places, found)
        if problem:
            found.problems.append(_problem(tensor, "tensor-size" if entry is None else "external-span", problem))
    found.external = [places[location] for location in sorted(places)]
    return found


def _elements(dims: Sequence[int]) -> int | None:
    return None if any(size < 0 for size in dims) else math.prod(dims)


def _outside(
    entry: dict[str, str], size: int | None, folder: Path, places: dict[str, dict[str, Any]], found: Survey
) -> str:
    location = entry.get("location", "")
    if location not in places:
        trouble = external_data.problem_of_location(location, folder)
        size_bytes = 0 if trouble else (folder / location).stat().st_size
        places[location] = {"location": location, "tensors": 0, "size_bytes": size_bytes, "problem": ""}
        if trouble:
            kind, sentence = trouble
            places[location]["problem"] = sentence
            found.problems.append({"kind": kind, "subject": location[:200], "sentence": sentence})
    place = places[location]
    place["tensors"] += 1
    return "" if place["problem"] else external_data.problem_of_span(entry, size, place["size_bytes"])


def _inside(tensor: Any, count: int | None, size: int | None) -> str:
    """A sentence when the shape that a tensor declares does not fit the data that it carries, else ""."""
    if count is None:
        return "its shape has a negative size"
    if tensor.raw_data:
        held, needed, unit = len(tensor.raw_data), size, "bytes"
    else:
        lists = (tensor.float_data, tensor.int32_data, tensor.int64_data, tensor.double_data, tensor.uint64_data)
        held, needed, unit = max(len(values) for values in (*lists, tensor.string_data)), count, "values"
        bits = type_bits(tensor.data_type)
        if 0 < bits < 8:  # several small values share one entry
            needed = math.ceil(count * bits / 8)
        elif type_name(tensor.data_type).startswith("complex"):
            needed = count * 2
    if needed is not None and held != needed:
        return f"its shape asks for {needed:,} {unit} and it holds {held:,}"
    return ""


def _problem(tensor: Any, kind: str, what: str) -> dict[str, str]:
    name = tensor.name[:200] or "(without a name)"
    return {"kind": kind, "subject": name, "sentence": f'The tensor "{name}" does not fit its data: {what}.'}
