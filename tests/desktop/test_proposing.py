"""What is proposed of a plan from names and shapes: gaps are filled, nothing that is set is changed."""

from __future__ import annotations

from dataclasses import replace

from core.plan import Array, Bytes, Column, Columns, Constant, DataPlan, Images, Plan, Text
from desktop.viewmodels.probes.offered import Offered
from desktop.viewmodels.probes.proposing import completed, holds_training


def one(name, distinct=None, *, numeric=True, shape=()):
    return Offered(name=name, numeric=numeric, distinct=distinct, shape=shape)


def declared(kind="float32", outputs=(), **shapes):
    inputs = [{"name": name, "type": kind, "shape": shape} for name, shape in shapes.items()]
    return {"inputs": inputs, "outputs": [{"name": "out", "shape": shape} for shape in outputs]}


PLAN = Plan(name="p", task="binary", data=DataPlan(test="t.csv"))
TABLE = (one("age"), one("pay"), one("sex", ("F", "M"), numeric=False), one("default", ("0", "1")))


def test_named_inputs_take_the_columns_of_their_names():
    plan = completed(PLAN, declared(age=[None, 1], pay=[None, 1]), TABLE)
    assert plan.inputs == {"age": Column(column="age"), "pay": Column(column="pay")}
    assert (plan.data.label, plan.data.positive, plan.data.groups) == ("default", "1", ("sex",))


def test_a_single_matrix_takes_the_numeric_columns_when_they_are_as_many():
    plan = completed(PLAN, declared(X=[None, 2]), TABLE)
    assert plan.inputs == {"X": Columns(columns=("age", "pay"))}


def test_a_matrix_of_another_width_stays_unbound():
    assert completed(PLAN, declared(X=[None, 5]), TABLE).inputs == {}


def test_an_array_is_found_by_its_size_and_the_test_part_goes_first():
    arrays = (
        one("X_train", shape=(64,)),
        one("y_train", ("0", "1", "2")),
        one("X_test", shape=(64,)),
        one("y_test", ("0", "1", "2")),
    )
    plan = completed(PLAN, declared(input=[None, 1, 8, 8]), arrays)
    assert plan.inputs == {"input": Array(array="X_test")}
    assert (plan.data.label, plan.task, plan.data.positive) == ("y_test", "multiclass", None)


def test_one_file_of_arrays_can_hold_the_training_data_too():
    both = tuple(one(name, shape=(4,)) for name in ("X_test", "y_test", "X_train", "y_train"))
    assert holds_training(both)
    assert not holds_training(both[:3])
    assert not holds_training((one("test"), one("train")))


def test_what_the_person_set_is_kept():
    mine = replace(PLAN, data=DataPlan(test="t.csv", label="pay", groups=()), inputs={"age": Column(column="pay")})
    plan = completed(mine, declared(age=[None, 1]), TABLE)
    assert plan.data.label == "pay"
    assert plan.data.groups == ()
    assert plan.inputs["age"] == Column(column="pay")


FOLDER = (one("file", numeric=False), one("class", ("cat", "dog", "fox"), numeric=False))


def test_a_folder_of_classes_is_bound_as_pictures_with_the_sub_folder_as_label():
    plan = completed(PLAN, declared(x=[None, 3, 32, 48]), FOLDER)
    assert plan.inputs == {"x": Images(size=(32, 48), scale=1 / 255)}
    assert (plan.data.label, plan.task) == ("class", "multiclass")
    openly = completed(PLAN, declared(x=[None, 3, None, None]), FOLDER)
    assert openly.inputs["x"].size == (224, 224)
    assert completed(PLAN, declared(x=[None, 20, 30, 1]), FOLDER).inputs["x"].layout == "NHWC"


def test_a_model_of_whole_numbers_gets_the_first_and_last_bytes_of_files():
    plan = completed(
        PLAN, declared("int32", [[None, 214]], bytes=[None, 2048]), (FOLDER[0], one("class", None, numeric=False))
    )
    assert plan.inputs == {"bytes": Bytes(first=1024, last=1024)}
    assert plan.task == "multiclass"


MAILS = (one("id"), one("group", ("a", "b", "c"), numeric=False), one("spam", ("0", "1")), one("text", numeric=False))


def test_the_label_is_the_column_whose_values_are_the_classes_of_the_model():
    inspection = declared("string", text=[None, 1]) | {"class_labels": ["0", "1"]}
    plan = completed(PLAN, inspection, MAILS)
    assert (plan.data.label, plan.data.positive) == ("spam", "1")
    assert plan.inputs == {"text": Column(column="text")}


def test_text_goes_through_the_tokenizer_that_lies_beside_the_model(tmp_path):
    names = {"input_ids": [None, 16], "attention_mask": [None, 16], "token_type_ids": [None, 16]}
    asked = replace(PLAN, model=str(tmp_path / "model.onnx"))
    assert completed(asked, declared("int64", **names), MAILS).inputs == {}
    (tmp_path / "tokenizer.json").write_text("{}")
    plan = completed(asked, declared("int64", **names), MAILS)
    path = str(tmp_path / "tokenizer.json")
    told = Text(text="text", tokenizer=path, max_length=16, pad=True, mask="attention_mask", types="token_type_ids")
    assert plan.inputs == {"input_ids": told}


def test_a_state_starts_with_zeros_and_one_value_for_all_rows_is_left_to_the_person():
    plan = completed(PLAN, declared(input=[None, 2], state=[2, None, 128], sr=[]), TABLE)
    assert plan.inputs == {"input": Columns(columns=("age", "pay")), "state": Constant(constant=0.0)}


def test_many_different_numbers_as_label_are_a_regression():
    table = (one("a"), one("b"), one("price"))
    plan = completed(PLAN, declared(outputs=[[None, 1]], x=[None, 2]), table)
    assert (plan.data.label, plan.task) == ("price", "regression")


def test_without_a_model_the_column_of_what_was_said_is_proposed():
    table = (one("id"), one("sex", ("F", "M"), numeric=False), one("risk_score"), one("outcome", ("0", "1")))
    plan = completed(PLAN, None, table, recorded=True)
    assert (plan.outputs.column, plan.data.label, plan.data.groups, plan.inputs) == (
        "risk_score",
        "outcome",
        ("sex",),
        {},
    )


def test_a_column_by_which_people_are_told_apart_is_never_proposed_as_label():
    table = (one("truth", ("0", "1")), one("score"), one("sex", ("f", "m"), numeric=False))
    plan = completed(PLAN, None, table, recorded=True)
    assert (plan.data.label, plan.data.groups, plan.outputs.column) == ("truth", ("sex",), "score")
    assert completed(PLAN, None, table[1:], recorded=True).data.label is None
