"""A black-box attack within a box around each row, by random search on the model's scores.

After Square Attack (Andriushchenko, Croce, Flammarion and Hein 2020, ECCV): start at a random corner of the box, then
change a random block to other corners and keep what does not raise the margin of the true class; blocks shrink as
queries are spent. Images change in squares, other rows in random sets of features. All rows still standing are asked in
one batch, and a row leaves the batch as soon as it is fooled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.attack_moves import blocks_of, corners, move, put_back, rows_at_a_time

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Rows = NDArray[Any]

# Share of a row that a block covers at first, and the share of queries after which it halves (of 10,000 in the paper).
FIRST_SHARE = 0.5
HALVINGS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
_SMALLEST_SCORE = 1e-300


@dataclass(frozen=True, kw_only=True)
class Attacked:
    """What an attack came to, by row: whether it was fooled, and the queries spent on it.

    `unanswered` counts queries to which the model gave no number; these never count as fooled.
    """

    fooled: NDArray[np.bool_]
    queries: Ints
    unanswered: int


@dataclass(frozen=True, kw_only=True)
class Target:
    """The model under attack: `score` maps rows (m, ...) and their indices (m,) to scores (m, classes), `decide` maps
    scores to decisions (m,).
    """

    score: Callable[[Rows, Ints], Floats]
    decide: Callable[[Floats], Ints]


@dataclass(kw_only=True)
class _Standing:
    """The rows not yet fooled: their numbers, boxes (m, values), points and the best margins so far.

    A point is moved in place, and put back where that was no better: a copy of all rows at every query would cost more
    than the search itself.
    """

    alive: Ints
    labels: Ints
    low: Rows
    high: Rows
    now: Rows
    margin: Floats

    def take(self, scores: Floats, decide: Callable[[Floats], Ints], undo: Callable[[Ints], None]) -> tuple[Ints, int]:
        """Undo what is worse and drop what is fooled: (numbers of the rows fooled, queries without an answer)."""
        answered = np.asarray(np.isfinite(scores).all(axis=1))
        if not answered.all():
            scores = np.where(answered[:, None], scores, 0.0)
        reached = np.where(answered, margins(scores, self.labels), np.inf)
        better = reached <= self.margin
        undo(np.flatnonzero(~better))
        self.margin[better] = reached[better]
        found = answered & (decide(scores) != self.labels)
        fooled = self.alive[found]
        if fooled.size:
            left = ~found
            self.alive, self.labels, self.margin = self.alive[left], self.labels[left], self.margin[left]
            self.low, self.high, self.now = self.low[left], self.high[left], self.now[left]
        return fooled, int(np.count_nonzero(~answered))


def random_search(
    target: Target,
    rows: Rows,
    labels: Ints,
    *,
    low: Rows,
    high: Rows,
    most_queries: int,
    rng: np.random.Generator,
    heard: Callable[[int, int], None] | None = None,
) -> Attacked:
    """Try to change the decision on each row (n, ...) away from its label (n,) by points of its box [low, high].

    `low` and `high` have the shape of `rows`; a missing value (NaN) stays missing. At most `most_queries` are spent on
    a row. A row is fooled when `decide` gives another class.
    """
    n, shape, unanswered = len(rows), rows.shape[1:], 0
    low, high = (side.reshape(n, int(np.prod(shape, dtype=np.int64))) for side in (low, high))
    movable = np.flatnonzero((high > low).any(axis=0))
    fooled, queries = np.zeros(n, dtype=bool), np.zeros(n, dtype=np.int64)
    if not movable.size:
        return Attacked(fooled=fooled, queries=queries, unanswered=0)
    blocks = blocks_of(shape, movable)
    start = corners(blocks.start(n, rng), low, high)
    row = _Standing(alive=np.arange(n), labels=labels, low=low, high=high, now=start, margin=np.full(n, np.inf))
    for query in range(1, most_queries + 1):
        undo: Callable[[Ints], None] = _nothing_to_undo
        if query > 1:
            places, sides = blocks.block(len(row.now), share_of_block(query / most_queries), rng)
            before = move(row.now, row.low, row.high, places, sides)
            undo = partial(_put_back, row.now, places, before)
        queries[row.alive] = query
        scores = target.score(row.now.reshape(len(row.now), *shape), row.alive)
        found, without_answer = row.take(scores, target.decide, undo)
        fooled[found] = True
        unanswered += without_answer
        if heard:
            heard(query, most_queries)
        if not row.alive.size:
            break
    return Attacked(fooled=fooled, queries=queries, unanswered=unanswered)


def _nothing_to_undo(_rows: Ints) -> None:
    """The first points stay as they are."""


def _put_back(now: Rows, places: Ints, before: Rows, rows: Ints) -> None:
    put_back(now, rows, places, before)


def box_around(rows: Rows, budget: float, lowest: Rows | float, highest: Rows | float) -> tuple[Rows, Rows]:
    """The box (low, high) of `budget` times the input's range around each row, within that range.

    A row that itself lies outside the range keeps its place: it may move, but not further out.
    """
    reach = budget * (np.asarray(highest, dtype=np.float64) - np.asarray(lowest, dtype=np.float64))
    low, high = np.empty_like(rows), np.empty_like(rows)
    step = rows_at_a_time(rows[0].size if len(rows) else 1)
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        low[start : start + step] = np.minimum(some, np.maximum(some - reach, lowest))
        high[start : start + step] = np.maximum(some, np.minimum(some + reach, highest))
    return low, high


def share_of_block(spent: float) -> float:
    """The share of a row that a block covers when the share `spent` of the queries is spent."""
    return FIRST_SHARE / float(2 ** sum(spent > at for at in HALVINGS))


def margins(scores: Floats, labels: Ints) -> Floats:
    """How far the true class leads the next (m,).

    On the log scale where scores are positive, since probabilities close to 1 hardly differ themselves.
    """
    if (scores >= 0).all():
        scores = np.log(np.maximum(scores, _SMALLEST_SCORE))
    line = np.arange(len(labels))
    true = scores[line, labels]
    rest = scores.copy()
    rest[line, labels] = -np.inf
    lead: Floats = true - rest.max(axis=1)
    return lead
