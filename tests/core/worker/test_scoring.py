"""Rows go to the model in fixed chunks, on all cores, and always give the same bits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

from core.errors import InputError
from core.probe import Data, Part
from core.worker import scoring
from core.worker.chunks import chunk_rows, fixed_batch
from core.worker.inspection import inspect
from core.worker.model import Session
from core.worker.outputs import ScoreOutput
from core.worker.scoring import ScoringModel
from core.worker.subject import open_subject
from tests.core.worker import made


def data_of(x: np.ndarray, classes: tuple[str, ...] = ("0", "1"), **more: Any) -> Data:
    part = Part(n=len(x), inputs={"x": x}, labels=None, groups={}, sha256="")
    given: dict[str, Any] = {"task": "binary", "positive": 1, "favourable": None, "threshold": None, **more}
    return Data(classes=classes, test=part, **given)


def scorer(path: Path, data: Data, kind: Any = "probabilities", report: Any = None) -> ScoringModel:
    found = inspect(path)
    output = ScoreOutput(name=found["outputs"][0]["name"], kind=kind, width=None)
    return ScoringModel(
        inspection=found,
        open_run=lambda: Session(path, found).run,
        output=output,
        data=data,
        report=report or made.Silent(),
    )


@pytest.mark.parametrize(
    ("shapes", "rows"),
    [
        ([(9,)], 256),
        ([()], 256),
        ([(1,)] * 9, 256),
        ([(2048,)], 64),
        ([(100_000,)], 8),
        ([(1, 8, 8)], 64),
        ([(3, 64, 64)], 8),
        ([(3, 224, 224)], 4),
    ],
)
def test_the_rule_of_chunks(shapes: list[tuple[int, ...]], rows: int):
    assert chunk_rows({str(index): np.zeros((2, *shape)) for index, shape in enumerate(shapes)}) == rows


def test_the_rule_does_not_know_the_machine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert chunk_rows({"x": np.zeros((2, 9))}) == 256


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_the_number_of_threads_does_not_change_a_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int):
    path = made.MODELS / "digits" / "digits_cnn_dynamo20.onnx"
    x = np.random.default_rng(2).uniform(0, 16, (300, 1, 8, 8)).astype(np.float32)
    classes = tuple(map(str, range(10)))
    given: dict[str, Any] = {"task": "multiclass", "positive": None}
    monkeypatch.setattr(scoring, "cores", lambda: threads)
    name = inspect(path)["inputs"][0]["name"]
    part = Part(n=300, inputs={name: x}, labels=None, groups={}, sha256="")
    data = Data(classes=classes, test=part, favourable=None, threshold=None, **given)
    model = scorer(path, data, "logits")
    found = model.predict(part.inputs)
    model.close()
    alone = np.concatenate(
        [scorer(path, data, "logits").predict({name: x[start : start + 64]}) for start in range(0, 300, 64)]
    )
    assert found.tobytes() == alone.tobytes()


@pytest.mark.parametrize("n", [1, 3, 4, 7, 20])
def test_a_fixed_batch_is_filled_up_and_cut_again(tmp_path: Path, n: int):
    path = made.linear(tmp_path / "m.onnx", np.array([[1.0, -1.0]]), end="Identity", batch=4)
    x = np.arange(n, dtype=np.float32).reshape(n, 1)
    model = scorer(path, data_of(x))
    assert model.predict({"x": x}).tolist() == [[row, -row] for row in range(n)]
    model.close()


def test_inputs_that_declare_different_batches_are_refused():
    declared = [{"name": "a", "shape": [2, 1]}, {"name": "b", "shape": [3, 1]}]
    inputs = dict.fromkeys(("a", "b", "c"), np.zeros((1, 1)))
    with pytest.raises(InputError, match="2, 3"):
        fixed_batch({"inputs": declared}, inputs)
    assert fixed_batch({"inputs": declared}, {"b": inputs["b"]}) == 3
    opened = [{"name": name, "shape": shape} for name, shape in (("a", [None, 1]), ("b", ["n"]), ("c", None))]
    assert fixed_batch({"inputs": opened}, inputs) is None


def test_the_scores_of_the_test_part_are_computed_once_and_cant_be_changed(tmp_path: Path):
    path = made.linear(tmp_path / "m.onnx", np.eye(2))
    data = data_of(np.ones((3, 2), dtype=np.float32))
    model = scorer(path, data)
    first = model.predict(data.test.inputs)
    assert model.predict(data.test.inputs) is first
    with pytest.raises(ValueError, match="read-only"):
        first[0, 0] = 9.0
    assert model.predict(dict(data.test.inputs)) is not first


def test_no_rows_give_no_scores(tmp_path: Path):
    path = made.linear(tmp_path / "m.onnx", np.eye(2))
    data = data_of(np.ones((3, 2), dtype=np.float32))
    assert scorer(path, data).predict({"x": np.zeros((0, 2), dtype=np.float32)}).shape == (0, 2)


@pytest.mark.parametrize(
    ("threshold", "positive", "scores", "decided"),
    [
        (None, 1, [[0.6, 0.4], [0.5, 0.5], [0.4, 0.6]], [0, 1, 1]),
        (None, 0, [[0.6, 0.4], [0.5, 0.5], [0.4, 0.6]], [0, 0, 1]),
        (0.4, 1, [[0.6, 0.4], [0.7, 0.3]], [1, 0]),
        (0.9, 0, [[0.95, 0.05], [0.7, 0.3]], [0, 1]),
    ],
)
def test_decisions(tmp_path: Path, threshold: float | None, positive: int, scores: Any, decided: list[int]):
    path = made.linear(tmp_path / "m.onnx", np.eye(2))
    data = data_of(np.ones((3, 2), dtype=np.float32), threshold=threshold, positive=positive)
    assert scorer(path, data).decide(np.array(scores)).tolist() == decided


def test_progress_is_said_by_chunk(tmp_path: Path):
    said: list[tuple[int, int, str]] = []

    class Heard(made.Silent):
        def progress(self, done: int, total: int, text: str = "") -> None:
            said.append((done, total, text))

    path = made.linear(tmp_path / "m.onnx", np.eye(2))
    x = np.ones((1000, 2), dtype=np.float32)
    model = scorer(path, data_of(x), report=Heard())
    model.predict({"x": x}, "scoring")
    model.predict({"x": x})
    model.close()
    assert [done for done, _, _ in said] == [1, 2, 3, 4]
    assert said[-1] == (4, 4, "scoring")


def test_a_model_that_refuses_the_rows_says_so_in_one_sentence(tmp_path: Path):
    path = made.linear(tmp_path / "m.onnx", np.eye(2))
    model = scorer(path, data_of(np.ones((3, 2), dtype=np.float32)))
    with pytest.raises(InputError, match="shape of the data does not fit"):
        model.predict({"x": np.ones((3, 5), dtype=np.float32)})
    with pytest.raises(InputError, match="type of the data does not fit"):
        model.predict({"x": np.ones((3, 2), dtype=np.float64)})


def test_a_missing_locale_is_told():
    from core.worker.model_errors import sentence_for

    said = "[ONNXRuntimeError] : 1 : FAIL : Exception during initialization: Failed to construct locale with name:en_US"
    error = sentence_for(RuntimeError(said), "The model spam.onnx can't be loaded")
    assert "StringNormalizer needs a locale" in error.message
    assert "en_US.UTF-8" in error.hint


def test_a_model_with_zipmap_and_a_fixed_batch_is_bound(tmp_path: Path):
    path = made.MODELS / "edge" / "logreg_iris.onnx"
    rows = "\n".join(f"{index / 10},{index / 5},{index % 3}" for index in range(7))
    made.table(tmp_path / "test.csv", f"a,b,y\n{rows}\n")
    plan = made.plan(tmp_path, model=str(path), task="multiclass")
    subject = open_subject(plan, made.Silent())
    scores = subject.model.predict(subject.data.test.inputs)
    assert subject.data.classes == ("0", "1", "2")
    assert scores.shape == (7, 3)
    assert np.isfinite(scores).all()
    subject.model.close()


def test_an_export_that_declares_one_label_and_gives_many_is_read(tmp_path: Path):
    # As LightGBM's exports do: label [1] is declared, [N] comes.
    graph = helper.make_graph(
        [
            helper.make_node("ArgMax", ["x"], ["label"], axis=1, keepdims=0),
            helper.make_node("Softmax", ["x"], ["probabilities"]),
        ],
        "lightgbm",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])],
        [
            helper.make_tensor_value_info("label", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [1, 2]),
        ],
    )
    made.save(tmp_path / "model.onnx", graph)
    made.table(tmp_path / "test.csv", "a,b,y\n1,2,1\n3,1,0\n0,5,1\n")
    for output in ({"scores": "label", "kind": "label"}, {"scores": "probabilities", "kind": "probabilities"}):
        subject = open_subject(made.plan(tmp_path, outputs=output), made.Silent())
        assert subject.model.decide(subject.model.predict(subject.data.test.inputs)).tolist() == [1, 0, 1]


def test_a_tie_is_not_decided_by_the_rounding_of_float32(tmp_path: Path):
    path = made.linear(tmp_path / "m.onnx", np.eye(2))
    model = scorer(path, data_of(np.ones((3, 2), dtype=np.float32)))
    for pair in ([0.5, 0.5], [0.5000002384185791, 0.4999997913837433], [0.4999997913837433, 0.5000002384185791]):
        assert model.decide(np.array([pair])).tolist() == [1]
    assert model.decide(np.array([[0.50001, 0.49999]])).tolist() == [0]
