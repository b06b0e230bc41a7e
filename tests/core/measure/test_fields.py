"""What counts as a field, for tables, pictures and texts, and what stands for one that is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.measure.fields import fields_of, typical
from core.measure.intervals import newcombe_paired
from core.probe import Data, Part


def data(inputs: dict[str, np.ndarray], **more: Any) -> Data:
    n = len(next(iter(inputs.values())))
    part = Part(n=n, inputs=inputs, labels=None, groups={}, sha256="")
    made = Data(task="binary", classes=("a", "b"), positive=1, favourable=None, threshold=None, test=part)
    return replace(made, **more)


def test_inputs_of_one_value_and_the_columns_of_an_input_are_fields() -> None:
    inputs = {"age": np.ones((5, 1), np.float32), "job": np.array([["x"]] * 5, object), "rest": np.ones((5, 2))}
    fields = fields_of(data(inputs, column_names={"rest": ("height", "weight")}))
    assert [(field.name, field.kind) for field in fields] == [
        ("age", "number"),
        ("job", "text"),
        ("height", "number"),
        ("weight", "number"),
    ]
    assert [field.of(inputs).shape for field in fields] == [(5,)] * 4
    assert [field.name for field in fields_of(data({"x": np.ones((5, 2))}))] == ["x 1", "x 2"]


@pytest.mark.parametrize("shape", [(3, 1, 8, 8), (3, 9, 11, 3), (3, 10, 10), (3, 5, 70)])
def test_the_patches_of_a_picture_cover_each_pixel_once(shape: tuple[int, ...]) -> None:
    inputs = {"x": np.zeros(shape, np.float32)}
    fields = fields_of(data(inputs))
    assert len(fields) == 16
    for field in fields:
        inputs = field.replaced(inputs, field.of(inputs) + 1)
    assert (inputs["x"] == 1).all()


def test_a_row_of_very_many_values_is_taken_in_runs() -> None:
    fields = fields_of(data({"bytes": np.zeros((2, 2048), np.int32)}))
    assert len(fields) == 64
    assert fields[0].name == "bytes 1 to 32"
    assert fields[-1].one_value({"bytes": np.ones((2, 2048))}).tolist() == [1.0, 1.0]


def test_replacing_changes_a_copy() -> None:
    inputs = {"x": np.zeros((3, 2))}
    field = fields_of(data(inputs))[1]
    assert field.replaced(inputs, 7)["x"].tolist() == [[0, 7]] * 3
    assert inputs["x"].sum() == 0


def test_the_typical_value_occurs_and_is_the_lower_median_or_the_most_frequent_text() -> None:
    assert typical(np.array([5, 1, 9, 3])) == 3
    assert typical(np.array([np.nan, 2.0, np.nan, 4.0, 8.0], np.float32)) == 4
    assert typical(np.array(["b", "a", "b", "a"], object)) == "a"
    assert typical(np.array([[1.0, 9.0], [3.0, 7.0], [2.0, 8.0]])).tolist() == [2.0, 8.0]
    assert np.isnan(typical(np.array([np.nan, np.nan])))


def test_the_paired_interval_is_that_of_the_published_example() -> None:
    # Newcombe (1998), Statistics in Medicine 17:2635, table III, first column, method 10
    found = newcombe_paired(36, 12, 2, 0, level=0.95)
    assert (found.estimate, found.low, found.high) == pytest.approx((0.2, 0.0569, 0.3404), abs=5e-5)


def test_the_paired_interval_holds_the_true_difference_as_often_as_it_says() -> None:
    rng, held = np.random.default_rng(0), 0
    for _ in range(400):
        found = newcombe_paired(*(int(count) for count in rng.multinomial(150, [0.7, 0.12, 0.04, 0.14])), level=0.95)
        held += found.low <= 0.08 <= found.high  # type: ignore[operator]
    assert 368 <= held <= 394
