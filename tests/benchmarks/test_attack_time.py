"""The attack's own time, as a ratio to the time that the model alone takes for the same queries."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from core.measure.attack import Target, box_around, random_search
from core.measure.attack_l2 import sphere_search
from tests.benchmarks.conftest import Measured

pytestmark = pytest.mark.benchmark
DIGITS = Path("tests/models/digits")
MOST = 1.5
ROWS, QUERIES = 200, 300


class Timed:
    """A digits network that adds up the time it spends inside onnxruntime."""

    def __init__(self, name: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(DIGITS / f"{name}.onnx"), options)
        self.input, self.output = self.session.get_inputs()[0].name, self.session.get_outputs()[-1].name
        self.spent_s, self.queries = 0.0, 0

    def score(self, rows: NDArray[Any], _who: NDArray[np.int64]) -> NDArray[np.float64]:
        start = time.perf_counter()
        [scores] = self.session.run([self.output], {self.input: rows})
        self.spent_s += time.perf_counter() - start
        self.queries += len(rows)
        return np.asarray(scores, dtype=np.float64)

    def score_one_by_one(self, rows: NDArray[Any], who: NDArray[np.int64]) -> NDArray[np.float64]:
        """For a model that declares a batch of one."""
        return np.concatenate([self.score(rows[[row]], who) for row in range(len(rows))]).reshape(len(rows), -1)


def ratio_of(name: str) -> float:
    """Whole time of one attack over the model's part of it."""
    arrays = np.load(DIGITS / "digits_split.npz")
    rows = arrays["X_test"][:ROWS].astype(np.float32)
    rows = rows.reshape(-1, 1, 8, 8) if "cnn" in name else rows
    model = Timed(name)
    low, high = box_around(rows, 0.03, 0.0, 16.0)
    start = time.perf_counter()
    attacked = random_search(
        Target(score=model.score, decide=lambda scores: scores.argmax(axis=1)),
        rows,
        arrays["y_test"][:ROWS].astype(np.int64),
        low=low,
        high=high,
        most_queries=QUERIES,
        rng=np.random.default_rng(0),
    )
    whole_s = time.perf_counter() - start
    share = float(attacked.fooled.mean())
    print(
        f"{name}: {model.queries:,} queries, model {model.spent_s:.2f} s, whole {whole_s:.2f} s, "
        f"ratio {whole_s / model.spent_s:.2f}, fooled {share:.2f}"
    )
    return whole_s / model.spent_s


@pytest.mark.parametrize("search", ["each value", "all together"])
def test_neither_does_it_on_large_pictures(search: str) -> None:
    model, rng = Timed("../edge/light_squeezenet"), np.random.default_rng(0)
    rows = rng.uniform(0, 1, (8, 3, 224, 224)).astype(np.float32)
    target = Target(score=model.score_one_by_one, decide=lambda scores: np.zeros(len(scores), dtype=np.int64))
    labels = np.zeros(len(rows), dtype=np.int64)  # nothing fools this one: every query is spent
    low, high = box_around(rows, 0.05, 0.0, 1.0)
    start = time.perf_counter()
    if search == "each value":
        random_search(target, rows, labels, low=low, high=high, most_queries=30, rng=rng)
    else:
        ends = {"lowest": np.asarray(0.0), "highest": np.asarray(1.0)}
        sphere_search(target, rows, labels, budget=0.05, most_queries=30, rng=rng, **ends)
    whole_s = time.perf_counter() - start
    print(f"{search}: model {model.spent_s:.2f} s, whole {whole_s:.2f} s, ratio {whole_s / model.spent_s:.2f}")
    assert whole_s / model.spent_s <= MOST


@pytest.mark.parametrize("name", ["digits_cnn_dynamo20", "digits_cnn_legacy17"])
def test_the_attack_takes_at_most_half_as_long_again_as_the_model(name: str, measured: Measured) -> None:
    ratio = float(np.median([ratio_of(name) for _ in range(5)]))
    measured(f"time of the attack on {name}, over that of the model alone", f"{ratio:.2f}", f"at most {MOST}")
    assert ratio <= MOST
