"""The random-search attack: it stays in its box, finds what is there, and accuses nothing that is not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from core.measure.attack import Target, box_around, random_search
from core.measure.attack_moves import Columns, Squares, blocks_of, move, put_back


class Linear:
    """Two classes by the sign of w·x + b; remembers the furthest that it was asked from each row."""

    def __init__(self, weights: NDArray[np.float64], bias: float, rows: NDArray[np.float64]) -> None:
        self.weights, self.bias, self.rows = weights, bias, rows
        self.furthest, self.asked = 0.0, 0

    def score(self, changed: NDArray[np.float64], who: NDArray[np.int64]) -> NDArray[np.float64]:
        self.furthest = max(self.furthest, float(np.nanmax(np.abs(changed - self.rows[who]), initial=0.0)))
        self.asked += len(changed)
        logit = changed.reshape(len(changed), -1) @ self.weights.ravel() + self.bias
        chance = 1 / (1 + np.exp(-logit))
        return np.stack([1 - chance, chance], axis=1)

    def target(self) -> Target:
        return Target(score=self.score, decide=lambda scores: scores.argmax(axis=1))


def test_a_linear_model_falls_for_exactly_the_rows_within_reach() -> None:
    rng = np.random.default_rng(0)
    weights = rng.normal(0, 1, 12)
    rows = rng.uniform(-1, 1, (120, 12))
    model = Linear(weights, 0.1, rows)
    labels = (rows @ weights + 0.1 > 0).astype(np.int64)
    low, high = box_around(rows, 0.05, -10.0, 10.0)  # 0.05 of 20: one unit
    attacked = random_search(
        model.target(), rows, labels, low=low, high=high, most_queries=400, rng=np.random.default_rng(1)
    )
    reachable = np.abs(rows @ weights + 0.1) < np.abs(weights).sum()
    assert (attacked.fooled == reachable).all()
    assert model.furthest <= 1.0 + 1e-9
    assert attacked.queries.sum() == model.asked
    assert (attacked.queries[~attacked.fooled] == 400).all()


def test_the_box_ends_where_the_range_ends() -> None:
    rows = np.array([[0.0, 5.0], [1.0, 10.0]])
    low, high = box_around(rows, 0.1, np.array([0.0, 0.0]), np.array([1.0, 10.0]))
    assert low == pytest.approx(np.array([[0.0, 4.0], [0.9, 9.0]]))
    assert high == pytest.approx(np.array([[0.1, 6.0], [1.0, 10.0]]))


def test_a_row_outside_the_range_may_stay_where_it_is() -> None:
    low, high = box_around(np.array([[12.0]]), 0.1, 0.0, 10.0)
    assert (low[0, 0], high[0, 0]) == (11.0, 12.0)


def test_a_constant_model_is_never_fooled() -> None:
    rows = np.random.default_rng(0).random((30, 4))
    target = Target(
        score=lambda changed, _who: np.tile([0.3, 0.7], (len(changed), 1)), decide=lambda s: s.argmax(axis=1)
    )
    low, high = box_around(rows, 0.5, 0.0, 1.0)
    attacked = random_search(
        target, rows, np.ones(30, dtype=np.int64), low=low, high=high, most_queries=50, rng=np.random.default_rng(0)
    )
    assert not attacked.fooled.any()


def test_an_answer_that_is_no_number_fools_nobody() -> None:
    rows = np.random.default_rng(0).random((10, 4))
    target = Target(score=lambda changed, _who: np.full((len(changed), 2), np.nan), decide=lambda s: s.argmax(axis=1))
    low, high = box_around(rows, 0.5, 0.0, 1.0)
    attacked = random_search(
        target, rows, np.ones(10, dtype=np.int64), low=low, high=high, most_queries=20, rng=np.random.default_rng(0)
    )
    assert not attacked.fooled.any()
    assert attacked.unanswered == 200


def test_a_missing_value_stays_missing() -> None:
    rows = np.array([[0.5, np.nan, 0.5]])
    seen = []

    def score(changed: NDArray[np.float64], _who: NDArray[np.int64]) -> NDArray[np.float64]:
        seen.append(changed.copy())
        return np.tile([0.1, 0.9], (len(changed), 1))

    low, high = box_around(rows, 0.2, 0.0, 1.0)
    random_search(
        Target(score=score, decide=lambda s: s.argmax(axis=1)),
        rows,
        np.array([1]),
        low=low,
        high=high,
        most_queries=20,
        rng=np.random.default_rng(0),
    )
    assert all(np.isnan(one[0, 1]) and np.isfinite(one[0, [0, 2]]).all() for one in seen)


def test_no_room_in_the_box_means_no_query() -> None:
    rows = np.ones((3, 2))

    def score(_changed: NDArray[np.float64], _who: NDArray[np.int64]) -> NDArray[np.float64]:
        raise AssertionError("asked")

    attacked = random_search(
        Target(score=score, decide=lambda s: s.argmax(axis=1)),
        rows,
        np.zeros(3, dtype=np.int64),
        low=rows,
        high=rows,
        most_queries=20,
        rng=np.random.default_rng(0),
    )
    assert not attacked.fooled.any()
    assert attacked.queries.sum() == 0


@pytest.mark.parametrize("shape", [(1, 8, 8), (3, 9, 7), (8, 8, 1), (9, 7, 3)])
def test_an_image_is_attacked_in_squares_within_one_channel_layout(shape: tuple[int, ...]) -> None:
    blocks = blocks_of(shape, np.arange(int(np.prod(shape))))
    assert isinstance(blocks, Squares)
    places, sides = blocks.block(5, 0.2, np.random.default_rng(0))
    last = blocks.channels_last
    for line, side in zip(places, sides, strict=True):
        mask = np.full(shape, -1)
        mask.reshape(-1)[line] = side
        by_channel = np.moveaxis(mask, -1, 0) if last else mask
        for channel in by_channel:
            height, width = np.nonzero(channel >= 0)
            size = np.ptp(height) + 1
            assert size == np.ptp(width) + 1
            assert len(height) == size * size
            assert len(set(channel[channel >= 0])) == 1


def test_a_single_value_is_turned_to_its_other_side() -> None:
    low, high = np.zeros((2, 3)), np.ones((2, 3))
    now = np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]])
    places = np.array([[0], [1]])
    before = move(now, low, high, places, np.array([[False], [True]]))
    assert now.tolist() == [[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]]
    put_back(now, np.array([1]), places, before)
    assert now.tolist() == [[1.0, 1.0, 1.0], [1.0, 1.0, 0.0]]


def test_columns_move_only_where_there_is_room() -> None:
    blocks = blocks_of((6,), np.array([1, 4]))
    assert isinstance(blocks, Columns)
    places, _ = blocks.block(50, 0.5, np.random.default_rng(0))
    assert set(places.ravel()) == {1, 4}


def test_the_same_seed_gives_the_same_attack() -> None:
    rng = np.random.default_rng(0)
    rows, weights = rng.uniform(-1, 1, (40, 6)), rng.normal(0, 1, 6)
    labels = (rows @ weights > 0).astype(np.int64)
    low, high = box_around(rows, 0.1, -1.0, 1.0)
    one, two = (
        random_search(
            Linear(weights, 0.0, rows).target(),
            rows,
            labels,
            low=low,
            high=high,
            most_queries=60,
            rng=np.random.default_rng(5),
        )
        for _ in range(2)
    )
    assert (one.fooled == two.fooled).all()
    assert (one.queries == two.queries).all()


def test_no_rows_at_all_are_attacked_without_a_query() -> None:
    none = np.zeros((0, 4))
    target = Target(score=lambda changed, _who: np.zeros((len(changed), 2)), decide=lambda s: s.argmax(axis=1))
    attacked = random_search(
        target, none, np.zeros(0, dtype=np.int64), low=none, high=none, most_queries=9, rng=np.random.default_rng(0)
    )
    assert attacked.fooled.shape == (0,)
