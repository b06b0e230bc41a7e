"""The field that a model hangs on is named, by taking it away and by shuffling it; idle fields are not."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression

from core.probes import probe
from tests.truth.planted import binary, estimate, known, measure, verdict

MISSING, ATTRIBUTION = probe("missing-input"), probe("attribution")


def drawn(n: int = 1500) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(n, 4))
    return x, x[:, 1] + 0.3 * x[:, 2] > 0


X, LABELS = drawn()
LEANING = known(lambda x: 1 / (1 + np.exp(-3 * (x[:, 1] + 0.3 * x[:, 2]))))


def test_the_field_that_decides_costs_half_the_decisions_and_idle_fields_cost_nothing() -> None:
    found = measure(MISSING, LEANING, binary(X, LABELS))
    assert found.facts["worst"] == "x 2"
    # what is left decides by the third column alone, which has the sign of the sum in 1/2 + atan(0.3)/π of the rows
    assert estimate(found, "accuracy_lost", {"field": "x 2"}) == pytest.approx(0.5 - np.arctan(0.3) / np.pi, abs=0.04)
    assert verdict(found, "largest_loss", max=0.1) == "fail"
    for idle in ("x 1", "x 4"):
        assert estimate(found, "accuracy_lost", {"field": idle}) == 0.0


def test_a_model_that_leans_on_no_single_field_is_not_accused() -> None:
    rng = np.random.default_rng(1)
    labels = rng.random(1000) < 0.5
    copies = np.where(labels, 1.0, -1.0)[:, None] + rng.normal(0, 0.1, (1000, 5))
    found = measure(MISSING, known(lambda x: 1 / (1 + np.exp(-x.sum(axis=1)))), binary(copies, labels))
    assert verdict(found, "largest_loss", max=0.02) == "pass"


def test_a_model_that_answers_no_number_without_a_field_is_said_to_lose_all() -> None:
    found = measure(MISSING, LEANING, binary(X, LABELS), fill="nothing")
    assert estimate(found, "accuracy_without", {"field": "x 3"}) == 0.0
    assert any("x 3" in warning for warning in found.warnings)


def test_importances_are_those_of_scikit_learn() -> None:
    fitted = LogisticRegression().fit(X, LABELS)
    ours = measure(
        ATTRIBUTION, known(lambda x: fitted.predict_proba(x)[:, 1]), binary(X, LABELS), samples=1500, shuffles=20
    )
    theirs = permutation_importance(
        fitted, X, LABELS, n_repeats=20, random_state=3, scoring="accuracy"
    ).importances_mean
    found = [estimate(ours, "importance", {"field": f"x {number + 1}"}) for number in range(4)]
    assert found == pytest.approx(theirs.tolist(), abs=0.012)


def test_an_idle_field_has_no_importance_and_the_used_one_surely_has() -> None:
    found = measure(ATTRIBUTION, LEANING, binary(X, LABELS))
    of = {str((one.slice or {})["field"]): one for one in found.metrics if one.name == "importance"}
    assert of["x 1"].low == of["x 1"].high == 0.0
    assert of["x 2"].low is not None
    assert of["x 2"].low > 0.3
    assert estimate(found, "score_change", {"field": "x 4"}) == 0.0
