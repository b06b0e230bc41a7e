"""What is proposed of a plan from names and shapes: gaps are filled, nothing that is set is changed."""

from __future__ import annotations

from dataclasses import replace

from core.plan import Array, Column, Columns, DataPlan, Plan
from desktop.viewmodels.probes.proposing import Offered, completed


def one(name, distinct=None, *, numeric=True, shape=()):
    return Offered(name=name, numeric=numeric, distinct=distinct, shape=shape)


def declared(**shapes):
    return {"inputs": [{"name": name, "type": "float32", "shape": shape} for name, shape in shapes.items()]}


PLAN = Plan(name="p", task="binary", data=DataPlan(test="t.csv"))
TABLE = (one("age"), one("pay"), one("sex", ("F", "M"), numeric=False), one("default", ("0", "1")))


def test_named_inputs_take_the_columns_of_their_names():
    plan = completed(PLAN, declared(age=[None, 1], pay=[None, 1]), TABLE, arrays=False)
    assert plan.inputs == {"age": Column(column="age"), "pay": Column(column="pay")}
    assert (plan.data.label, plan.data.positive, plan.data.groups) == ("default", "1", ("sex",))


def test_a_single_matrix_takes_the_numeric_columns_when_they_are_as_many():
    plan = completed(PLAN, declared(X=[None, 2]), TABLE, arrays=False)
    assert plan.inputs == {"X": Columns(columns=("age", "pay"))}


def test_a_matrix_of_another_width_stays_unbound():
    assert completed(PLAN, declared(X=[None, 5]), TABLE, arrays=False).inputs == {}


def test_an_array_is_found_by_its_size_and_the_test_part_goes_first():
    arrays = (
        one("X_train", shape=(64,)),
        one("y_train", ("0", "1", "2")),
        one("X_test", shape=(64,)),
        one("y_test", ("0", "1", "2")),
    )
    plan = completed(PLAN, declared(input=[None, 1, 8, 8]), arrays, arrays=True)
    assert plan.inputs == {"input": Array(array="X_test")}
    assert (plan.data.label, plan.task, plan.data.positive) == ("y_test", "multiclass", None)


def test_what_the_person_set_is_kept():
    mine = replace(PLAN, data=DataPlan(test="t.csv", label="pay", groups=()), inputs={"age": Column(column="pay")})
    plan = completed(mine, declared(age=[None, 1]), TABLE, arrays=False)
    assert plan.data.label == "pay"
    assert plan.data.groups == ()
    assert plan.inputs["age"] == Column(column="pay")
