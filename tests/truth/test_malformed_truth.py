"""A model that answers nonsense with confidence is found; one that refuses it, or doubts, is not accused."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InputError
from core.measure.malformed import faults
from core.probe import Measured
from core.probes import malformed, probe
from tests.truth.planted import binary, estimate, known, measure, verdict

MALFORMED = probe("malformed")
X = np.random.default_rng(0).uniform(0.2, 0.8, (80, 3))
DATA = binary(X, X[:, 0] > 0.5)


def of_shape(x: np.ndarray) -> np.ndarray:
    if x.shape[1:] != (3,) or x.dtype != np.float64:
        raise InputError("The model takes rows of 3 numbers.")
    return x


def test_a_model_that_is_sure_of_infinity_is_found() -> None:
    with np.errstate(all="ignore"):
        found = measure(MALFORMED, known(lambda x: 1 / (1 + np.exp(-of_shape(x)[:, 0]))), DATA)
    for fault in ("infinity", "minus infinity", "largest number", "lowest number"):
        assert estimate(found, "confident_on_nonsense", {"fault": fault}) == 1.0
    assert estimate(found, "no_number", {"fault": "not a number"}) == 1.0
    assert estimate(found, "confident_on_nonsense") == pytest.approx(0.8)
    assert verdict(found, "confident_on_nonsense", max=0.05) == "fail"
    assert estimate(found, "wrong_shapes_accepted") == 0


def test_a_model_that_refuses_what_is_no_value_is_not_accused() -> None:
    def chance(x: np.ndarray) -> np.ndarray:
        if not np.isfinite(of_shape(x)).all() or np.abs(x).max() > 1e6:
            raise InputError("A value lies outside 0 to 1.")
        return x[:, 0]

    found = measure(MALFORMED, known(chance), DATA)
    assert verdict(found, "confident_on_nonsense", max=0.08) == "pass"  # 0 of 50 a fault: at most 0.071
    assert verdict(found, "no_number", max=0.08) == "pass"
    assert estimate(found, "refused") == 1.0


def test_a_model_that_doubts_nonsense_is_not_accused() -> None:
    found = measure(
        MALFORMED, known(lambda x: np.where((of_shape(x) >= 0).all(axis=1) & (x <= 1).all(axis=1), x[:, 0], 0.5)), DATA
    )
    assert estimate(found, "confident_on_nonsense") == 0.0


def test_a_model_that_takes_any_shape_is_found() -> None:
    found = measure(MALFORMED, known(lambda x: np.full(len(x), 0.5)), DATA)
    [accepted] = [one for one in found.metrics if one.name == "wrong_shapes_accepted"]
    assert accepted.estimate == accepted.n == 5


def test_a_model_that_hangs_on_nonsense_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(malformed, "perf_counter", lambda: now[0])

    def chance(x: np.ndarray) -> np.ndarray:
        now[0] += 30.0 if np.isnan(of_shape(x)).any() else 0.01
        return np.full(len(x), 0.5)

    found: Measured = measure(MALFORMED, known(chance), DATA)
    assert estimate(found, "slow_answers") == 1


def test_every_type_of_input_has_its_faults_and_the_rows_are_left_as_they_were() -> None:
    inputs = {
        "number": np.ones((4, 1), np.float32),
        "whole": np.ones((4, 2), np.int64),
        "text": np.array([["a"]] * 4, dtype=object),
    }
    found = {fault.name: fault for fault in faults(inputs)}
    assert np.isnan(found["not a number"].inputs["number"]).all()
    assert found["largest whole number"].inputs["whole"].min() == np.iinfo(np.int64).max
    assert found["empty text"].inputs["text"].tolist() == [[""]] * 4
    assert found["an input left out"].inputs.keys() == {"whole", "text"}
    assert len(found["an input with a row less"].inputs["number"]) == 3
    assert all(
        values.shape == inputs[name].shape and values.dtype == inputs[name].dtype
        for fault in found.values()
        if fault.kind == "value"
        for name, values in fault.inputs.items()
    )
    assert inputs["number"].sum() == 4
