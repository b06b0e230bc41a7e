"""Small models and tables made for the tests of the worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

from core.plan import Plan, parse_plan

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "resources" / "demo"
MODELS = ROOT / "tests" / "models"


class Silent:
    """A report that nobody hears."""

    def progress(self, done: int, total: int, text: str = "") -> None: ...


def plan(folder: Path, **fields: Any) -> Plan:
    """A plan of a binary task on model.onnx and test.csv in `folder`, with `fields` on top, written and read."""
    import yaml

    body: dict[str, Any] = {
        "name": "made",
        "model": "model.onnx",
        "task": "binary",
        "data": {"test": "test.csv", "label": "y"},
    }
    body |= fields
    return parse_plan(yaml.safe_dump({name: value for name, value in body.items() if value is not None}), folder)


def save(path: Path, graph: onnx.GraphProto, *, opset: int = 17, domains: tuple[str, ...] = (), **more: Any) -> Path:
    imports = [helper.make_opsetid("", opset), *(helper.make_opsetid(name, 1) for name in domains)]
    model = helper.make_model(graph, opset_imports=imports, **more)
    model.ir_version = 8
    path.write_bytes(model.SerializeToString())
    return path


def linear(
    path: Path,
    weights: np.ndarray,
    *,
    end: str = "Softmax",
    batch: int | str | None = None,
    dtype: int = TensorProto.FLOAT,
    output: str = "scores",
) -> Path:
    """x [batch, inputs] @ weights -> `end` (Softmax, Sigmoid, Identity) -> output [batch, classes]."""
    kind = helper.tensor_dtype_to_np_dtype(dtype)
    nodes = [helper.make_node("MatMul", ["x", "w"], ["z"]), helper.make_node(end, ["z"], [output])]
    graph = helper.make_graph(
        nodes,
        "linear",
        [helper.make_tensor_value_info("x", dtype, [batch, weights.shape[0]])],
        [helper.make_tensor_value_info(output, dtype, [batch, weights.shape[1]])],
        [onnx.numpy_helper.from_array(weights.astype(kind), "w")],
    )
    return save(path, graph)


def flat_pictures(path: Path, weights: np.ndarray, bias: tuple[float, ...]) -> Path:
    """Pictures x [rows, 3, 4, 4], flattened, times weights [48, classes] plus bias, through softmax."""
    classes = weights.shape[1]
    graph = helper.make_graph(
        [
            helper.make_node("Flatten", ["x"], ["flat"]),
            helper.make_node("Gemm", ["flat", "w", "b"], ["z"]),
            helper.make_node("Softmax", ["z"], ["scores"]),
        ],
        "pictures",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 3, 4, 4])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, classes])],
        [
            onnx.numpy_helper.from_array(weights.astype(np.float32), "w"),
            onnx.numpy_helper.from_array(np.array(bias, dtype=np.float32), "b"),
        ],
    )
    return save(path, graph)


def named(path: Path, inputs: dict[str, tuple[int, list[Any]]]) -> Path:
    """A model of several named inputs (name -> type, shape), whose first input is given back."""
    first = next(iter(inputs))
    kind, shape = inputs[first]
    graph = helper.make_graph(
        [helper.make_node("Identity", [first], ["scores"])],
        "named",
        [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
        [helper.make_tensor_value_info("scores", kind, shape)],
    )
    return save(path, graph)


def external(path: Path, location: str, **keys: str) -> Path:
    """A model whose only tensor is said to lie at `location`."""
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[2, 2])
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **keys}.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["scores"])],
        "external",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 2])],
        [tensor],
    )
    return save(path, graph)


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def picture(path: Path, colour: object = (200, 100, 50), size: tuple[int, int] = (8, 8), mode: str = "RGB") -> Path:
    """A picture of one colour, `size` as (width, height)."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, colour).save(path)
    return path
