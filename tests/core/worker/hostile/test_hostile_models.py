"""Models made to do harm, or broken on their way, are refused in one sentence and never run."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from core.errors import InputError, JobError, RefusedError, TouchstoneError
from core.jobs import run_to_end
from core.runs import evaluate, inspect_model
from core.worker.inspection import inspect
from core.worker.model import Session
from tests.core.worker import made


def problems(path: Path) -> list[tuple[str, str]]:
    return [(problem["kind"], problem["sentence"]) for problem in inspect(path)["problems"]]


def refused(path: Path) -> str:
    with pytest.raises(RefusedError) as error:
        Session(path, inspect(path))
    assert "not run" in error.value.hint
    return error.value.message


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("../secret.bin", "external-parent"),
        ("inside/../../secret.bin", "external-parent"),
        ("..\\secret.bin", "external-parent"),
        ("/etc/passwd", "external-absolute"),
        ("C:\\Windows\\win.ini", "external-absolute"),
        ("c:secret.bin", "external-absolute"),
        ("\\\\server\\share\\x", "external-absolute"),
        ("", "external-empty"),
        ("a\x00b", "external-empty"),
        ("not-there.bin", "external-missing"),
        (".", "external-no-file"),
    ],
)
def test_a_model_that_reaches_outside_its_folder_is_refused(tmp_path: Path, location: str, kind: str):
    (tmp_path / "secret.bin").write_bytes(bytes(16))
    folder = tmp_path / "folder"
    folder.mkdir()
    path = made.external(folder / "model.onnx", location)
    assert [found for found, _ in problems(path)] == [kind]
    refused(path)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_is_not_followed(tmp_path: Path, link: str):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "w.bin").write_bytes(bytes(16))
    folder = tmp_path / "folder"
    folder.mkdir()
    if link == "file":
        (folder / "w.bin").symlink_to(outside / "w.bin")
        path = made.external(folder / "model.onnx", "w.bin")
    else:
        (folder / "sub").symlink_to(outside, target_is_directory=True)
        path = made.external(folder / "model.onnx", "sub/w.bin")
    assert [kind for kind, _ in problems(path)] == ["external-link"]
    assert "link" in refused(path)


@pytest.mark.parametrize(
    "keys",
    [{"offset": "8"}, {"length": "8"}, {"offset": "-4"}, {"length": "-1"}, {"offset": "x"}, {"length": "999999999999"}],
)
def test_external_data_that_does_not_fit_its_file_is_refused(tmp_path: Path, keys: dict[str, str]):
    (tmp_path / "w.bin").write_bytes(bytes(16))
    path = made.external(tmp_path / "model.onnx", "w.bin", **keys)
    assert [kind for kind, _ in problems(path)] == ["external-span"]
    refused(path)


def test_external_data_beside_the_model_is_used_and_counted_in_the_digest(tmp_path: Path):
    (tmp_path / "w.bin").write_bytes(np.eye(2, dtype=np.float32).tobytes())
    path = made.external(tmp_path / "model.onnx", "w.bin", offset="0", length="16")
    found = inspect(path)
    assert found["problems"] == []
    assert found["parameters"] == 4
    assert [file["name"] for file in found["files"]] == ["model.onnx", "w.bin"]
    assert found["size_bytes"] == path.stat().st_size + 16
    before = found["sha256"]
    x = np.array([[3.0, 4.0]], dtype=np.float32)
    assert Session(path, found).run("scores", {"x": x}).tolist() == [[3.0, 4.0]]
    (tmp_path / "w.bin").write_bytes(np.ones((2, 2), dtype=np.float32).tobytes())
    assert inspect(path)["sha256"] != before


def custom(path: Path, domain: str = "evil.ops", **more: object) -> Path:
    graph = helper.make_graph(
        [helper.make_node("Steal", ["x"], ["scores"], domain=domain)],
        "custom",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 2])],
    )
    return made.save(path, graph, domains=(domain,), **more)


def test_an_operator_from_outside_is_named_and_refused(tmp_path: Path):
    path = custom(tmp_path / "model.onnx")
    found = inspect(path)
    assert found["custom_operators"] == ["evil.ops.Steal"]
    assert found["custom_domains"] == ["evil.ops"]
    assert "evil.ops.Steal" in refused(path)


def test_an_operator_that_the_plan_lets_through_still_needs_its_code(tmp_path: Path):
    path = custom(tmp_path / "model.onnx")
    with pytest.raises(InputError, match="can't be loaded"):
        Session(path, inspect(path), allow_domains=["evil.ops"])


def test_an_operator_hidden_in_a_branch_is_found(tmp_path: Path):
    value = helper.make_tensor_value_info("s", TensorProto.FLOAT, [None, 2])
    then = helper.make_graph([helper.make_node("Steal", ["x"], ["s"], domain="evil.ops")], "then", [], [value])
    other = helper.make_graph([helper.make_node("Identity", ["x"], ["s"])], "else", [], [value])
    graph = helper.make_graph(
        [helper.make_node("If", ["c"], ["scores"], then_branch=then, else_branch=other)],
        "branch",
        [
            helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2]),
            helper.make_tensor_value_info("c", TensorProto.BOOL, []),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 2])],
    )
    path = made.save(tmp_path / "model.onnx", graph, domains=("evil.ops",))
    assert inspect(path)["custom_operators"] == ["evil.ops.Steal"]


def test_external_data_hidden_in_an_attribute_is_found(tmp_path: Path):
    tensor = TensorProto(data_type=TensorProto.FLOAT, dims=[1], data_location=TensorProto.EXTERNAL)
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../../etc/shadow"
    graph = helper.make_graph(
        [helper.make_node("Constant", [], ["scores"], value=tensor)],
        "constant",
        [],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1])],
    )
    assert [kind for kind, _ in problems(made.save(tmp_path / "model.onnx", graph))] == ["external-parent"]


def test_functions_that_the_model_brings_along_are_no_custom_operators(tmp_path: Path):
    function = helper.make_function(
        "mine", "Twice", ["a"], ["b"], [helper.make_node("Add", ["a", "a"], ["b"])], [helper.make_opsetid("", 17)]
    )
    graph = helper.make_graph(
        [helper.make_node("Twice", ["x"], ["scores"], domain="mine")],
        "own",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 2])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 2])],
    )
    path = made.save(tmp_path / "model.onnx", graph, domains=("mine",), functions=[function])
    found = inspect(path)
    assert (found["custom_operators"], found["functions"], found["problems"]) == ([], ["mine.Twice"], [])
    x = np.ones((1, 2), dtype=np.float32)
    assert Session(path, found).run("scores", {"x": x}).tolist() == [[2.0, 2.0]]


@pytest.mark.parametrize("dims", [[1 << 40, 1 << 40], [-1, 2], [3]])
def test_a_tensor_that_claims_another_size_than_it_has_is_refused(tmp_path: Path, dims: list[int]):
    path = made.linear(tmp_path / "model.onnx", np.eye(2))
    model = onnx.load(path)
    del model.graph.initializer[0].dims[:]
    model.graph.initializer[0].dims.extend(dims)
    path.write_bytes(model.SerializeToString())
    assert [kind for kind, _ in problems(path)] == ["tensor-size"]
    refused(path)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"", "no ONNX model"),
        (b"\xff" * 100, "no ONNX model"),
        (b"hello, world\n", "no ONNX model"),
        (b"\x80\x04\x95", "pickle"),
        (b"PK\x03\x04", "ZIP"),
        (b"MZ\x90", "Windows program"),
        (b"\x7fELF", "Linux program"),
        (b"\x89HDF\r\n", "HDF5"),
        (b"\x0a" * 5000, "no ONNX model"),
    ],
)
def test_bytes_that_are_no_model_are_named_for_what_they_are(tmp_path: Path, start: bytes, words: str):
    path = tmp_path / "model.onnx"
    path.write_bytes(start)
    with pytest.raises(TouchstoneError, match=words):
        inspect(path)


def test_every_way_of_cutting_a_model_short_is_told(tmp_path: Path):
    whole = (made.MODELS / "digits" / "digits_lr.onnx").read_bytes()
    path = tmp_path / "model.onnx"
    for size in range(1, len(whole), 97):
        path.write_bytes(whole[:size])
        with pytest.raises((InputError, RefusedError)):
            Session(path, inspect(path))


def test_a_model_with_random_bytes_changed_never_ends_in_a_bug(tmp_path: Path):
    whole = np.frombuffer((made.MODELS / "digits" / "digits_lr.onnx").read_bytes(), dtype=np.uint8)
    generator = np.random.default_rng(3)
    path = tmp_path / "model.onnx"
    for _ in range(150):
        changed = whole.copy()
        changed[generator.integers(0, len(whole), 5)] = generator.integers(0, 256, 5)
        path.write_bytes(changed.tobytes())
        with suppress(TouchstoneError):
            inspect(path)


def test_a_graph_nested_too_deep_is_refused(tmp_path: Path):
    def field(number: int, body: bytes) -> bytes:
        size, length = bytearray(), len(body)
        while length > 127:
            size.append(length & 127 | 128)
            length >>= 7
        return bytes([number << 3 | 2, *size, length]) + body

    graph = b""
    for _ in range(2_000):  # graph in attribute in node in graph
        graph = field(1, field(5, field(6, graph)))
    (tmp_path / "model.onnx").write_bytes(b"\x08\x08" + field(7, graph))
    with pytest.raises(InputError, match="parsed"):
        inspect(tmp_path / "model.onnx")


def test_a_refused_model_is_still_looked_at_and_its_reading_says_why(tmp_path: Path):
    custom(tmp_path / "model.onnx")
    rows = "\n".join(f"{index % 3},{index % 2},{index % 2}" for index in range(40))
    made.table(tmp_path / "test.csv", f"a,b,y\n{rows}\n")
    plan = made.plan(tmp_path, inputs={"x": {"columns": ["a", "b"]}}, probes=["file-safety", "perf-ci"])
    safety, performance = evaluate(plan)
    assert safety["status"] == "ok"
    counted = {metric["name"]: metric["estimate"] for metric in safety["metrics"] if metric["slice"] is None}
    assert counted["unsafe_constructs"] == 1
    assert performance["status"] == "failed"
    assert "evil.ops.Steal" in performance["reason"]


def test_the_worker_says_the_same_sentence(tmp_path: Path):
    (tmp_path / "model.onnx").write_bytes(b"\x80\x04\x95")
    with pytest.raises(JobError, match="pickle"):
        run_to_end(inspect_model(tmp_path / "model.onnx"))
