"""The bytes of any file become numbers, first and last, filled up where a file is short."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto

from core.errors import InputError
from core.plan import Bytes
from core.worker.data import load_data
from core.worker.file_bytes import bytes_of
from core.worker.inspection import inspect
from tests.core.worker import made


@pytest.mark.parametrize(
    ("content", "how", "expected"),
    [
        (b"abcdefgh", {"first": 3, "last": 2}, b"abcgh"),
        (b"ab", {"first": 3, "last": 3}, [97, 98, 256, 256, 97, 98]),
        (b"", {"first": 2, "last": 1}, [256, 256, 256]),
        (b"abc", {"first": 0, "last": 2}, b"bc"),
        (b"abc", {"first": 2}, b"ab"),
        (b" \n ab \t", {"first": 3, "last": 3, "strip": True}, [97, 98, 32, 32, 97, 98]),
        (b" \n ab \t", {"first": 2, "last": 2}, b" \n \t"),
        (b"    abcdefgh    ", {"first": 2, "last": 2, "strip": True, "block": 5}, [97, 0, 0, 104]),
        (bytes([0, 255]), {"first": 3, "pad": -1}, [0, 255, -1]),
    ],
)
def test_first_and_last_bytes(tmp_path: Path, content: bytes, how: dict[str, Any], expected: Any):
    (tmp_path / "f").write_bytes(content)
    assert bytes_of(tmp_path / "f", Bytes(**{"pad": 0 if "block" in how else 256} | how)).tolist() == list(expected)


def test_a_folder_of_files_is_bound_in_the_type_of_the_model(tmp_path: Path):
    made.named(tmp_path / "model.onnx", {"x": (TensorProto.INT32, [None, 4])})
    for name, content in {"csv/a.csv": b"a,b\n", "elf/b": b"\x7fELF", "elf/c": b"\x7fE"}.items():
        (tmp_path / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / name).write_bytes(content)
    fields: dict[str, Any] = {"data": {"test": "files", "label": "class"}, "outputs": {"kind": "label"}}
    plan = made.plan(tmp_path, inputs={"x": {"bytes": {"first": 2, "last": 2}}}, **fields)
    found = load_data(plan, inspect(tmp_path / "model.onnx"), with_train=False).data
    assert found.classes == ("csv", "elf")
    assert found.test.inputs["x"].dtype == np.int32
    assert found.test.inputs["x"][1].tolist() == list(b"\x7fELF")
    wrong = made.plan(tmp_path, inputs={"x": {"bytes": {"first": 2}}}, **fields)
    with pytest.raises(InputError, match="takes rows x 4 and the data gives rows x 2"):
        load_data(wrong, inspect(tmp_path / "model.onnx"), with_train=False)
