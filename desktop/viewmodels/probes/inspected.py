"""What parsing a model file found, as the Probes page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.sizes import bytes_text
from desktop.viewmodels import shown
from desktop.viewmodels.probes.states import ModelState, Note, Port

_MOST_NOTES = 6


def model_state(path: str, inspection: Mapping[str, Any], allowed: Sequence[str] = ()) -> ModelState:
    """The state of step 1 for an inspection as core/worker/inspection.py describes it; `allowed` are operator domains
    outside ONNX that the person lets through.
    """
    return ModelState(
        path=path,
        phase="ready",
        facts=tuple(_facts(inspection)),
        inputs=tuple(map(_port, inspection["inputs"])),
        outputs=tuple(map(_port, inspection["outputs"])),
        operators=tuple((op["domain"], op["name"], f"{op['count']:,}") for op in inspection["operators"]),
        domains=tuple((domain, domain in allowed) for domain in inspection["custom_domains"]),
        notes=tuple(_notes(inspection, allowed)),
    )


def _facts(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "File", str(found["file"])
    yield "Size", bytes_text(int(found["size_bytes"]))
    yield "SHA-256", shown.digest_groups(str(found["sha256"]), 8)
    yield "Operator sets", ", ".join(f"{domain} {version}" for domain, version in found["opset"].items())
    made_by = " ".join(filter(None, (str(found["producer"]), str(found["producer_version"]))))
    yield "Made by", made_by or "not said in the file"
    yield "Parameters", f"{found['parameters']:,}"
    if found["attribute_values"]:
        yield "Numbers in trees and tables", f"{found['attribute_values']:,}"
    yield "Nodes", f"{found['nodes']:,}"
    if found["external"]:
        yield "Files beside it", ", ".join(str(entry["location"]) for entry in found["external"])
    labels = found.get("class_labels")
    if labels:
        yield "Classes named in the file", ", ".join(map(str, labels[:12])) + (" …" if len(labels) > 12 else "")


def _port(value: Mapping[str, Any]) -> Port:
    kind = value["kind"]
    words = value["type"] if kind == "tensor" else f"{kind} of {value['type']}"
    return Port(name=value["name"], type=str(words), shape=shape_text(value["shape"]))


def shape_text(shape: Sequence[int | str | None] | None) -> str:
    """`[N, 8, 8]`; the open or named axis of the rows is N, other open axes are `?`."""
    if shape is None:
        return "any shape"
    if not shape:
        return "one value"
    first = shape[0] if isinstance(shape[0], int) else "N"
    return f"[{', '.join([str(first), *('?' if axis is None else str(axis) for axis in shape[1:])])}]"


def width(shape: Sequence[int | str | None] | None) -> int | None:
    """How many values of one row an input takes; None where the model leaves it open."""
    if shape is None:
        return None
    count = 1
    for axis in shape[1:]:
        if not isinstance(axis, int):
            return None
        count *= axis
    return count


def _notes(found: Mapping[str, Any], allowed: Sequence[str]) -> Iterator[Note]:
    stopping = [one for one in found["problems"] if one["subject"] not in allowed or one["kind"] != "custom-operator"]
    for problem in stopping[:_MOST_NOTES]:
        yield Note(kind="error", text=str(problem["sentence"]), hint="The model will not be run while this is so.")
    if len(stopping) > _MOST_NOTES:
        yield Note(kind="error", text=f"There are {len(stopping) - _MOST_NOTES} more reasons of this kind.")
    if len(stopping) < len(found["problems"]):
        yield Note(
            kind="warning",
            text=f"Operators of {' and '.join(allowed)} are let through. They are no part of ONNX.",
            hint="What they do is not in the file. The run-time may still refuse them.",
        )
    if not found["problems"]:
        yield Note(
            kind="success", text="The file was read without running it, and nothing in it stands against running it."
        )
