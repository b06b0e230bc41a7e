"""Every format is read inside a worker process too, where the network, programs and pickles are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from onnx import TensorProto

from core import runs
from core.errors import JobError
from core.jobs import run_to_end
from tests.core.worker import made
from tests.core.worker.test_tokens import TEXTS, tokenizer


def of_pictures(folder: Path) -> dict[str, Any]:
    for kind in ("cat", "dog"):
        made.picture(folder / "all" / kind / "1.jpg", size=(30, 20))
    made.named(folder / "model.onnx", {"x": (TensorProto.FLOAT, [None, 3, 1, 1])})
    return {
        "data": {"test": "all", "label": "class"},
        "task": "multiclass",
        "outputs": {"classes": ["cat", "dog", "x"]},
    }


def of_parquet(folder: Path) -> dict[str, Any]:
    columns = {"x": Array([0.2, 0.8], type=DataType.float64()), "y": Array([0, 1], type=DataType.int64())}
    write_parquet(Table.from_pydict(columns), folder / "test.parquet")
    made.named(folder / "model.onnx", {"x": (TensorProto.FLOAT, [None, 1])})
    return {"data": {"test": "test.parquet", "label": "y"}}


def of_tokens(folder: Path) -> dict[str, Any]:
    tokenizer(folder / "tokenizer.json")
    made.table(folder / "test.csv", TEXTS)
    made.named(folder / "model.onnx", {"x": (TensorProto.INT64, [None, None])})
    bound = {"text": "said", "tokenizer": "tokenizer.json", "pad": True, "max_length": 2}
    return {"inputs": {"x": bound}, "outputs": {"kind": "logits"}}


@pytest.mark.parametrize("given", [of_pictures, of_parquet, of_tokens])
def test_a_format_is_read_in_a_worker(tmp_path: Path, given: Any):
    found = run_to_end(runs.check_data(made.plan(tmp_path, **given(tmp_path)), rows=2))
    assert [row["said"] is not None for row in found["first"]] == [True, True], found["warnings"]


def test_a_parquet_file_that_is_damaged_ends_in_one_sentence(tmp_path: Path):
    fields = of_parquet(tmp_path)
    path = tmp_path / "test.parquet"
    path.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    with pytest.raises(JobError, match="is no Parquet file that can be read"):
        run_to_end(runs.check_data(made.plan(tmp_path, **fields), rows=2))
