"""Calibration error: bins and errors by hand, exact resampling, and intervals that accuse no calibrated model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.measure import calibration as cal
from core.measure.bootstrap import resampled_rows


def confidences(seed: int, n: int) -> np.ndarray:
    return 0.5 + 0.5 * np.random.default_rng(seed).beta(3, 1.5, n)


def test_the_error_of_a_case_worked_by_hand() -> None:
    confidence = np.array([0.95, 0.95, 0.95, 0.55, 0.55])
    right = np.array([True, True, False, True, False])
    bins = cal.equal_width_bins(confidence, 10)
    # Bin (0.9, 1]: 3 rows, 2 right, |2 − 2.85| = 0.85. Bin (0.5, 0.6]: |1 − 1.1| = 0.1. Together 0.95 / 5.
    assert cal.calibration_error(confidence, right, bins, 10) == pytest.approx(0.19)


def test_a_bin_holds_its_upper_edge_and_the_first_bin_holds_zero() -> None:
    edges = np.array([0.0, 0.2, 0.2000001, 1.0])
    assert cal.equal_width_bins(edges, 5).tolist() == [0, 0, 1, 4]


def test_equal_mass_bins_hold_equally_many_rows() -> None:
    bins = cal.equal_mass_bins(np.random.default_rng(0).random(100), 10)
    assert np.bincount(bins).tolist() == [10] * 10


@given(st.integers(0, 2**32 - 1))
def test_equal_confidences_share_a_bin_whatever_the_order(seed: int) -> None:
    rng = np.random.default_rng(seed)
    confidence = rng.integers(0, 8, 50) / 8
    bins = cal.equal_mass_bins(confidence, 5)
    order = rng.permutation(50)
    assert (cal.equal_mass_bins(confidence[order], 5) == bins[order]).all()
    for value in np.unique(confidence):
        assert len(set(bins[confidence == value])) == 1


def test_the_top_label_of_two_classes_is_that_of_the_positive_from_one_half_on() -> None:
    scores = np.array([[0.5, 0.5], [0.7, 0.3], [0.1, 0.9]])
    confidence, right = cal.top_label(scores, np.array([1, 1, 1]), positive=1)
    assert confidence == pytest.approx([0.5, 0.7, 0.9])
    assert right.tolist() == [True, False, True]


def test_the_top_label_of_more_classes_is_the_largest_score() -> None:
    confidence, right = cal.top_label(np.array([[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]]), np.array([1, 2]), positive=None)
    assert confidence == pytest.approx([0.5, 0.6])
    assert right.tolist() == [True, False]


def test_resampled_distances_are_those_of_rows_drawn_one_by_one() -> None:
    rng = np.random.default_rng(8)
    gaps, bins = rng.normal(0, 1, 30), rng.integers(0, 4, 30)
    ours = cal.resampled_distances(gaps, [bins], 4, 200, np.random.default_rng(1))[0]
    slow = []
    for _, rows in resampled_rows(30, 200, np.random.default_rng(1)):
        for drawn in rows:
            moved = [gaps[drawn][bins[drawn] == b].sum() - gaps[bins == b].sum() for b in range(4)]
            slow.append(np.abs(moved).sum() / 30)
    assert ours == pytest.approx(slow)


@given(st.integers(0, 2**32 - 1), st.integers(2, 200))
def test_the_interval_holds_the_estimate_within_0_and_1(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    confidence, right = confidences(seed, n), rng.random(n) < 0.5
    bins = cal.equal_width_bins(confidence, 15)
    error = cal.calibration_error(confidence, right, bins, 15)
    distances = cal.resampled_distances(right - confidence, [bins], 15, 50, rng)[0]
    interval = cal.error_interval(error, distances, level=0.95, n=n)
    assert 0 <= interval.low <= error <= interval.high <= 1  # type: ignore[operator]


def test_reliability_counts_every_row_once() -> None:
    confidence = confidences(0, 500)
    right = np.random.default_rng(1).random(500) < confidence
    shown = cal.reliability(confidence, right, 15, level=0.95)
    assert sum(one.n for one in shown) == 500
    assert sum((one.kept.estimate or 0) * one.n for one in shown) == pytest.approx(right.sum())
    assert all(one.low < one.confidence <= one.high for one in shown)


def test_chance_alone_gives_about_what_a_calibrated_model_shows() -> None:
    confidence = confidences(3, 2000)
    bins = cal.equal_width_bins(confidence, 15)
    mean, most = cal.if_calibrated(confidence, bins, 15, draws=400, level=0.95, rng=np.random.default_rng(0))
    rng = np.random.default_rng(9)
    errors = [cal.calibration_error(confidence, rng.random(2000) < confidence, bins, 15) for _ in range(300)]
    assert mean == pytest.approx(np.mean(errors), rel=0.05)
    assert 0.90 <= np.mean(np.array(errors) <= most) <= 0.99


@pytest.mark.slow
@pytest.mark.parametrize("lowered", [0.0, 0.05, 0.2])
@pytest.mark.parametrize("n", [300, 3000])
def test_the_interval_covers_at_a_true_error_of_zero_too(lowered: float, n: int) -> None:
    truth_confidence = confidences(99, 400_000)
    true_bins = cal.equal_width_bins(truth_confidence, 15)
    chance = truth_confidence - lowered * (truth_confidence - 0.5)
    true_error = np.abs(np.bincount(true_bins, chance - truth_confidence)).sum() / 400_000
    covered = 0
    for trial in range(150):
        rng = np.random.default_rng(trial)
        confidence = confidences(1000 + trial, n)
        right = rng.random(n) < confidence - lowered * (confidence - 0.5)
        bins = cal.equal_width_bins(confidence, 15)
        error = cal.calibration_error(confidence, right, bins, 15)
        distances = cal.resampled_distances(right - confidence, [bins], 15, 200, rng)[0]
        interval = cal.error_interval(error, distances, level=0.95, n=n)
        covered += interval.low <= true_error <= interval.high  # type: ignore[operator]
    assert covered / 150 >= 0.9
