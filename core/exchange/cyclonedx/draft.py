"""A draft of a model's bill of materials in CycloneDX, from what parsing the file found. What is not known is left
out, for the people who know it: a placeholder would look like an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.exchange.cyclonedx.head import head
from core.measure.bom_document import MODEL_TYPE, Component, components
from core.measure.bom_fields import datasets_of, look

_MOST_OPERATORS = 20
_TREES = "TreeEnsemble"


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """A file of data that belongs to the model: `role` is training or test; `digests` by algorithm."""

    name: str
    role: str
    digests: Mapping[str, str]


def draft(
    inspection: Mapping[str, Any],
    digests: Mapping[str, Mapping[str, str]],
    data: Sequence[DataFile],
    *,
    now: str,
    spec: str = "1.6",
) -> dict[str, Any]:
    """A CycloneDX document of the version `spec` ("1.6" or "1.7"), JSON-ready, that follows the schema.

    `inspection` is the dict of core/worker/inspection.py; `digests` of the model's files by name, then by algorithm;
    `now` a date and time with zone. The same arguments give the same document.
    """
    name = str(inspection["file"])
    model: dict[str, Any] = {
        "type": MODEL_TYPE,
        "bom-ref": "model",
        "name": name.removesuffix(".onnx"),
        "hashes": _hashes(digests[name]),
        "modelCard": {"bom-ref": "model-card", "modelParameters": _parameters(inspection, data)},
        "properties": _properties(inspection),
    }
    if inspection.get("model_version"):
        model["version"] = str(inspection["model_version"])
    if inspection.get("description"):
        model["description"] = str(inspection["description"])
    beside = [
        {"type": "file", "name": other, "bom-ref": f"file-{number}", "hashes": _hashes(found)}
        for number, (other, found) in enumerate(digests.items())
        if other != name
    ]
    listed = [model, *beside, *(_data(one) for one in data)]
    begun = head(spec, about="\n".join([str(inspection["sha256"]), now, *(one.name for one in data)]), now=now)
    return {
        **begun,
        "metadata": {**begun["metadata"], "lifecycles": [{"phase": "post-build"}]},
        "components": listed,
        "dependencies": [{"ref": "model", "dependsOn": [str(one["bom-ref"]) for one in listed[1:]]}],
    }


def left_to_say(document: Mapping[str, Any]) -> list[str]:
    """The fields asked for that a document leaves open, "part: field", in the order of the list."""
    listed = components(document)
    model = next((one for one in listed if one.text("type") == MODEL_TYPE), None)
    found = look(document, model, datasets_of(model, listed) if model else _no_components())
    return [f"{one.asked.section}: {one.asked.name}" for one in found if one.state != "present"]


def _no_components() -> list[Component]:
    return []


def _hashes(digests: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"alg": algorithm, "content": digest} for algorithm, digest in digests.items()]


def _parameters(inspection: Mapping[str, Any], data: Sequence[DataFile]) -> dict[str, Any]:
    operators = inspection["operators"]
    kinds = ", ".join(f"{one['count']} × {one['name']}" for one in operators[:_MOST_OPERATORS])
    found: dict[str, Any] = {
        "inputs": [{"format": _format(value)} for value in inspection["inputs"]],
        "outputs": [{"format": _format(value)} for value in inspection["outputs"]],
    }
    if kinds:
        found["modelArchitecture"] = kinds
    if any(str(one["name"]).startswith(_TREES) for one in operators):
        found["architectureFamily"] = "tree ensemble"
    if trained := [{"ref": f"data-{one.role}"} for one in data if one.role == "training"]:
        found["datasets"] = trained
    return {name: value for name, value in found.items() if value}


def _format(value: Mapping[str, Any]) -> str:
    shape = value["shape"]
    sizes = "any shape" if shape is None else "[" + ", ".join("any" if one is None else str(one) for one in shape) + "]"
    return f"{value['name']}: {value['type'] or value['kind']} {sizes}"


def _properties(inspection: Mapping[str, Any]) -> list[dict[str, str]]:
    opset = "; ".join(f"{domain} {version}" for domain, version in inspection["opset"].items())
    producer = f"{inspection.get('producer') or ''} {inspection.get('producer_version') or ''}".strip()
    known = {
        "onnx:ir-version": str(inspection["ir_version"]),
        "onnx:opset": opset,
        "onnx:producer": producer,
        "onnx:parameters": str(inspection["parameters"]),
        "onnx:class-labels": ", ".join(map(str, inspection.get("class_labels") or ())),
    }
    return [{"name": f"touchstone:{name}", "value": text} for name, text in known.items() if text]


def _data(one: DataFile) -> dict[str, Any]:
    return {
        "type": "data",
        "bom-ref": f"data-{one.role}",
        "name": one.name,
        "hashes": _hashes(one.digests),
        "data": [{"type": "dataset", "name": one.name}],
    }
