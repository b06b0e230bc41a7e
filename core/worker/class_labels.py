"""The classes of a model in the order of its scores, where the file says them."""

from __future__ import annotations

import ast
import json
from typing import Any

_ATTRIBUTES = ("classlabels_int64s", "classlabels_strings", "classlabels_ints")
_METADATA_KEYS = ("classes", "class_names", "labels", "names", "character")
_MOST_CLASSES = 100_000
_LONGEST_METADATA = 5_000_000


def class_labels(model: Any) -> list[str] | None:
    """Class texts of an onnx.ModelProto, or None.

    Looked for in: the ZipMap and classifier operators of ai.onnx.ml, then metadata_props under classes, class_names,
    labels, names or character (JSON, a Python literal, or one a line).
    """
    for node in sorted(model.graph.node, key=lambda node: node.op_type != "ZipMap"):
        if node.domain != "ai.onnx.ml":
            continue
        for attribute in node.attribute:
            if attribute.name in _ATTRIBUTES:
                found = [str(value) for value in attribute.ints]
                found += [value.decode("utf-8", "replace") for value in attribute.strings]
                if len(found) > 1:
                    return found[:_MOST_CLASSES]
    return _from_metadata({entry.key.lower(): entry.value for entry in model.metadata_props})


def _from_metadata(metadata: dict[str, str]) -> list[str] | None:
    for key in _METADATA_KEYS:
        text = metadata.get(key, "").strip()
        if not text or len(text) > _LONGEST_METADATA:
            continue
        found = _listed(text)
        if 1 < len(found) <= _MOST_CLASSES and len(set(found)) == len(found):
            return found
    return None


def _listed(text: str) -> list[str]:
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(value, dict):
            return _in_order(value)
        if isinstance(value, list | tuple):
            return [str(one) for one in value]
    return [line.strip() for line in text.splitlines() if line.strip()]


def _in_order(names: dict[Any, Any]) -> list[str]:
    try:
        return [str(names[key]) for key in sorted(names, key=int)]
    except (TypeError, ValueError):
        return []
