"""Twins found by keys and by distance, against plain comparison of every pair."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from core.measure.overlap import exact_twins, keyed, near_twins, nearest, twins_but_for_one


def table(n: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 4, (n, 4))


def test_twins_are_those_of_comparing_every_pair() -> None:
    test, train = table(120, 0), table(200, 1)
    keys = keyed(
        [
            (test[:, column].astype(str).astype(object), train[:, column].astype(str).astype(object))
            for column in range(4)
        ]
    )
    agree = (test[:, None, :] == train[None, :, :]).sum(axis=2)
    within = (train[:, None, :] == train[None, :, :]).sum(axis=2) - 9 * np.eye(200, dtype=int)
    for found, least in ((exact_twins(*keys), 4), (twins_but_for_one(*keys), 3)):
        assert found.test.tolist() == (agree >= least).any(axis=1).tolist()
        assert found.train.tolist() == (within >= least).any(axis=1).tolist()
        for row in np.flatnonzero(found.test):
            assert agree[row, found.twin[row]] >= least
        assert (found.twin[~found.test] == -1).all()
    assert 0 < exact_twins(*keys).test.sum() < twins_but_for_one(*keys).test.sum()


def test_the_nearest_rows_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(2)
    rows, among = rng.random((60, 5)), rng.random((90, 5))
    theirs, places = NearestNeighbors(n_neighbors=1).fit(among).kneighbors(rows)
    away, found = nearest(rows, among)
    assert away * np.sqrt(5) == pytest.approx(theirs[:, 0], rel=1e-9)
    assert found.tolist() == places[:, 0].tolist()
    theirs, _ = NearestNeighbors(n_neighbors=2).fit(among).kneighbors(among)
    away, _ = nearest(among, among, but=np.arange(90))
    assert away * np.sqrt(5) == pytest.approx(theirs[:, 1], rel=1e-9)


def test_two_rows_that_are_the_same_are_at_distance_zero_to_the_last_bit() -> None:
    rows = np.random.default_rng(3).random((40, 30)) + 1000
    found = near_twins(rows[:10], rows, np.arange(40), 0.0)
    assert found.test.all()
    assert not found.train.any()
    assert found.twin.tolist() == list(range(10))
