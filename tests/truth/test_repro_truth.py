"""A model whose answer depends on its company is found; one that is the same every time is not accused."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from core.errors import InputError
from core.probes import probe
from tests.truth.planted import Known, binary, estimate, known, measure, verdict

REPRO = probe("repro")
X = np.random.default_rng(0).uniform(0, 1, (400, 2))
DATA = binary(X, X[:, 0] > 0.5)


class Wavering(Known):
    """Keeps the chance within 0 and 1."""

    def predict(self, inputs: Mapping[str, np.ndarray], said: str = "") -> np.ndarray:
        chance = np.clip(self.chance_of(inputs["x"]), 0, 1)
        return np.stack([1 - chance, chance], axis=1)


def test_a_model_that_draws_lots_is_found() -> None:
    rng = np.random.default_rng(1)
    model = Wavering(chance_of=lambda x: x[:, 0] + rng.normal(0, 0.05, len(x)), inspection={})
    found = measure(REPRO, model, DATA)
    assert verdict(found, "changed_decisions", max=0.01) == "fail"
    assert estimate(found, "changed_scores") == 1.0


def test_a_model_whose_answer_depends_on_the_batch_is_found_and_the_repeats_are_not_blamed() -> None:
    model = Wavering(chance_of=lambda x: x[:, 0] - x[:, 0].mean() + 0.5, inspection={})  # scaled by its company
    found = measure(REPRO, model, DATA)
    assert estimate(found, "changed_decisions", {"condition": "repeated in the same way"}) == 0.0
    # alone, every row is its own mean: all become yes
    undecided = np.mean(X[:, 0] < X[:, 0].mean())
    assert estimate(found, "changed_decisions", {"condition": "one row at a time"}) == pytest.approx(undecided)
    assert estimate(found, "changed_decisions", {"condition": "reverse order"}) == 0.0


def test_a_steady_model_is_not_accused() -> None:
    found = measure(REPRO, known(lambda x: x[:, 0]), DATA)
    assert estimate(found, "changed_decisions") == 0.0
    assert estimate(found, "max_abs_difference") == 0.0
    assert verdict(found, "changed_decisions", max=0.01) == "pass"  # 0 of 400: at most 0.0092


def test_no_number_twice_is_no_change_and_a_number_turned_to_none_is() -> None:
    always = measure(REPRO, known(lambda x: np.where(x[:, 1] > 0.5, np.nan, x[:, 0])), DATA)
    assert estimate(always, "changed_scores") == 0.0
    alone = measure(REPRO, known(lambda x: np.full(len(x), np.nan) if len(x) == 1 else x[:, 0]), DATA)
    assert estimate(alone, "changed_scores", {"condition": "one row at a time"}) == 1.0


class Desk:
    """A machine on which `threads` threads move the scores by `away`, and one provider can't start."""

    providers = ("AzureExecutionProvider", "NoExecutionProvider", "CPUExecutionProvider")

    def __init__(self, threads: int, away: float) -> None:
        self.threads, self.away = threads, away

    def opened(self, *, threads: int | None = None, provider: str | None = None) -> Known:
        assert provider != "AzureExecutionProvider", "it would send the rows away"
        if provider:
            raise InputError(f"The execution provider {provider} can't be used on this machine.")
        away = self.away if threads == self.threads else 0.0
        return Wavering(chance_of=lambda x: x[:, 0] + away, inspection={})


def test_a_number_of_threads_that_changes_decisions_is_found_and_the_others_are_not_blamed() -> None:
    model = Wavering(chance_of=lambda x: x[:, 0], inspection={}, machine=Desk(threads=4, away=0.03))
    found = measure(REPRO, model, DATA)
    assert found.facts["conditions"][-1] == "4 threads inside a call"
    flipped = np.mean((X[:, 0] < 0.5) & (X[:, 0] + 0.03 >= 0.5))
    assert estimate(found, "changed_decisions", {"condition": "4 threads inside a call"}) == pytest.approx(flipped)
    assert estimate(found, "changed_decisions", {"condition": "2 threads inside a call"}) == 0.0
    assert estimate(found, "max_abs_difference") == pytest.approx(0.03)
    assert any("on NoExecutionProvider" in warning for warning in found.warnings)
    steady = measure(REPRO, Wavering(chance_of=lambda x: x[:, 0], inspection={}, machine=Desk(4, 0.0)), DATA)
    assert verdict(steady, "changed_decisions", max=0.01) == "pass"
