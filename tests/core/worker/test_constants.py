"""Scalar and state inputs are filled for each batch, and what can't be is refused with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

from core.errors import InputError
from core.plan import Constant
from core.worker.constants import Constants
from core.worker.preview import work
from core.worker.subject import facts_of, open_subject
from tests.core.worker import made


def recurrent(path: Path, *, rate: int = TensorProto.INT64) -> Path:
    """x [n, 2], state [2, n, 1] and a rate without axes: x + the sum of both states, times the rate over 100."""
    nodes = [
        helper.make_node("ReduceSum", ["state", "first"], ["s"], keepdims=0),
        helper.make_node("Add", ["x", "s"], ["with_state"]),
        helper.make_node("Cast", ["rate"], ["r"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["with_state", "r"], ["scaled"]),
        helper.make_node("Div", ["scaled", "hundred"], ["scores"]),
    ]
    inputs = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 2]),
        helper.make_tensor_value_info("state", TensorProto.FLOAT, [2, "n", 1]),
        helper.make_tensor_value_info("rate", rate, []),
    ]
    output = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 2])
    kept = [
        helper.make_tensor("first", TensorProto.INT64, [1], [0]),
        helper.make_tensor("hundred", TensorProto.FLOAT, [], [100.0]),
    ]
    return made.save(path, helper.make_graph(nodes, "recurrent", inputs, [output], kept))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    recurrent(tmp_path / "model.onnx")
    rows = "".join(f"{row / 600},{1 - row / 600},{int(row < 300)}\n" for row in range(600))
    made.table(tmp_path / "test.csv", "a,b,y\n" + rows)
    return tmp_path


def plan(folder: Path, **inputs: Any) -> Any:
    return made.plan(folder, inputs={"x": {"columns": ["a", "b"]}} | inputs)


def test_scalars_and_states_follow_the_rows_of_each_batch(folder: Path):
    subject = open_subject(plan(folder, state={"constant": 0}, rate={"constant": 100}), made.Silent())
    assert list(subject.data.test.inputs) == ["x"]
    scores = subject.model.predict(subject.data.test.inputs)
    assert np.allclose(scores, subject.data.test.inputs["x"])
    assert facts_of(plan(folder, state={"constant": 0}, rate={"constant": 100}), subject)["float_input"]
    subject.model.close()
    other = open_subject(plan(folder, state={"constant": 0.5}, rate={"constant": 50}), made.Silent())
    assert np.allclose(other.model.predict(other.data.test.inputs), (scores + 1.0) / 2)
    other.model.close()


def test_the_preview_names_them_in_the_binding(folder: Path):
    from core.plan import plan_text

    given = plan(folder, state={"constant": 0}, rate={"constant": 100})
    found = work({"plan": plan_text(given), "folder": str(folder), "rows": 3}, made.Silent())
    assert found["inputs"]["rate"] == {"constant": 100.0}
    assert found["accuracy"] > 0.99


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"state": {"constant": 0}}, ['"rate" is not bound', "{constant: ...}"]),
        ({"rate": {"constant": 1}}, ['"state" is not bound', "{constant: 0}"]),
        ({"state": {"constant": 0}, "rate": {"column": "a"}}, ['"rate"', "{constant: ...}"]),
        ({"state": {"constant": 0}, "rate": {"constant": 0.5}}, ['"rate" takes int64', "0.5 does not fit"]),
        ({"state": {"constant": 0}, "rate": {"constant": 1e30}}, ["does not fit"]),
        ({"state": {"constant": "zero"}, "rate": {"constant": 1}}, ['"state" takes float32', '"zero"']),
        ({"x": {"constant": 0}, "state": {"constant": 0}, "rate": {"constant": 1}}, ["no data reach it"]),
    ],
)
def test_what_cant_be_bound_is_refused_with_what_to_do(folder: Path, inputs: dict[str, Any], words: list[str]):
    with pytest.raises(InputError) as error:
        open_subject(plan(folder, **inputs), made.Silent())
    for word in words:
        assert word in f"{error.value.message} {error.value.hint}"


def declared(kind: str, shape: list[Any] | None) -> dict[str, Any]:
    return {"inputs": [{"name": "c", "kind": "tensor", "type": kind, "shape": shape}]}


@pytest.mark.parametrize(
    ("kind", "shape", "value", "expected"),
    [
        ("int64", [], 16000.0, np.array(16000)),
        ("float32", [1], 0.5, np.array([0.5], dtype=np.float32)),
        ("float32", [None, 2], 1.0, np.ones((3, 2), dtype=np.float32)),
        ("float16", [2, "n", 2], 0.0, np.zeros((2, 3, 2), dtype=np.float16)),
        ("bool", [], 1.0, np.array(True)),
        ("string", [None], "en", np.array(["en"] * 3, dtype=object)),
    ],
)
def test_a_constant_has_the_type_and_the_shape_of_its_input(kind: str, shape: Any, value: Any, expected: Any):
    made_of = Constants({"c": Constant(constant=value)}, declared(kind, shape)).of(3)["c"]
    assert made_of.dtype == expected.dtype
    assert made_of.shape == expected.shape
    assert (made_of == expected).all()


@pytest.mark.parametrize(
    ("shape", "words"), [(None, "no declared shape"), (["n", "past"], "which of its open sizes are rows")]
)
def test_a_shape_that_cant_be_told_is_refused(shape: Any, words: str):
    with pytest.raises(InputError, match=words):
        Constants({"c": Constant(constant=0.0)}, declared("float32", shape))
