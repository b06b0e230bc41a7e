"""A black-box attack within a ball around each row, by random search on the model's scores.

In the manner of Square Attack in L2 (Andriushchenko et al. 2020), simplified: the point stays on the sphere of the
budget; a random block of its direction is drawn anew, and kept when the margin of the true class does not rise. Blocks
shrink as queries are spent. Distances are root mean squares of changes, each value counted in its own range, so that a
budget means the same for any number of values.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.measure.attack import Attacked, Target, margins, share_of_block
from core.measure.attack_moves import Blocks, blocks_of

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
    home = rows.reshape(n, math.prod(shape)).astype(np.float64)
    low, high = (np.broadcast_to(side, shape).reshape(-1).astype(np.float64) for side in (lowest, highest))
    reach = np.where(np.isfinite(high - low), high - low, 0.0)
    movable = np.flatnonzero(reach > 0)
    fooled, queries, unanswered = np.zeros(n, dtype=bool), np.zeros(n, dtype=np.int64), 0
    if not movable.size or not n:
        return Attacked(fooled=fooled, queries=queries, unanswered=0)
    radius, blocks = budget * float(np.sqrt(movable.size)), blocks_of(shape, movable)
    alive, margin = np.arange(n), np.full(n, np.inf)
    now = _on_sphere(np.where(blocks.start(n, rng), 1.0, -1.0) * (reach > 0))
    for query in range(1, most_queries + 1):
        tried = now if query == 1 else _turned(now, blocks, share_of_block(query / most_queries), reach > 0, rng)
        points = np.clip(home[alive] + radius * tried * reach, np.fmin(low, home[alive]), np.fmax(high, home[alive]))
        queries[alive] = query
        reached, found, silent = _asked(
            target, points.reshape(len(alive), *shape).astype(rows.dtype), alive, labels[alive]
        )
        unanswered += silent
        better = reached <= margin
        now[better], margin[better] = tried[better], reached[better]
        fooled[alive[found]] = True
        alive, now, margin = alive[~found], now[~found], margin[~found]
        if heard:
            heard(query, most_queries)
        if not alive.size:
            break
    return Attacked(fooled=fooled, queries=queries, unanswered=unanswered)


def _asked(target: Target, points: Rows, asked: Ints, labels: Ints) -> tuple[Floats, NDArray[np.bool_], int]:
    """(margins of the true class (m,), which rows are fooled (m,), how many got no number)."""
    scores = target.score(points, asked)
    answered = np.asarray(np.isfinite(scores).all(axis=1))
    scores = np.where(answered[:, None], scores, 0.0)
    reached: Floats = np.where(answered, margins(scores, labels), np.inf)
    return reached, answered & (target.decide(scores) != labels), int(np.count_nonzero(~answered))


def _turned(now: Floats, blocks: Blocks, share: float, moves: NDArray[np.bool_], rng: np.random.Generator) -> Floats:
    """Directions (m, values) with a block of each drawn anew, at the usual size of a value or less."""
    places, sides = blocks.block(len(now), share, rng)
    line = np.arange(len(now))[:, None]
    usual = 1 / np.sqrt(np.count_nonzero(moves))
    sizes = usual * np.abs(rng.normal(size=(len(now), 1))) * np.sqrt(2.0)
    tried = now.copy()
    tried[line, places] = np.where(sides, sizes, -sizes) * moves[places]
    if places.shape[1] == 1:  # a single value is moved from where it is, to find its share of the direction
        tried[line, places] = (now[line, places] + np.where(sides, sizes, -sizes)) * moves[places]
    return _on_sphere(tried)


def _on_sphere(directions: Floats) -> Floats:
    length = np.sqrt(np.square(directions).sum(axis=1, keepdims=True))
    unit: Floats = np.divide(directions, length, out=directions.copy(), where=length > 0)
    return unit
