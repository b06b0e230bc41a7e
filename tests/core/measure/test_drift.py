"""Measures of drift against scipy's, and their intervals against known distributions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

from core.measure.drift import binned, js_distance, js_interval, ks, permutation_p, psi, psi_by_chance


def test_distances_are_those_of_scipy() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        counts = rng.integers(0, 30, (2, 6)) + np.array([[0, 0, 0, 1, 0, 1]])
        assert js_distance(*counts) == pytest.approx(jensenshannon(*counts, base=2))
        p, q = ((side + 0.5) / (side.sum() + 3) for side in counts)
        assert psi(counts) == pytest.approx(stats.entropy(p, q) + stats.entropy(q, p))
    one, other = rng.normal(size=300), rng.normal(0.3, 1, 200)
    assert ks(one, other, level=0.95).estimate == pytest.approx(stats.ks_2samp(one, other).statistic)
    assert ks(np.round(one), np.round(other), level=0.95).estimate == pytest.approx(
        stats.ks_2samp(np.round(one), np.round(other)).statistic
    )


def test_the_permutation_p_is_that_of_shuffling_the_rows() -> None:
    rng = np.random.default_rng(1)
    counts = np.array([[22, 14, 14], [14, 20, 26]])
    rows = np.repeat([0, 1, 2, 0, 1, 2], counts.ravel())
    seen, as_far = jensenshannon(*counts, base=2), 0
    for _ in range(2000):
        rng.shuffle(rows)
        as_far += jensenshannon(*(np.bincount(part, minlength=3) for part in np.split(rows, [50])), base=2) >= seen
    ours = permutation_p(counts, permutations=4000, rng=rng)
    assert ours == pytest.approx(as_far / 2000, abs=0.025)


@pytest.mark.parametrize("moved", [0.0, 0.15])
def test_the_intervals_hold_the_true_distance_at_least_as_often_as_they_say(moved: float) -> None:
    p, q = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.4 - moved, 0.3, 0.2, 0.1 + moved])
    true, held, held_ks = jensenshannon(p, q, base=2), 0, 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        counts = np.stack([rng.multinomial(400, p), rng.multinomial(300, q)])
        interval = js_interval(counts, resamples=300, level=0.95, rng=rng)
        held += interval.low <= true <= interval.high  # type: ignore[operator]
        sides = [np.repeat(np.arange(4.0), side) for side in counts]
        of_ks = ks(*sides, level=0.95)
        held_ks += of_ks.low <= moved <= of_ks.high  # type: ignore[operator]
    assert held >= 93
    assert held_ks >= 93


def test_psi_when_nothing_moved_is_about_what_chance_gives() -> None:
    rng = np.random.default_rng(2)
    shares = np.full(10, 0.1)
    counts = np.stack([rng.multinomial(500, shares, size=400), rng.multinomial(800, shares, size=400)], axis=1)
    assert psi(counts).mean() == pytest.approx(psi_by_chance(counts[0]), rel=0.1)


def test_bins_are_tenths_of_the_reference_values_where_few_and_texts_by_frequency() -> None:
    names, counts = binned(np.arange(1000.0), np.concatenate([np.arange(500.0), np.full(50, np.nan)]))
    assert counts[0].tolist() == [100] * 10 + [0]
    assert counts[1].tolist() == [100] * 5 + [0] * 5 + [50]
    assert names[-1] == "no number"
    names, counts = binned(np.array([1, 1, 2]), np.array([2, 3, 3]))
    assert (names, counts.tolist()) == (("1", "2", "3"), [[2, 1, 0], [0, 1, 2]])
    words = np.array([f"w{i % 50}" for i in range(200)], dtype=object)
    names, counts = binned(words, words[:100])
    assert len(names) == 31
    assert counts.sum(axis=1).tolist() == [200, 100]
