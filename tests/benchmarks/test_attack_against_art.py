"""The black-box attack against the SquareAttack of adversarial-robustness-toolbox: time to the same success."""

from __future__ import annotations

import time
import warnings
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.measure.attack import Target, box_around, random_search
from tests.benchmarks.conftest import Measured
from tests.benchmarks.test_attack_time import DIGITS, ROWS, Timed

pytestmark = pytest.mark.benchmark
AIM, EPSILON, ROUNDS = 5.0, 0.15, 3


def data() -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    arrays = np.load(DIGITS / "digits_split.npz")
    rows = arrays["X_test"][:ROWS].astype(np.float32).reshape(-1, 1, 8, 8)
    return rows, arrays["y_test"][:ROWS].astype(np.int64)


def theirs(model: Timed, rows: NDArray[np.float32], labels: NDArray[np.int64]) -> tuple[float, float]:
    """Seconds and the share that was fooled, of the rows that the model had right."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        art = pytest.importorskip("art.attacks.evasion")
        from art.estimators.classification import BlackBoxClassifierNeuralNetwork

    def score(batch: NDArray[Any]) -> NDArray[np.float64]:
        return model.score(batch.astype(np.float32), np.arange(len(batch)))

    classifier = BlackBoxClassifierNeuralNetwork(
        score, rows.shape[1:], 10, clip_values=(0.0, 16.0), channels_first=True
    )
    attack = art.SquareAttack(
        classifier, eps=EPSILON * 16.0, max_iter=100, nb_restarts=1, batch_size=ROWS, verbose=False
    )
    right = score(rows).argmax(axis=1) == labels
    np.random.seed(0)  # noqa: NPY002 - its attack draws from there
    begun = time.perf_counter()
    attacked = attack.generate(rows.copy(), np.eye(10)[labels])
    taken = time.perf_counter() - begun
    return taken, float((score(attacked).argmax(axis=1) != labels)[right].mean())


def ours(model: Timed, rows: NDArray[np.float32], labels: NDArray[np.int64], success: float) -> tuple[float, float]:
    """Seconds to at least `success` of the rows that the model had right, and the share that was fooled then."""
    low, high = box_around(rows, EPSILON, 0.0, 16.0)
    for queries in (25, 50, 100, 200, 300, 500, 1000, 2000):
        begun = time.perf_counter()
        attacked = random_search(
            Target(score=model.score, decide=lambda scores: scores.argmax(axis=1)),
            rows,
            labels,
            low=low,
            high=high,
            most_queries=queries,
            rng=np.random.default_rng(0),
        )
        taken = time.perf_counter() - begun
        share = float(attacked.fooled.mean())
        if share >= success:
            break
    return taken, share


def test_the_attack_reaches_the_same_success_five_times_sooner(measured: Measured) -> None:
    rows, labels = data()
    model = Timed("digits_cnn_legacy17")
    right = model.score(rows, np.arange(len(rows))).argmax(axis=1) == labels
    rows, labels = rows[right], labels[right]
    ratios = []
    for _ in range(ROUNDS):
        their_s, success = theirs(model, rows, labels)
        our_s, share = ours(model, rows, labels, success)
        ratios.append(their_s / our_s)
        assert share >= success > 0.3, "both must have done something"
    ratio = float(np.median(ratios))
    measured(
        f"the attack on {len(rows)} digits against ART's SquareAttack, to success {success:.2f} (ours {share:.2f})",
        f"{ratio:.1f} times sooner ({our_s:.2f} s, theirs {their_s:.2f} s)",
        f"at least {AIM:g} times",
    )
    assert ratio >= AIM
