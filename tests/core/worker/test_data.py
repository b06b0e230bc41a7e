"""What is wrong with the data is said in one sentence with file, column and row, before anything runs."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto

from core.errors import TouchstoneError
from core.hashing import file_sha256, files_sha256
from core.worker.data import load_data
from core.worker.inspection import inspect
from core.worker.npz_arrays import NpzArrays
from tests.core.worker import made

GOOD = "a,b,y,sex\n1,2,0,f\n3,4,1,m\n5,6,1,\n"


def loaded(folder: Path, *, with_train: bool = False, **fields: Any):
    plan = made.plan(folder, **fields)
    inspection = inspect(plan.path(plan.model)) if plan.model else {}
    return load_data(plan, inspection, with_train=with_train)


def said(folder: Path, **fields: Any) -> str:
    with pytest.raises(TouchstoneError) as error:
        loaded(folder, **fields)
    assert error.value.message.endswith((".", "..."))
    return f"{error.value.message} {error.value.hint}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made.linear(tmp_path / "model.onnx", np.eye(2))
    made.table(tmp_path / "test.csv", GOOD)
    return tmp_path


TWO = {"x": {"columns": ["a", "b"]}}


def test_columns_become_one_matrix_in_their_order(folder: Path):
    data = loaded(folder, inputs={"x": {"columns": ["b", "a"]}}).data
    assert data.test.inputs["x"].tolist() == [[2, 1], [4, 3], [6, 5]]
    assert data.test.inputs["x"].dtype == np.float32
    assert data.classes == ("0", "1")
    assert data.positive == 1
    assert data.test.labels is not None
    assert data.test.labels.tolist() == [0, 1, 1]


def test_groups_are_text_and_a_missing_one_is_named(folder: Path):
    data = loaded(folder, inputs=TWO, data={"test": "test.csv", "label": "y", "groups": ["sex", "b"]}).data
    assert data.test.groups["sex"].tolist() == ["f", "m", "(missing)"]
    assert data.test.groups["b"].tolist() == ["2", "4", "6"]


def test_a_single_input_takes_all_columns_but_label_and_groups(folder: Path):
    bound = loaded(folder, data={"test": "test.csv", "label": "y", "groups": ["sex"]})
    assert bound.inputs["x"].columns == ("a", "b")


def test_inputs_named_like_columns_need_no_binding(tmp_path: Path):
    kinds = {
        "a": (TensorProto.FLOAT, [None, 1]),
        "sex": (TensorProto.STRING, [None, 1]),
        "b": (TensorProto.INT64, [None]),
    }
    made.named(tmp_path / "model.onnx", kinds)
    made.table(tmp_path / "test.csv", GOOD.replace("6,1,\n", "6,1,f\n"))
    inputs = loaded(tmp_path, outputs={"classes": [0, 1]}).data.test.inputs
    assert inputs["a"].tolist() == [[1], [3], [5]]
    assert inputs["sex"].tolist() == [["f"], ["m"], ["f"]]
    assert inputs["b"].tolist() == [2, 4, 6]
    assert inputs["b"].dtype == np.int64


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("3,4", "3,"), ["Row 2 (line 3)", '"b"', "missing"]),
        (GOOD.replace("3,4", "3,n/a"), ["Row 2 (line 3)", '"b"', "missing"]),
        (GOOD.replace("3,4", "3,four"), ["Row 2 (line 3)", '"b"', '"four"', "no number"]),
        (GOOD.replace("3,4", "3,4_0"), ["Row 2 (line 3)", "no number"]),
        (GOOD.replace("3,4", "3,inf"), ["Row 2 (line 3)", "no number"]),
        (GOOD.replace("3,4", "3,1e39"), ["Row 2 (line 3)", "1e+39", "float32"]),
        (GOOD.replace("4,1", "4,"), ["Row 2 (line 3)", '"y"', "no label"]),
        (GOOD.replace("4,1", "4,2"), ["binary task", "3: 0, 1, 2"]),
        (GOOD.replace("1,m", "1,m,9"), ["Row 2 (line 3)", "5 cells", "header has 4"]),
        (GOOD.replace("3,4,1,m", "3,4"), ["Row 2 (line 3)", "2 cells"]),
        ("a,b,y\n1,2,no\n", ["binary task has two classes", "no"]),
        ("a,B,y\n1,2,0\n", ['no column "b"', 'Did you mean "B"']),
        ("a,a,y\n1,2,0\n", ['two columns called "a"']),
        ("a,,y\n1,2,0\n", ["Column 2", "no name"]),
        ("a;b;y\n1;2;0\n", ["not separated by commas"]),
        ("a,b,y\n", ["a header and no rows"]),
        ("", ["empty"]),
        ('a,b,y\n"1,2,0\n', ["Line 2", "no CSV"]),
        ('a,b,y\n"1\n1",2,0\n3,,1\n', ["Row 1 (line 3)", "no number"]),
    ],
)
def test_a_table_with_a_fault_is_refused_with_its_row_and_column(folder: Path, text: str, words: list[str]):
    made.table(folder / "test.csv", text)
    found = said(folder, inputs=TWO)
    for word in words:
        assert word in found


def test_labels_outside_the_classes_are_named_with_their_row(folder: Path):
    found = said(folder, inputs=TWO, outputs={"classes": [0, 2]})
    assert "Row 2 (line 3) of test.csv" in found
    assert '"1", which is not among the classes 0, 2' in found


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        (GOOD + "7,8,9,f\n9,8,0,f\n", {}, ["Row 4 (line 5)", '"y"', 'the label "9"', "two classes", "0, 1, 9"]),
        ("a,b,y\n1,2,no\n1,2,yes\n1,2,Yes\n1,2,no\n1,2,yes\n", {}, ["Row 3 (line 4)", 'the label "Yes"']),
        ("a,b,y\n1,2,0\n1,2,1\n1,2,-1\n", {"task": "multiclass"}, ["Row 3 (line 4)", '"-1"', "2 scores a row"]),
    ],
)
def test_a_label_that_is_one_too_many_is_named_with_its_row(folder: Path, text: str, fields: Any, words: list[str]):
    made.table(folder / "test.csv", text)
    found = said(folder, inputs=TWO, **fields)
    for word in words:
        assert word in found


def test_test_rows_of_one_class_alone_are_read_where_the_plan_names_the_positive_one(folder: Path):
    made.linear(folder / "model.onnx", np.ones((2, 1)), end="Sigmoid")
    made.table(folder / "test.csv", "a,b,y,said\n1,2,0,denied\n3,4,0,denied\n")
    assert loaded(folder, inputs=TWO).data.classes == ("0", "1")
    named = loaded(folder, inputs=TWO, data={"test": "test.csv", "label": "said", "positive": "granted"}).data
    assert named.classes == ("denied", "granted")
    assert named.positive == 1


@pytest.mark.parametrize(("group", "what"), [("x" * 201, "200 characters"), ("a\x00b", "control characters")])
def test_what_can_be_no_name_of_a_group_is_refused_with_its_row(folder: Path, group: str, what: str):
    made.table(folder / "test.csv", GOOD + f"7,8,1,{group}\n")
    found = said(folder, inputs=TWO, data={"test": "test.csv", "label": "y", "groups": ["sex"]})
    assert "Row 4 (line 5)" in found
    assert what in found


def test_a_positive_class_that_is_none_is_named(folder: Path):
    assert "positive: yes" in said(folder, inputs=TWO, data={"test": "test.csv", "label": "y", "positive": "yes"})


def test_a_missing_value_may_be_filled(folder: Path):
    made.table(folder / "test.csv", GOOD.replace("3,4", "3,"))
    filled = loaded(folder, inputs={"x": {"columns": ["a", "b"], "missing": -1}}).data.test.inputs["x"]
    assert filled[1].tolist() == [3, -1]
    nan = loaded(folder, inputs={"x": {"columns": ["a", "b"], "missing": "nan"}}).data.test.inputs["x"]
    assert np.isnan(nan[1, 1])


def test_a_mark_at_the_start_blank_lines_and_windows_lines_are_read(folder: Path):
    (folder / "test.csv").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode() + b"\r\n\r\n")
    assert loaded(folder, inputs=TWO).data.test.n == 3


def test_a_table_that_is_no_utf8_says_so(folder: Path):
    (folder / "test.csv").write_bytes(GOOD.encode() + b"1,2,0,\xe9\n")
    assert "UTF-8" in said(folder, inputs=TWO)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"inputs": {"x": {"columns": ["a"]}}}, ["rows x 2", "rows x 1"]),
        ({"inputs": {"y": {"columns": ["a", "b"]}}}, ['binds "y"', "no such input"]),
        ({}, ['input "x" is not bound']),
        ({"inputs": {"x": {"array": "a"}}}, ["array", "is a table"]),
        ({"inputs": {"x": {"images": {"size": [2, 2]}}}}, ['no column "file"']),
        ({"inputs": {"x": {"text": "a", "tokenizer": "t.json"}}}, ["tokenizer t.json can't be read"]),
        ({"inputs": TWO, "outputs": {"scores": "probs"}}, ['"probs"', "no such output", "scores"]),
        ({"inputs": TWO, "outputs": {"kind": "value"}}, ["value", "binary"]),
        ({"inputs": TWO, "outputs": {"classes": [0, 1, 2]}}, ["binary task", "3: 0, 1, 2"]),
        ({"inputs": TWO, "task": "multiclass", "outputs": {"classes": [0, 1, 2]}}, ["2 scores a row", "3 classes"]),
        ({"inputs": TWO, "data": {"test": "none.csv"}}, ["no test data at none.csv"]),
        ({"inputs": TWO, "data": {"test": "."}}, ['no column "a"', "file"]),
        ({"inputs": TWO, "data": {"test": "test.csv", "label": "z"}}, ['no column "z"']),
        ({"inputs": TWO, "data": {"test": "test.csv", "label": "y", "groups": ["sec"]}}, ['"sec"', '"sex"']),
        ({"inputs": TWO, "data": None}, ["names no data"]),
        ({"inputs": TWO, "model": "none.onnx"}, ["no model file none.onnx"]),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_in_one_sentence(folder: Path, fields: dict[str, Any], words: list[str]):
    found = said(folder, **fields)
    for word in words:
        assert word in found


@pytest.mark.parametrize(
    ("name", "start", "words"),
    [
        ("t.parquet", b"PAR1", "no whole Parquet file"),
        ("t.csv", b"PAR1", "no whole Parquet file"),
        ("t.csv", b"PK\x03\x04", "no CSV"),
        ("t.xlsx", b"PK\x03\x04", "no CSV"),
        ("t.csv", b"\x80\x04\x95", "pickle"),
        ("t.npy", b"\x93NUMPY", "single array"),
        ("t.npz", b"rubbish", "no NPZ"),
        ("t.npz", b"PK\x03\x04rubbish", "damaged"),
    ],
)
def test_files_that_are_no_data_are_named_for_what_they_are(folder: Path, name: str, start: bytes, words: str):
    (folder / name).write_bytes(start)
    assert words in said(folder, inputs=TWO, data={"test": name, "label": "y"})


def test_test_and_train_have_one_digest_over_their_sorted_list(folder: Path):
    made.table(folder / "train.csv", GOOD.replace("5,6", "7,8"))
    data = {"test": "test.csv", "train": "train.csv", "label": "y"}
    alone = loaded(folder, inputs=TWO, data=data)
    both = loaded(folder, inputs=TWO, data=data, with_train=True)
    digests = {name: file_sha256(folder / name) for name in ("test.csv", "train.csv")}
    assert alone.sha256 == digests["test.csv"]
    assert both.sha256 == files_sha256(digests.items())
    assert both.data.train is not None
    assert both.data.train.inputs["x"][2].tolist() == [7, 8]


def test_a_fault_in_the_training_data_is_found_too(folder: Path):
    made.table(folder / "train.csv", GOOD.replace("4,1", "4,3"))
    data = {"test": "test.csv", "train": "train.csv", "label": "y"}
    with pytest.raises(TouchstoneError, match=r'train.csv.*"3"'):
        loaded(folder, inputs=TWO, data=data, with_train=True)


def test_regression_reads_numbers_as_targets(folder: Path):
    bound = loaded(folder, inputs=TWO, task="regression", data={"test": "test.csv", "label": "b"})
    assert bound.data.test.labels is not None
    assert bound.data.test.labels.tolist() == [2.0, 4.0, 6.0]
    assert bound.output.kind == "value"


def test_numbers_like_1_0_are_the_class_1(folder: Path):
    made.table(folder / "test.csv", GOOD.replace("4,1,", "4,1.0,"))
    assert loaded(folder, inputs=TWO).data.classes == ("0", "1")


# --- arrays


def arrays(path: Path, **named: Any) -> Path:
    np.savez(path, **named)
    return path


def images(folder: Path, shape: list[Any]) -> None:
    made.named(folder / "model.onnx", {"x": (TensorProto.FLOAT, shape)})


OPEN = [None, None, None, None]


@pytest.mark.parametrize(
    ("declared", "stored", "layout", "bound"),
    [
        ([None, 1, 4, 4], (6, 16), None, (6, 1, 4, 4)),
        ([None, 1, 4, 4], (6, 4, 4), "NCHW", (6, 1, 4, 4)),
        ([None, 4, 4, 1], (6, 4, 4), "NHWC", (6, 4, 4, 1)),
        ([None, 3, 4, 5], (6, 4, 5, 3), "NCHW", (6, 3, 4, 5)),
        ([None, 3, 4, 5], (6, 3, 4, 5), "NCHW", (6, 3, 4, 5)),
        ([None, 4, 5, 3], (6, 3, 4, 5), "NHWC", (6, 4, 5, 3)),
        ([None, 3, 4, 5], (6, 4, 5, 3), "NHWC", (6, 3, 4, 5)),
        ([None, 4, 5, 3], (6, 3, 4, 5), "NCHW", (6, 4, 5, 3)),
        (OPEN, (6, 7, 5, 3), "NCHW", (6, 3, 7, 5)),
        (OPEN, (6, 7, 5, 3), "NHWC", (6, 7, 5, 3)),
        (OPEN, (6, 3, 7, 5), "NHWC", (6, 7, 5, 3)),
        ([None, 3, 3, 3], (6, 3, 3, 3), "NHWC", (6, 3, 3, 3)),
    ],
)
def test_pictures_come_in_the_layout_of_the_model(tmp_path: Path, declared, stored, layout, bound):
    images(tmp_path, declared)
    values = np.arange(np.prod(stored), dtype=np.float64).reshape(stored)
    arrays(tmp_path / "d.npz", X=values, y=np.arange(6) % 2)
    how = {"array": "X", **({"layout": layout} if layout else {})}
    plan = {"data": {"test": "d.npz", "label": "y"}, "outputs": {"classes": [0, 1], "kind": "label"}}
    found = loaded(tmp_path, inputs={"x": how}, **plan).data.test.inputs["x"]
    assert found.shape == bound
    assert sorted(found.ravel()) == sorted(values.ravel())
    if layout and len(stored) == 4 and stored != bound:
        moved = np.moveaxis(values, 3, 1) if bound[1] == stored[3] else np.moveaxis(values, 1, 3)
        assert (found == moved).all()


def test_pictures_in_the_other_order_are_never_folded_into_place(tmp_path: Path):
    images(tmp_path, [None, 3, 4, 5])
    values = np.arange(6 * 4 * 5 * 3, dtype=np.float32).reshape(6, 4, 5, 3)
    arrays(tmp_path / "d.npz", X=values, y=np.arange(6) % 2)
    plan = {"data": {"test": "d.npz", "label": "y"}, "outputs": {"classes": [0, 1], "kind": "label"}}
    assert "layout" in said(tmp_path, inputs={"x": {"array": "X"}}, **plan)
    proposed = loaded(tmp_path, **plan)
    assert proposed.inputs["x"].layout == "NCHW"
    assert (proposed.data.test.inputs["x"] == np.moveaxis(values, 3, 1)).all()


def test_scale_mean_and_deviation_work_by_channel(tmp_path: Path):
    images(tmp_path, [None, 2, 1, 1])
    arrays(tmp_path / "d.npz", X=np.array([[[[100]], [[200]]], [[[0]], [[50]]]], dtype=np.uint8), y=[0, 1])
    how = {"array": "X", "layout": "NCHW", "scale": 0.01, "mean": [0.5, 1.0], "std": [0.5, 2.0]}
    plan = {"data": {"test": "d.npz", "label": "y"}, "outputs": {"classes": [0, 1], "kind": "label"}}
    found = loaded(tmp_path, inputs={"x": how}, **plan).data.test.inputs["x"]
    assert np.allclose(found.ravel(), [1.0, 0.5, -1.0, -0.25])


def test_mean_and_deviation_follow_the_channels_when_the_layout_is_that_of_the_array(tmp_path: Path):
    images(tmp_path, [None, 2, 1, 3])
    values = np.arange(2 * 1 * 3 * 2, dtype=np.float64).reshape(2, 1, 3, 2)
    arrays(tmp_path / "d.npz", X=values, y=[0, 1])
    how = {"array": "X", "layout": "NHWC", "mean": [1.0, 10.0], "std": [2.0, 4.0]}
    plan = {"data": {"test": "d.npz", "label": "y"}, "outputs": {"classes": [0, 1], "kind": "label"}}
    found = loaded(tmp_path, inputs={"x": how}, **plan).data.test.inputs["x"]
    assert found == pytest.approx(np.moveaxis((values - [1.0, 10.0]) / [2.0, 4.0], 3, 1))


def test_pictures_kept_as_bytes_have_a_known_range(tmp_path: Path):
    images(tmp_path, [None, 4])
    plan = {"data": {"test": "d.npz", "label": "y"}, "outputs": {"classes": [0, 1], "kind": "label"}}
    for kind, expected in ((np.uint8, (-0.5, 2.05)), (np.float32, None)):
        arrays(tmp_path / "d.npz", X=np.ones((2, 4), dtype=kind), y=[0, 1])
        how = {"array": "X", "scale": 0.01, "mean": [0.5]}
        assert loaded(tmp_path, inputs={"x": how}, **plan).data.input_range == pytest.approx(expected)


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"X": np.ones((4, 3)), "y": [0, 1, 0, 1]}, ["rows x 2", "rows x 3"]),
        ({"X": np.ones((4, 2)), "y": [0, 1, 0]}, ["3 rows", "4"]),
        ({"X": np.array([[1, 2], [np.nan, 1]]), "y": [0, 1]}, ["Row 2", '"X"', "no finite number"]),
        ({"X": np.array([["a", "b"], ["c", "d"]]), "y": [0, 1]}, ["no numbers"]),
        ({"X": np.ones((2, 2)), "y": np.eye(2)}, ['"y"', "one value a row"]),
        ({"X": np.ones((2, 2)), "z": [0, 1]}, ['no array "y"']),
        ({"X": np.ones((0, 2)), "y": [0, 1]}, ["no rows"]),
        ({"X": np.array(3.0), "y": [0, 1]}, ["no rows"]),
    ],
)
def test_arrays_with_a_fault_are_refused(folder: Path, named: dict[str, Any], words: list[str]):
    arrays(folder / "d.npz", **named)
    found = said(folder, inputs={"x": {"array": "X"}}, data={"test": "d.npz", "label": "y"})
    for word in words:
        assert word in found


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"X.npy": b"garbage", "y.npy": b""}, ['"X"', "no array"]),
        ({"readme.txt": b"garbage"}, ["holds no arrays"]),
    ],
)
def test_a_zip_file_of_something_else_is_refused(folder: Path, members: dict[str, bytes], words: list[str]):
    with zipfile.ZipFile(folder / "d.npz", "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    found = said(folder, inputs={"x": {"array": "X"}}, data={"test": "d.npz", "label": "y"})
    for word in words:
        assert word in found


def test_a_member_that_only_starts_unlike_an_array_is_refused(folder: Path):
    arrays(folder / "d.npz", X=np.ones((2, 2)))
    with zipfile.ZipFile(folder / "d.npz", "a") as file:
        file.writestr("y.npy", b"not an array at all")
    source = NpzArrays(folder / "d.npz", "test")
    with pytest.raises(TouchstoneError, match="damaged"):
        source.texts("y")


def test_an_array_that_is_a_pickle_is_never_loaded(folder: Path):
    arrays(folder / "d.npz", X=np.array([{"a": 1}, None], dtype=object), y=[0, 1])
    assert "pickle, which is never loaded" in said(
        folder, inputs={"x": {"array": "X"}}, data={"test": "d.npz", "label": "y"}
    )


@pytest.mark.parametrize(
    ("names", "name", "test", "train"),
    [
        (["X_test", "X_train"], "X", "X_test", "X_train"),
        (["X_test", "X_train"], "X_test", "X_test", "X_train"),
        (["test_X", "train_X"], "X", "test_X", "train_X"),
        (["test_X", "train_X"], "train_X", "test_X", "train_X"),
        (["X"], "X", "X", "X"),
        (["X_test"], "X_test", "X_test", "X_test"),
    ],
)
def test_one_file_may_hold_both_parts(tmp_path: Path, names: list[str], name: str, test: str, train: str):
    path = arrays(tmp_path / "d.npz", **{one: np.ones(2) for one in names})
    assert NpzArrays(path, "test").real_name(name) == test
    assert NpzArrays(path, "train").real_name(name) == train


def test_an_array_is_proposed_by_its_size(folder: Path):
    arrays(folder / "d.npz", X_test=np.ones((4, 2)), X_train=np.ones((3, 2)), y_test=[0, 1, 0, 1], y_train=[0, 1, 1])
    bound = loaded(folder, data={"test": "d.npz", "train": "d.npz", "label": "y"}, with_train=True)
    assert bound.inputs["x"].array == "X_test"
    assert (bound.data.test.n, bound.data.train.n) == (4, 3)


# --- recorded scores


@pytest.mark.parametrize(
    ("column", "outputs", "kind"),
    [
        ("score", {}, "probabilities"),
        ("decision", {}, "label"),
        ("decision", {"kind": "probabilities"}, "probabilities"),
        ("margin", {"kind": "logits"}, "logits"),
    ],
)
def test_recorded_scores_and_decisions_are_told_apart(tmp_path: Path, column: str, outputs: dict[str, Any], kind: str):
    made.table(tmp_path / "test.csv", "y,score,decision,margin\n0,0.2,0,-3\n1,0.9,1,2\n1,0.4,0,0\n")
    bound = loaded(tmp_path, model=None, outputs={"column": column, **outputs})
    assert bound.output.kind == kind
    assert bound.data.test.n == 3


def test_a_recorded_score_that_is_missing_is_named(tmp_path: Path):
    made.table(tmp_path / "test.csv", "y,score\n0,0.2\n1,\n")
    assert 'Row 2 (line 3) of test.csv, column "score",' in said(tmp_path, model=None, outputs={"column": "score"})
