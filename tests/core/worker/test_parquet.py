"""Parquet tables give what the same table as CSV gives, and a damaged one is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from arro3.core import Array, DataType, Table, list_array
from arro3.io import write_parquet

from core.errors import InputError
from core.worker import columns
from core.worker.data import load_data
from core.worker.inspection import inspect
from core.worker.parquet_table import read_parquet
from tests.core.worker import made

TWO = {"x": {"columns": ["a", "b"]}}


def column(values: list[Any], kind: DataType) -> Array:
    return Array(values, type=kind)


def written(path: Path, **named: Array) -> Path:
    write_parquet(Table.from_pydict(named), path)
    return path


def good(path: Path, **more: Array) -> Path:
    return written(
        path,
        **{
            "a": column([1.0, 3.0, 5.5], DataType.float64()),
            "b": column([2, 4, 6], DataType.int32()),
            "y": column([0, 1, 1], DataType.int64()),
            "sex": column(["f", "m", None], DataType.utf8()),
        }
        | more,
    )


def loaded(folder: Path, **fields: Any) -> Any:
    data = {"test": "test.parquet", "label": "y", "groups": ["sex"]}
    plan = made.plan(folder, **({"data": data, "inputs": TWO} | fields))
    return load_data(plan, inspect(plan.path(plan.model or "")), with_train=False).data


def said(folder: Path, **fields: Any) -> str:
    with pytest.raises(InputError) as error:
        loaded(folder, **fields)
    return f"{error.value.message} {error.value.hint}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.linear(tmp_path / "model.onnx", np.eye(2))
    good(tmp_path / "test.parquet")
    return tmp_path


def test_it_gives_what_the_same_table_as_csv_gives(folder: Path):
    made.table(folder / "test.csv", "a,b,y,sex\n1,2,0,f\n3,4,1,m\n5.5,6,1,\n")
    parquet, csv = loaded(folder), loaded(folder, data={"test": "test.csv", "label": "y", "groups": ["sex"]})
    assert (parquet.test.inputs["x"] == csv.test.inputs["x"]).all()
    assert parquet.test.labels.tolist() == csv.test.labels.tolist()
    assert parquet.test.groups["sex"].tolist() == csv.test.groups["sex"].tolist() == ["f", "m", "(missing)"]
    assert parquet.classes == csv.classes


def test_its_start_tells_what_it_is_whatever_its_name(folder: Path):
    (folder / "test.parquet").rename(folder / "data.bin")
    assert loaded(folder, data={"test": "data.bin", "label": "y"}).test.n == 3


@pytest.mark.parametrize("kind", ["float32", "float64", "int8", "uint16", "int64"])
def test_every_type_of_number_is_read(folder: Path, kind: str):
    good(folder / "test.parquet", a=column([1, 2, 3], getattr(DataType, kind)()))
    assert loaded(folder).test.inputs["x"][:, 0].tolist() == [1, 2, 3]


def test_truth_values_dates_and_long_numbers_are_text(folder: Path):
    path = good(
        folder / "t.parquet",
        flag=column([True, None, False], DataType.bool()),
        long=column([2**60 + 1, 2**60 + 3, -1], DataType.int64()),
        half=column([1.0, float("nan"), 2.5], DataType.float64()),
    )
    table = read_parquet(path)
    assert table.texts("flag") == ["true", "", "false"]
    assert table.texts("long") == [str(2**60 + 1), str(2**60 + 3), "-1"]
    assert table.texts("half") == ["1", "", "2.5"]


def test_categories_are_text_and_columns_of_lists_are_left_out_until_they_are_wanted(folder: Path):
    lists = list_array(Array(np.array([0, 1, 2, 3], dtype=np.int32)), column([1, 2, 3], DataType.int64()))
    category = DataType.dictionary(DataType.int32(), DataType.utf8())
    kinds = column(["new", "old", "new"], DataType.utf8()).cast(category)
    good(folder / "test.parquet", lists=lists, kinds=kinds)
    found = loaded(folder, data={"test": "test.parquet", "label": "y", "groups": ["kinds"]})
    assert found.test.groups["kinds"].tolist() == ["new", "old", "new"]
    assert read_parquet(folder / "test.parquet").names() == ("a", "b", "y", "sex", "kinds")
    assert '"lists" of test.parquet holds lists' in said(folder, inputs={"x": {"columns": ["a", "lists"]}})


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_missing_number_is_named_with_its_row_or_filled(folder: Path, missing: float | None):
    good(folder / "test.parquet", a=column([1.0, missing, 5.0], DataType.float64()))
    assert 'Row 2 of test.parquet, column "a", is missing' in said(folder)
    filled = loaded(folder, inputs={"x": {"columns": ["a", "b"], "missing": -1}})
    assert filled.test.inputs["x"][1].tolist() == [-1, 4]


@pytest.mark.parametrize(
    ("more", "fields", "words"),
    [
        ({}, {"inputs": {"x": {"columns": ["a", "B"]}}}, ['no column "B"', 'Did you mean "b"']),
        ({"a": column(["1", "two", "3"], DataType.utf8())}, {}, ["Row 2", '"two"', "no number"]),
        ({"a": column([b"1", b"2", b"3"], DataType.binary())}, {}, ['"a"', "raw bytes"]),
        ({"a": column([1e39, 2.0, 3.0], DataType.float64())}, {}, ["Row 1", "float32"]),
        ({"y": column([0, None, 1], DataType.int64())}, {}, ["Row 2", "no label"]),
    ],
)
def test_a_column_with_a_fault_is_named(folder: Path, more: dict[str, Any], fields: dict[str, Any], words: list[str]):
    good(folder / "test.parquet", **more)
    found = said(folder, **fields)
    for word in words:
        assert word in found


def test_a_table_without_rows_is_refused(folder: Path):
    written(folder / "test.parquet", **{name: column([], DataType.float64()) for name in ("a", "b", "y", "sex")})
    assert "no rows" in said(folder)


def test_only_the_wanted_rows_are_read(tmp_path: Path):
    path = written(tmp_path / "t.parquet", a=column(list(range(20_000)), DataType.int64()))
    table = read_parquet(path, most_rows=9_000)
    assert (table.n, table.texts("a")[-1]) == (9_000, "8999")
    assert read_parquet(path).n == 20_000


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + bytes(40) + b"PAR1", b"PARE" + bytes(40) + b"PARE"])
def test_what_is_no_parquet_file_is_named(folder: Path, content: bytes):
    (folder / "test.parquet").write_bytes(content)
    assert "test.parquet" in said(folder)


def test_a_damaged_file_is_refused_or_read_and_never_ends_the_worker(folder: Path):
    path, generator = folder / "test.parquet", np.random.default_rng(3)
    whole, refused = path.read_bytes(), 0
    for _ in range(60):
        damaged = bytearray(whole)
        for place in generator.integers(4, len(whole) - 4, size=4):
            damaged[place] = int(generator.integers(256))
        path.write_bytes(damaged)
        try:
            read_parquet(path)
        except InputError as error:
            refused += "test.parquet" in error.message
    assert refused > 30


def test_what_a_table_offers_is_listed(folder: Path):
    found = columns.work({"path": str(folder / "test.parquet")}, made.Silent())
    assert found["kind"] == "parquet"
    assert [one["name"] for one in found["columns"]] == ["a", "b", "y", "sex"]
    assert [one["numeric"] for one in found["columns"]] == [True, True, True, False]
    assert found["columns"][3]["distinct"] == ["f", "m"]


def test_the_reader_is_loaded_only_when_a_parquet_file_is_read():
    code = (
        "import sys, core.worker.run_probe, core.worker.preview, core.worker.columns;"
        "print([name for name in sys.modules if name.partition('.')[0] in ('arro3', 'tokenizers', 'PIL')])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=made.ROOT)
    assert ran.stdout.strip() == "[]"
