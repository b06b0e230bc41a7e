"""A black-box attack within a ball around each row, by random search on the model's scores.

In the manner of Square Attack in L2 (Andriushchenko et al. 2020), simplified: the point stays on the sphere of the
budget; a random block of its direction is drawn anew, and kept when the margin of the true class does not rise. Blocks
shrink as queries are spent. Distances are root mean squares of changes, each value counted in its own range, so that a
budget means the same for any number of values.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.attack import Attacked, Target, margins, share_of_block
from core.measure.attack_moves import Blocks, blocks_of, put_back, rows_at_a_time

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rows = NDArray[Any]


def sphere_search(
    target: Target,
    rows: Rows,
    labels: Ints,
    *,
    budget: float,
    lowest: Rows,
    highest: Rows,
    most_queries: int,
    rng: np.random.Generator,
    heard: Callable[[int, int], None] | None = None,
) -> Attacked:
    """Try to change the decision on each row (n, ...) away from its label (n,) by points within `budget` of it.

    `lowest` and `highest` (broadcastable to a row) bound the values; a value whose range is empty or unknown, and a
    missing value (NaN), stays as it is. Otherwise as `core.measure.attack.random_search`.
    """
    n, shape = len(rows), rows.shape[1:]
    ball = _ball(rows, lowest, highest, budget)
    fooled, queries, unanswered = np.zeros(n, dtype=bool), np.zeros(n, dtype=np.int64), 0
    movable = np.flatnonzero(ball.reach > 0)
    if not movable.size or not n:
        return Attacked(fooled=fooled, queries=queries, unanswered=0)
    blocks = blocks_of(shape, movable)
    alive, margin = np.arange(n), np.full(n, np.inf)
    way = _Directions(now=np.where(blocks.start(n, rng), 1.0, -1.0) * (ball.reach > 0))
    for query in range(1, most_queries + 1):
        undo = way.turn(blocks, share_of_block(query / most_queries), ball.reach > 0, rng) if query > 1 else None
        queries[alive] = query
        points = ball.points(way, alive).reshape(len(alive), *shape)
        reached, found, silent = _asked(target, points, alive, labels[alive])
        unanswered += silent
        better = reached <= margin
        if undo:
            undo(np.flatnonzero(~better))
        margin[better] = reached[better]
        fooled[alive[found]] = True
        if found.any():
            alive, margin = alive[~found], margin[~found]
            way.keep(~found)
        if heard:
            heard(query, most_queries)
        if not alive.size:
            break
    return Attacked(fooled=fooled, queries=queries, unanswered=unanswered)


class _Directions:
    """Directions (m, values) of any length, with their lengths (m,): only what a move changes is counted anew."""

    def __init__(self, *, now: Floats) -> None:
        self.now = now
        self.length = np.sqrt(np.square(now).sum(axis=1))

    def turn(
        self, blocks: Blocks, share: float, moves: NDArray[np.bool_], rng: np.random.Generator
    ) -> Callable[[Ints], None]:
        """Draw a block of each direction anew, at the usual size of a value or less, in place; gives how to undo it."""
        places, sides = blocks.block(len(self.now), share, rng)
        line = np.arange(len(self.now))[:, None]
        usual = self.length[:, None] / np.sqrt(np.count_nonzero(moves))
        sizes = usual * np.abs(rng.normal(size=(len(self.now), 1))) * np.sqrt(2.0)
        before, length = self.now[line, places], self.length.copy()
        new = np.where(sides, sizes, -sizes)
        if places.shape[1] == 1:  # a single value is moved from where it is, to find its share of the direction
            new = before + new
        new = new * moves[places]
        self.now[line, places] = new
        squares = np.square(length) - np.square(before).sum(axis=1) + np.square(new).sum(axis=1)
        self.length = np.sqrt(np.maximum(squares, 0.0))

        def undo(rows: Ints) -> None:
            put_back(self.now, rows, places, before)
            self.length[rows] = length[rows]

        return undo

    def keep(self, left: NDArray[np.bool_]) -> None:
        """Drop all rows but those `left` (m,)."""
        self.now, self.length = self.now[left], self.length[left]


@dataclass(frozen=True, kw_only=True)
class _Ball:
    """The rows (n, values) under attack, the ball's radius in ranges, the ranges (values,), and each row's bounds."""

    home: Rows
    radius: float
    reach: Floats
    low: Rows
    high: Rows

    def points(self, way: _Directions, rows: Ints) -> Rows:
        """Where the directions of `rows` (m,) leave the ball, within the bounds: (m, values)."""
        made = np.empty((len(rows), self.home.shape[1]), dtype=self.home.dtype)
        factor = np.divide(self.radius, way.length, out=np.zeros_like(way.length), where=way.length > 0)
        step = rows_at_a_time(self.home.shape[1])
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            moved = way.now[start : start + step] * self.reach
            moved *= factor[start : start + step, None]
            moved += self.home[some]
            made[start : start + step] = np.clip(moved, self.low[some], self.high[some])
        return made


def _ball(rows: Rows, lowest: Rows, highest: Rows, budget: float) -> _Ball:
    shape = rows.shape[1:]
    home = rows.reshape(len(rows), math.prod(shape))
    low, high = (np.broadcast_to(side, shape).reshape(-1).astype(np.float64) for side in (lowest, highest))
    reach = np.where(np.isfinite(high - low), high - low, 0.0)
    return _Ball(
        home=home,
        radius=budget * float(np.sqrt(np.count_nonzero(reach > 0))),
        reach=reach,
        low=np.fmin(low, home).astype(home.dtype),
        high=np.fmax(high, home).astype(home.dtype),
    )


def _asked(target: Target, points: Rows, asked: Ints, labels: Ints) -> tuple[Floats, NDArray[np.bool_], int]:
    """(margins of the true class (m,), which rows are fooled (m,), how many got no number)."""
    scores = target.score(points, asked)
    answered = np.asarray(np.isfinite(scores).all(axis=1))
    scores = np.where(answered[:, None], scores, 0.0)
    reached: Floats = np.where(answered, margins(scores, labels), np.inf)
    return reached, answered & (target.decide(scores) != labels), int(np.count_nonzero(~answered))
