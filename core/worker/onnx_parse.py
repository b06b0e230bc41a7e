"""Reads an ONNX file as a protobuf message and walks through it, without ever running it or following its paths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.errors import InputError, RefusedError

# A protobuf message can't be larger; bigger models keep their tensors in files beside.
LARGEST_FILE_BYTES = (1 << 31) - 1
MOST_NODES = 2_000_000
DEEPEST_GRAPH = 64

_OTHER_FORMATS = (
    (b"\x80\x02", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"),
    (b"\x80\x04", "a Python pickle"),
    (b"\x80\x05", "a Python pickle"),
    (b"PK\x03\x04", "a ZIP archive, as PyTorch and Keras write them"),
    (b"\x89HDF", "an HDF5 file, as Keras writes them"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"GGUF", "a GGUF model"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
)


def parse(path: Path) -> Any:
    """The `onnx.ModelProto` in the file at `path`; external data is not loaded.

    Raises InputError when the file can't be read or is no ONNX model, RefusedError when it is a pickle or a program.
    """
    try:
        if not path.is_file():
            raise InputError(f"There is no model file {path.name}.", f"The plan looks for it at {path}.")
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise InputError(
                f"The model file {path.name} is larger than 2 GB, which no ONNX file can be.",
                "Save the model with its tensors in files beside it.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"The model file {path.name} can't be read: {error.strerror or error}.") from error
    return _message(data, path.name)


def _message(data: bytes, name: str) -> Any:
    import onnx
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    for start, what in _OTHER_FORMATS:
        if data.startswith(start):
            refuse = "pickle" in what or "program" in what
            kind = RefusedError if refuse else InputError
            raise kind(f"{name} is {what}, not an ONNX model.", "Export the model to ONNX and choose that file.")
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except (DecodeError, RecursionError, ValueError) as error:
        raise InputError(
            f"{name} is no ONNX model, or it is cut short: it can't be parsed.",
            "Export the model again, and compare the size of the file with the original.",
        ) from error
    if not model.ir_version or not model.graph.output:
        raise InputError(
            f"{name} is no ONNX model: it has no version or no output.", "Choose the file that ends in .onnx."
        )
    if not _all_text(model):
        raise InputError(f"{name} is damaged: a name in it is no UTF-8 text.", "Export the model again.")
    return model


def _all_text(model: Any) -> bool:
    """False when a text field holds bytes that are no UTF-8: the parser hands those through as bytes."""
    todo = [model]
    while todo:
        for field, value in todo.pop().ListFields():
            values = value if field.is_repeated else (value,)
            if field.type == field.TYPE_STRING and not all(isinstance(one, str) for one in values):
                return False
            if field.type == field.TYPE_MESSAGE:
                todo += values
    return True


def nodes(model: Any) -> Iterator[Any]:
    """Every node of the model: main graph, graphs inside nodes, functions. Raises InputError when nested too deep."""
    for kind, thing in _walk(model):
        if kind == "node":
            yield thing


def tensors(model: Any) -> Iterator[Any]:
    """Every TensorProto of the model: initializers and tensors in attributes, of all graphs."""
    for kind, thing in _walk(model):
        if kind == "tensor":
            yield thing


def _walk(model: Any) -> Iterator[tuple[str, Any]]:
    todo = [(model.graph, 0)] + [(function, 0) for function in model.functions]
    seen = 0
    while todo:
        graph, depth = todo.pop()
        if depth > DEEPEST_GRAPH:
            raise InputError("The model's graphs are nested too deep to be a real model.")
        yield from (("tensor", tensor) for tensor in getattr(graph, "initializer", ()))
        for sparse in getattr(graph, "sparse_initializer", ()):
            yield from (("tensor", sparse.values), ("tensor", sparse.indices))
        for node in graph.node:
            seen += 1
            if seen > MOST_NODES:
                raise InputError(f"The model has more than {MOST_NODES:,} nodes, too many to be looked through.")
            yield "node", node
            for attribute in node.attribute:
                yield from (("tensor", tensor) for tensor in _tensors_of(attribute))
                if attribute.HasField("g"):
                    todo.append((attribute.g, depth + 1))
                todo += [(inner, depth + 1) for inner in attribute.graphs]


def _tensors_of(attribute: Any) -> list[Any]:
    found = list(attribute.tensors)
    if attribute.HasField("t"):
        found.append(attribute.t)
    sparse_tensors = list(attribute.sparse_tensors)
    if attribute.HasField("sparse_tensor"):
        sparse_tensors.append(attribute.sparse_tensor)
    for sparse in sparse_tensors:
        found += [sparse.values, sparse.indices]
    return found
