"""What a model file is, found by parsing alone: nothing is run, and no path that the model names is opened for it.

`inspect` gives a JSON-ready dict:

    file            name of the model file
    size_bytes      of the model file and the files beside it that it uses
    sha256          digest of the file; with external data, one digest over the sorted list of all files
    files           [{name, size_bytes, sha256}]
    ir_version      int
    opset           {domain: version}, the standard domain is called "ai.onnx"
    producer, producer_version, domain, model_version, description
    metadata        {key: text}, the first 500, texts cut to 2,000 characters
    inputs, outputs [{name, kind, type, shape}]: kind tensor | sequence | map | optional | unknown; type float32,
                    int64, string ...; shape a list of int (fixed), text (named) or null (open); null as a whole
                    when no rank is given
    operators       [{domain, name, count}], most frequent first
    nodes           int, all nodes of all graphs and functions
    parameters      int, elements of all initializers and constants (external ones too)
    parameter_bytes int
    parameter_types {type: elements}, of the same elements, most first
    attribute_values int, numbers kept in attributes (trees and scikit-learn models keep theirs there)
    attribute_floats int, those of them that are float32, as ONNX keeps floats in attributes
    functions       ["domain.name"] that the model brings along
    external        [{location, tensors, size_bytes, problem}]; problem is "" when the place may be used
    custom_domains  [domain] that are neither standard nor brought along as functions
    custom_operators ["domain.name"]
    class_labels    [text] in the order of the scores, or null when the file does not say
    problems        [{kind, subject, sentence}]: why the model will not be run. Kinds: external-empty,
                    external-absolute, external-parent, external-link, external-missing, external-no-file,
                    external-span, custom-operator, tensor-size
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from core.hashing import file_sha256, files_sha256
from core.worker import onnx_parse
from core.worker.class_labels import class_labels
from core.worker.tensors import survey
from core.worker.value_types import described

# Domains whose operators are built into the official onnxruntime.
KNOWN_DOMAINS = frozenset(
    {
        "ai.onnx",
        "ai.onnx.ml",
        "ai.onnx.preview",
        "ai.onnx.preview.training",
        "com.microsoft",
        "com.microsoft.nchwc",
        "com.ms.internal.nhwc",
    }
)
_LONGEST_TEXT = 2_000
_MOST_PROBLEMS = 100
_MOST_ENTRIES = 500


def inspect(path: Path) -> dict[str, Any]:
    """The inspection of the model file at `path`, as the head of this file describes.

    Raises InputError when the file can't be read or is no ONNX model, RefusedError when it is a pickle or a program.
    """
    model = onnx_parse.parse(path)
    found = survey(model, path.parent)
    operators = Counter((node.domain or "ai.onnx", node.op_type) for node in onnx_parse.nodes(model))
    own = {(function.domain or "ai.onnx", function.name) for function in model.functions}
    custom = sorted(f"{d}.{name}" for d, name in operators if d not in KNOWN_DOMAINS and (d, name) not in own)
    problems = found.problems + [_custom_problem(name) for name in custom]
    return {
        **_files(path, [entry["location"] for entry in found.external if not entry["problem"]]),
        **_head(model),
        "inputs": _inputs(model),
        "outputs": [described(value) for value in model.graph.output],
        "operators": [{"domain": d, "name": name, "count": n} for (d, name), n in _by_count(operators)],
        "nodes": operators.total(),
        "parameters": found.parameters,
        "parameter_bytes": found.parameter_bytes,
        "parameter_types": dict(found.by_type.most_common()),
        "attribute_values": sum(_numbers(node) for node in onnx_parse.nodes(model)),
        "attribute_floats": sum(len(one.floats) for node in onnx_parse.nodes(model) for one in node.attribute),
        "functions": sorted(f"{d}.{name}" for d, name in own),
        "external": found.external,
        "custom_domains": sorted({name.rpartition(".")[0] for name in custom}),
        "custom_operators": custom,
        "class_labels": class_labels(model),
        "problems": problems[:_MOST_PROBLEMS],
    }


def _files(path: Path, beside: list[str]) -> dict[str, Any]:
    paths = {path.name: path} | {location: path.parent / location for location in beside}
    files = [
        {"name": name, "size_bytes": place.stat().st_size, "sha256": file_sha256(place)}
        for name, place in sorted(paths.items())
    ]
    together = files_sha256((str(file["name"]), str(file["sha256"])) for file in files)
    return {
        "file": path.name,
        "size_bytes": sum(place.stat().st_size for place in paths.values()),
        "sha256": files[0]["sha256"] if len(files) == 1 else together,
        "files": files,
    }


def _head(model: Any) -> dict[str, Any]:
    return {
        "ir_version": model.ir_version,
        "opset": {entry.domain or "ai.onnx": entry.version for entry in model.opset_import},
        "producer": model.producer_name[:_LONGEST_TEXT],
        "producer_version": model.producer_version[:_LONGEST_TEXT],
        "domain": model.domain[:_LONGEST_TEXT],
        "model_version": model.model_version,
        "description": model.doc_string[:_LONGEST_TEXT],
        "metadata": {entry.key[:200]: entry.value[:_LONGEST_TEXT] for entry in model.metadata_props[:_MOST_ENTRIES]},
    }


def _inputs(model: Any) -> list[dict[str, Any]]:
    # Before IR version 4 every initializer was listed as an input too; those are not fed.
    filled = {tensor.name for tensor in model.graph.initializer}
    return [described(value) for value in model.graph.input if value.name not in filled]


def _by_count(operators: Counter[tuple[str, str]]) -> list[tuple[tuple[str, str], int]]:
    return sorted(operators.items(), key=lambda entry: (-entry[1], entry[0]))


def _numbers(node: Any) -> int:
    return sum(len(attribute.floats) + len(attribute.ints) for attribute in node.attribute)


def _custom_problem(name: str) -> dict[str, str]:
    domain = name.rpartition(".")[0]
    return {
        "kind": "custom-operator",
        "subject": domain,
        "sentence": f"The model uses the operator {name}, which is not part of ONNX: its code is outside the file.",
    }
