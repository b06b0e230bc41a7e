"""Names of ONNX value types, and which numpy type holds them."""

from __future__ import annotations

from typing import Any

# onnx.TensorProto.DataType -> the name used in inspections and plans, and bits for one element (0: no fixed size)
_TYPES = {
    1: ("float32", 32),
    2: ("uint8", 8),
    3: ("int8", 8),
    4: ("uint16", 16),
    5: ("int16", 16),
    6: ("int32", 32),
    7: ("int64", 64),
    8: ("string", 0),
    9: ("bool", 8),
    10: ("float16", 16),
    11: ("float64", 64),
    12: ("uint32", 32),
    13: ("uint64", 64),
    14: ("complex64", 64),
    15: ("complex128", 128),
    16: ("bfloat16", 16),
    17: ("float8e4m3fn", 8),
    18: ("float8e4m3fnuz", 8),
    19: ("float8e5m2", 8),
    20: ("float8e5m2fnuz", 8),
    21: ("uint4", 4),
    22: ("int4", 4),
    23: ("float4e2m1", 4),
    24: ("float8e8m0", 8),
    25: ("uint2", 2),
    26: ("int2", 2),
}
FLOATS = frozenset({"float16", "float32", "float64"})
INTEGERS = frozenset({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"})
BINDABLE = FLOATS | INTEGERS | {"string", "bool"}


def type_name(code: int) -> str:
    """The name of an ONNX element type: float32, int64, string ...; "type 99" when it is not known."""
    return _TYPES.get(code, (f"type {code}", 0))[0]


def type_bits(code: int) -> int:
    """Bits for one element of an ONNX element type; 0 for text and for types that are not known."""
    return _TYPES.get(code, ("", 0))[1]


def described(value: Any) -> dict[str, Any]:
    """An ONNX ValueInfoProto as {name, kind, type, shape}; shape is None when no rank is given."""
    kind = value.type.WhichOneof("value") or "unknown"
    said = {"name": value.name, "kind": kind.removesuffix("_type"), "type": "", "shape": None}
    if kind != "tensor_type":
        return said
    tensor = value.type.tensor_type
    said["type"] = type_name(tensor.elem_type)
    if tensor.HasField("shape"):
        said["shape"] = [_size(size) for size in tensor.shape.dim]
    return said


def _size(size: Any) -> int | str | None:
    # Some exporters write -1, or the text "?", for a size that is open.
    if size.HasField("dim_value"):
        return int(size.dim_value) if size.dim_value > 0 else None
    return str(size.dim_param)[:100] if size.dim_param not in {"", "?"} else None
