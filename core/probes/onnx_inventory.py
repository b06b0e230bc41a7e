"""What the model file holds: operators, versions, inputs and outputs, parameters, metadata, sizes.

Everything comes from parsing the file (core/worker/inspection.py); the model is not run. The numbers are exact counts.
Units are said with each metric. Source: the ONNX IR specification (onnx.proto3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.chart.model import Axis, Chart, Point, Series
from core.measure.intervals import exact
from core.probe import Data, Explanation, Measured, Metric, Model, Needs, Probe, Reading, Report, SettingValue
from core.probes import wording

MOST_SHOWN = 12

UNITS = {
    "parameters": "numbers",
    "attribute_values": "numbers",
    "nodes": "nodes",
    "operators": "kinds of operator",
    "opset_version": "version",
    "size_bytes": "bytes",
    "files": "files",
    "inputs": "inputs",
    "outputs": "outputs",
    "metadata_entries": "entries",
}
KEPT_AS_FACTS = (
    "file",
    "sha256",
    "files",
    "ir_version",
    "opset",
    "producer",
    "producer_version",
    "domain",
    "model_version",
    "description",
    "metadata",
    "inputs",
    "outputs",
    "operators",
    "functions",
    "external",
    "custom_domains",
    "class_labels",
)


def run(
    model: Model, _data: Data, _settings: Mapping[str, SettingValue], _rng: np.random.Generator, report: Report
) -> Measured:
    report.progress(0, 1, "counting what the file holds")
    found = model.inspection
    counts = {
        "parameters": found["parameters"],
        "attribute_values": found["attribute_values"],
        "nodes": found["nodes"],
        "operators": len(found["operators"]),
        "opset_version": found["opset"].get("ai.onnx", 0),
        "size_bytes": found["size_bytes"],
        "files": len(found["files"]),
        "inputs": len(found["inputs"]),
        "outputs": len(found["outputs"]),
        "metadata_entries": len(found["metadata"]),
    }
    metrics = [exact(value, n=found["nodes"]).metric(name, unit=UNITS[name]) for name, value in counts.items()]
    warnings = [] if found["metadata"] or found["description"] else ["The file describes itself by no metadata at all."]
    return Measured(metrics=metrics, warnings=warnings, facts={name: found.get(name) for name in KEPT_AS_FACTS})


def explain(reading: Reading) -> Explanation:
    """The reading in words, the operators as bars, and tables of counts, of inputs and outputs, and of metadata."""
    parameters = wording.find(reading, "parameters")
    nodes = wording.find(reading, "nodes")
    if parameters is None or nodes is None:
        return wording.nothing_measured(reading)
    facts = reading.facts
    made_by = f"{facts.get('producer') or 'an unnamed program'} {facts.get('producer_version') or ''}".strip()
    in_attributes = wording.find(reading, "attribute_values")
    beside = f" and {wording.number(in_attributes)} numbers in attributes" if in_attributes else ""
    # Trees and scikit-learn models keep what they learned in attributes of their nodes, not in tensors.
    in_tensors = in_attributes is None or (parameters.estimate or 0) >= (in_attributes.estimate or 0)
    return Explanation(
        headline=parameters if in_tensors else in_attributes,
        sentence=f"The file holds {wording.number(parameters)} parameters{beside} in {wording.number(nodes)} nodes of "
        f"{len(facts['operators'])} kinds; it was written by {made_by}.",
        means="The file is what is listed here: compare it with the model card and the bill of materials.",
        does_not_mean="A complete list is no statement on where the model came from or how well it works.",
        charts=(_operator_chart(facts["operators"]),),
        tables=(
            ("Counts", ("What", "Number", "Unit"), _count_rows(reading.metrics)),
            ("Inputs and outputs", ("Side", "Name", "Type", "Shape"), _value_rows(facts)),
            ("Versions and metadata", ("Name", "Text"), _metadata_rows(facts)),
        ),
    )


def _operator_chart(operators: list[Mapping[str, Any]]) -> Chart:
    shown = operators[:MOST_SHOWN]
    points = tuple(Point(label=str(one["name"]), y=float(one["count"]), n=int(one["count"])) for one in shown)
    most = f"{shown[0]['name']} occurs most often, {shown[0]['count']:,} times." if shown else "There are no operators."
    left_out = f" {len(operators) - len(shown)} rarer kinds are not drawn." if len(operators) > len(shown) else ""
    return Chart(
        kind="bars",
        title="Operators by number of nodes",
        summary=most + left_out,
        series=(Series(name="nodes", points=points),),
        value=Axis(label="Nodes", low=0.0),
        header=("Operator", "Domain", "Nodes"),
        rows=tuple((str(one["name"]), str(one["domain"]), f"{one['count']:,}") for one in operators),
    )


def _count_rows(metrics: tuple[Metric, ...]) -> wording.Rows:
    return tuple((wording.title_of(metric.name), wording.number(metric), metric.unit) for metric in metrics)


def _value_rows(facts: Mapping[str, Any]) -> wording.Rows:
    return tuple(
        (side, str(value["name"]), _type_of(value), _shape_of(value.get("shape")))
        for side, values in (("input", facts["inputs"]), ("output", facts["outputs"]))
        for value in values
    )


def _type_of(value: Mapping[str, Any]) -> str:
    kind, type_ = str(value.get("kind", "tensor")), str(value.get("type", ""))
    return type_ if kind == "tensor" else f"{kind} of {type_}"


def _shape_of(shape: list[int | str | None] | None) -> str:
    if shape is None:
        return "not said"
    return " × ".join("any" if size is None else str(size) for size in shape) or "one number"


def _metadata_rows(facts: Mapping[str, Any]) -> wording.Rows:
    versions = [(f"opset of {domain}", str(version)) for domain, version in facts["opset"].items()]
    named = [(name.replace("_", " "), str(facts[name])) for name in ("producer", "producer_version") if facts.get(name)]
    own = [(str(key), str(text)) for key, text in facts["metadata"].items()]
    return (("IR version", str(facts["ir_version"])), *versions, *named, *own)


PROBE = Probe(
    id="onnx-inventory",
    version="1.0.0",
    title="ONNX inventory",
    measures="What the model file holds: operators, versions, inputs and outputs, parameters and metadata.",
    items=("MOD-SEC-1", "MOD-SEC-2", "MOD-TRA-1", "POST-OTH-1"),
    needs=Needs(data=False),
    cost="A moment: the file is parsed once and not run.",
    source="The ONNX IR specification, onnx.proto3.",
    run=run,
    explain=explain,
    metrics=tuple(UNITS),
)
