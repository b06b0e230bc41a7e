"""Of more rows than a plan allows, some are drawn by its seed, and everything still names the rows of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from onnx import TensorProto

from core.errors import InputError
from core.hashing import file_sha256
from core.plan import plan_text
from core.worker import preview
from core.worker.subject import Subject, open_subject
from tests.core.worker import made

N = 500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Row i holds i in every column and array, and its label is i % 2."""
    made.linear(tmp_path / "model.onnx", np.eye(2), end="Identity")
    rows = np.arange(N)
    made.table(tmp_path / "d.csv", "a,b,y\n" + "".join(f"{row},{row},{row % 2}\n" for row in rows))
    np.savez(tmp_path / "d.npz", X_test=np.stack([rows, rows], axis=1), y_test=rows % 2, z=np.arange(3))
    columns = {name: Array(rows.tolist(), type=DataType.int64()) for name in ("a", "b")}
    columns["y"] = Array((rows % 2).tolist(), type=DataType.int64())
    write_parquet(Table.from_pydict(columns), tmp_path / "d.parquet")
    return tmp_path


def plan(folder: Path, name: str, **fields: Any) -> Any:
    inputs = {"x": {"array": "X"} if name.endswith("npz") else {"columns": ["a", "b"]}}
    data = {"test": name, "label": "y", "rows": 60} | fields.pop("data", {})
    return made.plan(folder, **({"data": data, "inputs": inputs} | fields))


def subject_of(given: Any) -> Subject:
    return open_subject(given, made.Silent(), with_train=True)


@pytest.mark.parametrize("name", ["d.csv", "d.parquet", "d.npz"])
def test_the_same_rows_are_drawn_from_every_kind_of_file(folder: Path, name: str):
    part = subject_of(plan(folder, name)).data.test
    drawn = part.inputs["x"][:, 0]
    assert len(set(drawn.tolist())) == part.n == 60
    assert (np.diff(drawn) > 0).all()
    assert part.labels is not None
    assert (part.labels == drawn % 2).all()
    assert (drawn == subject_of(plan(folder, "d.csv")).data.test.inputs["x"][:, 0]).all()
    assert part.sha256 == file_sha256(folder / name)
    assert not np.array_equal(drawn, subject_of(plan(folder, name, seed=1)).data.test.inputs["x"][:, 0])


@pytest.mark.parametrize("name", ["d.csv", "d.parquet", "d.npz"])
def test_fewer_rows_than_allowed_are_all_used(folder: Path, name: str):
    assert subject_of(plan(folder, name, data={"rows": N})).data.test.n == N


def test_training_data_are_drawn_apart_from_the_test(folder: Path):
    data = subject_of(plan(folder, "d.csv", data={"train": "d.csv"})).data
    assert data.train is not None
    assert data.train.n == 60
    assert not np.array_equal(data.train.inputs["x"], data.test.inputs["x"])


@pytest.mark.parametrize("name", ["d.csv", "d.parquet", "d.npz"])
def test_the_preview_shows_the_rows_of_the_file(folder: Path, name: str):
    task = {"plan": plan_text(plan(folder, name)), "folder": str(folder), "rows": 5}
    for row in preview.work(task, made.Silent())["first"]:
        held = row["cells"].get("a") or row["cells"]["X_test"].split(",")[0]
        assert int(held) == row["row"] - 1
        assert int(row["label"]) == int(held) % 2


def test_a_fault_is_named_by_its_row_in_the_file(folder: Path):
    text = (folder / "d.csv").read_text().replace("\n499,499,", "\n499,,")
    made.table(folder / "d.csv", text)
    given = plan(folder, "d.csv", data={"rows": N - 1})
    with pytest.raises(InputError, match=r"Row 500 \(line 501\)"):
        subject_of(given)


def test_arrays_of_other_lengths_are_never_drawn_side_by_side(folder: Path):
    with pytest.raises(InputError, match='different numbers of rows: "z" has 3, another 500'):
        subject_of(plan(folder, "d.npz", data={"label": "z"}))


def test_only_the_drawn_pictures_are_read(tmp_path: Path):
    made.named(tmp_path / "model.onnx", {"x": (TensorProto.FLOAT, [None, 3, 2, 2])})
    for number in range(20):
        made.picture(tmp_path / "all" / str(number % 2) / f"{number}.png")
    given = made.plan(tmp_path, data={"test": "all", "label": "class", "rows": 8}, outputs={"kind": "label"})
    subject = subject_of(given)
    assert subject.data.test.n == 8
    files = subject.test.texts("file") if subject.test else []
    assert len(files) == 8
    assert [int(file[0]) for file in files] == list(subject.data.test.labels)
