"""Slices against scipy's exact test and Holm written out, and how fields are cut."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from core.measure.slices import count_slices, cut, groupings


def test_counts_and_p_values_agree_with_scipy() -> None:
    rng = np.random.default_rng(0)
    columns = {"a": rng.choice(["x", "y"], 300), "b": rng.choice(["1", "2", "3"], 300)}
    right = rng.random(300) < np.where(columns["a"] == "x", 0.9, 0.7)
    slices = count_slices(right, groupings(columns, pairs=True), min_rows=20)
    assert len(slices) == 2 + 3 + 6
    theirs = []
    for one in slices:
        inside = np.all([columns[name] == value for name, value in one.where.items()], axis=0)
        assert (one.right, one.n) == (right[inside].sum(), inside.sum())
        table = [[one.right, one.n - one.right], [one.rest_right, one.rest_n - one.rest_right]]
        assert one.rest_n == 300 - one.n
        theirs.append(fisher_exact(table).pvalue)
        assert one.p == pytest.approx(theirs[-1], rel=1e-9)
    order = np.argsort(theirs)
    steps = np.maximum.accumulate([min(1.0, (11 - place) * theirs[i]) for place, i in enumerate(order)])
    assert [slices[i].p_adjusted for i in order] == pytest.approx(steps.tolist())


def test_small_slices_and_the_slice_of_all_rows_are_left_out() -> None:
    columns = {"a": np.array(["x"] * 97 + ["y"] * 3), "b": np.array(["z"] * 100)}
    slices = count_slices(np.ones(100, bool), groupings(columns, pairs=False), min_rows=5)
    assert [one.where for one in slices] == [{"a": "x"}]


def test_numbers_are_cut_in_quarters_few_values_kept_and_names_left_out() -> None:
    quarters = cut(np.arange(1000.0))
    assert quarters is not None
    assert {name: int((quarters == name).sum()) for name in dict.fromkeys(quarters)} == {
        "up to 249": 250,
        "above 249, up to 499": 250,
        "above 499, up to 749": 250,
        "above 749": 250,
    }
    few = cut(np.array([0, 1, 1, 3] * 5))
    assert few is not None
    assert sorted(set(few)) == ["0", "1", "3"]
    assert cut(np.array([f"name {i}" for i in range(100)], dtype=object)) is None
    assert cut(np.full(10, 2.0)) is None
    holed = cut(np.array([np.nan, 1.0, 2.0]))
    assert holed is not None
    assert holed.tolist() == ["no number", "1", "2"]
