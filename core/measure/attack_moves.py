"""The moves of a random search in a box: which values of a row change together, and to which side of the box."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

VALUES_AT_A_TIME = 1 << 16

Rows = NDArray[Any]
Ints = NDArray[np.int64]
Sides = NDArray[np.bool_]


class Blocks(Protocol):
    """How rows of one shape are cut into blocks."""

    def start(self, count: int, rng: np.random.Generator) -> Sides:
        """The side of each value (count, values) at the start: True is the upper side."""

    def block(self, count: int, share: float, rng: np.random.Generator) -> tuple[Ints, Sides]:
        """(values, sides), both (count, k), that one move changes; `share` is the part of a row that a block covers."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Rows without neighbourhood: a block is a random set of the values that can move at all."""

    values: int
    movable: Ints

    def start(self, count: int, rng: np.random.Generator) -> Sides:
        return rng.integers(0, 2, size=(count, self.values), dtype=np.bool_)

    def block(self, count: int, share: float, rng: np.random.Generator) -> tuple[Ints, Sides]:
        size = max(1, round(share * len(self.movable)))
        order = rng.permutation(self.movable)
        runs = sliding_window_view(np.concatenate([order, order[: size - 1]]), size)  # the order goes round
        first = rng.integers(0, len(order), size=count)
        return runs[first], rng.integers(0, 2, size=(count, size), dtype=np.bool_)


@dataclass(frozen=True, kw_only=True)
class Squares:
    """Images: a block is a square, all of one side in each channel; the start is vertical stripes."""

    channels: int
    height: int
    width: int
    channels_last: bool

    def start(self, count: int, rng: np.random.Generator) -> Sides:
        stripes = rng.integers(0, 2, size=(count, self.channels, 1, self.width), dtype=np.bool_)
        sides = np.broadcast_to(stripes, (count, self.channels, self.height, self.width))
        if self.channels_last:
            sides = np.moveaxis(sides, 1, -1)
        return sides.reshape(count, -1)

    def block(self, count: int, share: float, rng: np.random.Generator) -> tuple[Ints, Sides]:
        area = share * self.height * self.width
        side = min(max(1, round(float(np.sqrt(area)))), self.height, self.width)
        top = rng.integers(0, self.height - side + 1, size=(count, 1, 1))
        left = rng.integers(0, self.width - side + 1, size=(count, 1, 1))
        step = np.arange(side)
        pixels = ((top + step[:, None]) * self.width + left + step).reshape(count, 1, -1)
        channel = np.arange(self.channels)[:, None]
        if self.channels_last:
            places = pixels * self.channels + channel
        else:
            places = pixels + channel * (self.height * self.width)
        up = rng.integers(0, 2, size=(count, self.channels, 1), dtype=np.bool_)
        return places.reshape(count, -1), np.broadcast_to(up, places.shape).reshape(count, -1)


def blocks_of(shape: tuple[int, ...], movable: Ints) -> Blocks:
    """The blocks for rows of `shape` (without the row axis): squares for (channels, height, width) or (height, width,
    channels), else sets of columns. `movable` are the flat values whose box has any room.
    """
    if len(shape) == 3 and min(shape[1:]) > 4:
        return Squares(channels=shape[0], height=shape[1], width=shape[2], channels_last=False)
    if len(shape) == 3 and min(shape[:2]) > 4:
        return Squares(channels=shape[2], height=shape[0], width=shape[1], channels_last=True)
    return Columns(values=int(np.prod(shape, dtype=np.int64)), movable=movable)


def corners(sides: Sides, low: Rows, high: Rows) -> Rows:
    """The corner of each box (m, values) that `sides` names."""
    return np.where(sides, high, low)


def move(now: Rows, low: Rows, high: Rows, places: Ints, sides: Sides) -> Rows:
    """Set the values `places` (m, k) of `now` (m, values) to their sides, in place; gives what was there (m, k).

    A single value is turned to its other side, since half of all such moves would otherwise change nothing.
    """
    line = np.arange(len(now))[:, None]
    before: Rows = now[line, places]
    if places.shape[1] == 1:
        sides = before != high[line, places]
    now[line, places] = np.where(sides, high[line, places], low[line, places])
    return before


def put_back(now: Rows, rows: Ints, places: Ints, before: Rows) -> None:
    """Undo the move of some rows (k,), in place; `places` and `before` are those of all rows."""
    now[rows[:, None], places[rows]] = before[rows]


def rows_at_a_time(values: int) -> int:
    """How many rows of so many values are worked on at once so that they stay near the processor."""
    return max(1, VALUES_AT_A_TIME // max(1, values))
