"""A probe that compares whole records gets every column of the table as written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import InputError
from core.probe import Data
from core.worker.run_probe import run
from core.worker.subject import open_subject
from tests.core.worker import made

CSV = "name,a,b,note,y\nr1,1,2,late ,1\nr2,3,1,,0\nr3,0,5,kept,1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.linear(tmp_path / "model.onnx", np.eye(2))
    made.table(tmp_path / "test.csv", CSV)
    made.table(tmp_path / "train.csv", CSV.replace("r1", "q1").replace("r2", "q2"))
    return tmp_path


def data_of(folder: Path, *, with_columns: bool = True, **fields: object) -> Data:
    where = {"test": "test.csv", "train": "train.csv", "label": "y", **fields}
    plan = made.plan(folder, data=where, inputs={"x": {"columns": ["a", "b"]}})
    return open_subject(plan, made.Silent(), with_train=True, with_columns=with_columns).data


def test_all_columns_come_as_written_only_where_they_are_asked_for(folder: Path):
    data = data_of(folder)
    assert data.test.columns is not None
    assert {name: list(texts) for name, texts in data.test.columns.items()} == {
        "name": ["r1", "r2", "r3"],
        "a": ["1", "3", "0"],
        "b": ["2", "1", "5"],
        "note": ["late", "", "kept"],
        "y": ["1", "0", "1"],
    }
    assert data.train is not None
    assert list((data.train.columns or {})["name"]) == ["q1", "q2", "r3"]
    assert data.label_column == "y"
    assert data.column_names == {"x": ("a", "b")}
    assert data_of(folder, with_columns=False).test.columns is None


def test_rows_that_are_drawn_keep_their_columns_together(folder: Path):
    data = data_of(folder, rows=2)
    assert data.test.columns is not None
    assert list(data.test.columns["a"].astype(float)) == list(data.test.inputs["x"][:, 0])
    assert len(data.test.columns["name"]) == 2


def test_a_wanted_column_that_one_part_lacks_is_refused_by_its_name(folder: Path):
    made.table(folder / "train.csv", "name,a,b,note\nr1,1,2,late\n")
    with pytest.raises(InputError, match=r'train.csv has no column "y"'):
        data_of(folder)


def test_pictures_in_files_are_no_table_whose_columns_could_be_compared(tmp_path: Path):
    from onnx import TensorProto

    made.named(tmp_path / "model.onnx", {"x": (TensorProto.FLOAT, [None, 3, 8, 8])})
    for part in ("test", "train"):
        for name in ("one", "two"):
            made.picture(tmp_path / part / name / f"{name}.png")
    plan = made.plan(
        tmp_path,
        data={"test": "test", "train": "train", "label": "class"},
        inputs={"x": {"images": {"size": [8, 8]}}},
        outputs={"classes": ["one", "two"], "kind": "logits"},
    )
    assert open_subject(plan, made.Silent(), with_train=True, with_columns=True).data.test.columns is None


def test_leakage_compares_all_columns_of_the_table(folder: Path):
    from core.probes import probe

    plan = made.plan(
        folder, data={"test": "test.csv", "train": "train.csv", "label": "y"}, inputs={"x": {"columns": ["a", "b"]}}
    )
    reading = run(plan, probe("leakage"), made.Silent())
    assert reading.status == "ok"
    assert reading.facts["records"] == "all columns of the table"
    overlap = next(one for one in reading.metrics if one.name == "exact_overlap")
    assert overlap.estimate == pytest.approx(1 / 3)  # two of three differ in a column that the model never sees
