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


@pytest.mark.parametrize("name", ["digits_cnn_dynamo20", "digits_cnn_legacy17"])
def test_the_attack_takes_at_most_half_as_long_again_as_the_model(name: str) -> None:
    assert float(np.median([ratio_of(name) for _ in range(5)])) <= MOST
