"""Records that occur in two parts of the data: the same ones, and ones that are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[Any]

NUMBERS_AT_A_TIME = 4_000_000  # distances held at once: 32 MB
_KEYS = 20261122  # seeds the keys of cell values; any number does, and a fixed one makes runs alike


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Which rows have a twin: test rows among training rows (n,), training rows among other training rows (m,).

    `twin` (n,) is the number of one such training row, -1 where there is none.
    """

    test: Flags
    train: Flags
    twin: NDArray[np.int64]


def keyed(columns: Sequence[tuple[Rows, Rows]]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Keys of cells, (test rows, columns) and (training rows, columns), from (test values, training values) by column.

    Equal cells of a column have equal keys; the sum of a row's keys (modulo 2⁶⁴) names the record. Two records that
    differ share a sum by chance in 1 of 2⁶⁴ pairs.
    """
    draw = np.random.default_rng(_KEYS)
    tests, trains = [], []
    for test, train in columns:
        both = np.concatenate([_text(test), _text(train)])
        names, codes = np.unique(both, return_inverse=True)
        keys = draw.integers(0, 2**64, size=len(names), dtype=np.uint64)[codes]
        tests.append(keys[: len(test)])
        trains.append(keys[len(test) :])
    return np.stack(tests, axis=1), np.stack(trains, axis=1)


def spelling(texts: Rows) -> Rows:
    """The letters (n,) of texts (n,), in one case: what stays when case, digits, signs and spaces are changed."""
    return np.array(["".join(filter(str.isalpha, str(text))).casefold() for text in texts.tolist()], dtype=object)


def exact_twins(test: NDArray[np.uint64], train: NDArray[np.uint64]) -> Twins:
    """Rows of keys (n, columns), (m, columns) that agree in every column."""
    return _equal(test.sum(axis=1, dtype=np.uint64), train.sum(axis=1, dtype=np.uint64))


def twins_but_for_one(test: NDArray[np.uint64], train: NDArray[np.uint64]) -> Twins:
    """Rows of keys (n, columns), (m, columns) that agree in all columns or in all but one.

    A column left out is its keys taken off the row's sum.
    """
    found = exact_twins(test, train)
    in_test, in_train, twin = found.test.copy(), found.train.copy(), found.twin.copy()
    sums = test.sum(axis=1, dtype=np.uint64), train.sum(axis=1, dtype=np.uint64)
    for column in range(test.shape[1]):
        one = _equal(sums[0] - test[:, column], sums[1] - train[:, column])
        twin = np.where(in_test, twin, one.twin)
        in_test |= one.test
        in_train |= one.train
    return Twins(test=in_test, train=in_train, twin=twin)


def near_twins(test: Floats, train: Floats, sampled: NDArray[np.int64], reach: float) -> Twins:
    """Rows (n, values), (m, values) whose nearest training row lies within `reach`, as a root mean square difference.

    Of the training rows only `sampled` (k,) are asked, each about all others: `Twins.train` is (k,).
    """
    distance, twin = nearest(test, train)
    within, _ = nearest(train[sampled], train, but=sampled)
    close = distance <= reach
    return Twins(test=close, train=within <= reach, twin=np.where(close, twin, -1))


def nearest(rows: Floats, among: Floats, but: NDArray[np.int64] | None = None) -> tuple[Floats, NDArray[np.int64]]:
    """(root mean square distance, number) of the nearest of `among` (m, values) to each of `rows` (n, values).

    `but` (n,) names for each row the one that does not count: itself. Found by squares and products, then measured
    anew, since these lose digits where two rows are alike.
    """
    found, away = np.empty(len(rows), dtype=np.int64), np.empty(len(rows))
    squares = np.square(among).sum(axis=1)
    step = max(1, NUMBERS_AT_A_TIME // max(1, len(among)))
    for start in range(0, len(rows), step):
        chunk = rows[start : start + step]
        apart = squares - 2 * (chunk @ among.T)
        if but is not None:
            apart[np.arange(len(chunk)), but[start : start + step]] = np.inf
        best = apart.argmin(axis=1)
        found[start : start + step] = best
        away[start : start + step] = np.sqrt(np.square(chunk - among[best]).mean(axis=1))
    return away, found


def _equal(test: NDArray[np.uint64], train: NDArray[np.uint64]) -> Twins:
    names, first, inverse, counts = np.unique(train, return_index=True, return_inverse=True, return_counts=True)
    place = np.minimum(np.searchsorted(names, test), len(names) - 1)
    same = names[place] == test
    return Twins(test=same, train=counts[inverse] > 1, twin=np.where(same, first[place], -1))


def _text(values: Rows) -> Rows:
    return values.astype(str) if values.dtype.kind == "O" else values
