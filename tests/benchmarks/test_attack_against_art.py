"""The black-box attack against the SquareAttack of adversarial-robustness-toolbox: time to the same success.

Both get the same rows, which the model has right, the same box around each, as many rounds, and one thread of the
run-time. Theirs runs its course. Ours is timed up to the round in which it has fooled as many rows; where it has not
after its last round, it begins again with twice as many, and every try counts. Seconds are those of a processor.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from core.measure.attack import Target, box_around, random_search
from tests.benchmarks.conftest import Measured
from tests.benchmarks.test_attack_time import DIGITS, ROWS, Timed

pytestmark = pytest.mark.benchmark
AIM, EPSILON, ROUNDS, QUERIES = 5.0, 0.15, 5, 100


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
        classifier, eps=EPSILON * 16.0, max_iter=QUERIES, nb_restarts=1, batch_size=ROWS, verbose=False
    )
    right = score(rows).argmax(axis=1) == labels
    np.random.seed(0)  # noqa: NPY002 - its attack draws from there
    begun = time.process_time()
    attacked = attack.generate(rows.copy(), np.eye(10)[labels])
    taken = time.process_time() - begun
    return taken, float((score(attacked).argmax(axis=1) != labels)[right].mean())


@dataclass(frozen=True, kw_only=True)
class Ours:
    """Seconds and queries until as many rows were fooled as by theirs, then both and the share at the search's end."""

    reached_s: float
    reached_queries: int
    whole_s: float
    whole_queries: int
    share: float
    rounds: int


def ours(model: Timed, rows: NDArray[np.float32], labels: NDArray[np.int64], success: float) -> Ours:
    begun, asked, rounds = time.process_time(), model.queries, QUERIES
    most_standing = len(rows) - round(success * len(rows))
    reached: list[tuple[float, int]] = []

    def score(batch: NDArray[Any], who: NDArray[np.int64]) -> NDArray[np.float64]:
        if not reached and len(who) <= most_standing:
            reached.append((time.process_time() - begun, model.queries - asked))
        return model.score(batch, who)

    while True:
        low, high = box_around(rows, EPSILON, 0.0, 16.0)
        attacked = random_search(
            Target(score=score, decide=lambda scores: scores.argmax(axis=1)),
            rows,
            labels,
            low=low,
            high=high,
            most_queries=rounds,
            rng=np.random.default_rng(0),
        )
        whole_s, queries, share = time.process_time() - begun, model.queries - asked, float(attacked.fooled.mean())
        if share >= success or rounds >= 20 * QUERIES:
            first_s, first = reached[0] if reached else (whole_s, queries)
            return Ours(
                reached_s=first_s,
                reached_queries=first,
                whole_s=whole_s,
                whole_queries=queries,
                share=share,
                rounds=rounds,
            )
        rounds *= 2


def test_the_attack_reaches_the_same_success_five_times_sooner(measured: Measured) -> None:
    rows, labels = data()
    model = Timed("digits_cnn_legacy17")
    right = model.score(rows, np.arange(len(rows))).argmax(axis=1) == labels
    rows, labels = rows[right], labels[right]
    ratios, whole = [], []
    for _ in range(ROUNDS):
        asked = model.queries
        their_s, success = theirs(model, rows, labels)
        asked = model.queries - asked
        mine = ours(model, rows, labels, success)
        ratios.append(their_s / mine.reached_s)
        whole.append(their_s / mine.whole_s)
        assert mine.share >= success > 0.3, "both must have done something"
    ratio = float(np.median(ratios))
    measured(
        f"the attack on {len(rows)} digits against ART's SquareAttack of {QUERIES} rounds, box of {EPSILON}, "
        f"until both fooled {success:.2f}",
        f"{ratio:.1f} times sooner ({mine.reached_s:.3f} s and {mine.reached_queries:,} queries, "
        f"theirs {their_s:.3f} s and {asked:,})",
        f"at least {AIM:g} times",
    )
    measured(
        f"the same, to the end of our {mine.rounds} rounds, where {mine.share:.2f} are fooled",
        f"{np.median(whole):.1f} times sooner ({mine.whole_s:.2f} s and {mine.whole_queries:,} queries)",
    )
    assert ratio >= AIM
