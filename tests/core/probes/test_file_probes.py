"""The two probes that only look at the file: exact counts from the inspection of real files, hostile ones too."""

from __future__ import annotations

from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from core.probe import Reading
from core.probes import probe, wording
from core.worker.inspection import inspect
from tests.core.probes.linear_world import LinearModel, made, read

SAFETY = probe("file-safety")
INVENTORY = probe("onnx-inventory")


def reading_of(probe_id: str, path: Path) -> Reading:
    model, data = made("binary")
    looked_at = LinearModel(weights=model.weights, positive=1, inspection=inspect(path))
    return read(probe(probe_id), looked_at, data)


def number(reading: Reading, name: str) -> float:
    metric = wording.find(reading, name)
    assert metric is not None
    assert metric.low == metric.estimate == metric.high
    assert metric.method == "exact"
    return metric.estimate  # type: ignore[return-value]


def hostile(path: Path) -> Path:
    """A model with a tensor at "../secret", another at an absolute path, and an operator of a foreign domain."""
    tensors = []
    for name, location in (("up", "../secret"), ("away", "/etc/passwd")):
        tensor = helper.make_tensor(name, TensorProto.FLOAT, [2], [1.0, 2.0])
        tensor.ClearField("float_data")
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value=location)
        tensors.append(tensor)
    nodes = [
        helper.make_node("Add", ["up", "away"], ["sum"]),
        helper.make_node("Run", ["sum"], ["y"], domain="org.example.shell"),
    ]
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [2])
    graph = helper.make_graph(nodes, "hostile", [], [y], initializer=tensors)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("org.example.shell", 1)]
    path.write_bytes(helper.make_model(graph, opset_imports=opsets).SerializeToString())
    return path


def test_planted_unsafe_constructs_are_counted_by_kind_and_named(tmp_path: Path) -> None:
    reading = reading_of("file-safety", hostile(tmp_path / "hostile.onnx"))
    assert number(reading, "unsafe_constructs") == 3
    by_kind = {
        metric.slice["kind"]: metric.estimate  # type: ignore[index]
        for metric in reading.metrics
        if metric.name == "unsafe_constructs_by_kind"
    }
    assert {kind for kind, count in by_kind.items() if count} == {
        "external-parent",
        "external-absolute",
        "custom-operator",
    }
    explained = SAFETY.explain(reading)
    assert "3 unsafe constructs" in explained.sentence
    assert any("/etc/passwd" in text for row in explained.tables[0][2] for text in row)


@pytest.mark.parametrize(
    "path",
    ["resources/demo/adult_hgb.onnx", "tests/models/digits/digits_mlp.onnx", "tests/models/loanapp/loanapp_lr.onnx"],
)
def test_clean_files_are_not_accused(path: str) -> None:
    reading = reading_of("file-safety", Path(path))
    assert number(reading, "unsafe_constructs") == 0
    assert "0 unsafe constructs" in SAFETY.explain(reading).sentence


def test_the_inventory_counts_what_onnx_itself_counts() -> None:
    path = Path("tests/models/digits/digits_mlp.onnx")
    model = onnx.load(path)
    reading = reading_of("onnx-inventory", path)
    elements = 0
    for tensor in model.graph.initializer:
        count = 1
        for size in tensor.dims:
            count *= size
        elements += count
    assert number(reading, "parameters") == elements
    assert number(reading, "nodes") == len(model.graph.node)
    assert number(reading, "operators") == len({node.op_type for node in model.graph.node})
    assert number(reading, "size_bytes") == path.stat().st_size
    assert number(reading, "outputs") == len(model.graph.output)


def test_a_model_of_trees_is_headed_by_the_numbers_in_its_attributes() -> None:
    explained = INVENTORY.explain(reading_of("onnx-inventory", Path("resources/demo/adult_hgb.onnx")))
    assert explained.headline is not None
    assert explained.headline.name == "attribute_values"
