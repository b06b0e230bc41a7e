"""Intervals of shares: against scipy and statsmodels-style formulas worked by hand, and by their properties."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.measure.beta import beta_quantile, beta_share
from core.measure.intervals import (
    clopper_pearson,
    exact,
    newcombe,
    newcombe_bounds,
    ratio_bounds,
    ratio_of_shares,
    wilson,
    wilson_bounds,
    z_of,
)

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 5000))
    return draw(st.integers(0, n)), n


@given(shares(), LEVELS)
def test_wilson_agrees_with_scipy(share: tuple[int, int], level: float) -> None:
    successes, n = share
    theirs = stats.binomtest(successes, n).proportion_ci(level, method="wilson")
    ours = wilson(successes, n, level=level)
    assert ours.low == pytest.approx(theirs.low, abs=1e-12)
    assert ours.high == pytest.approx(theirs.high, abs=1e-12)


@given(shares(), LEVELS)
def test_clopper_pearson_agrees_with_scipy(share: tuple[int, int], level: float) -> None:
    successes, n = share
    theirs = stats.binomtest(successes, n).proportion_ci(level, method="exact")
    ours = clopper_pearson(successes, n, level=level)
    assert ours.low == pytest.approx(theirs.low, abs=1e-9)
    assert ours.high == pytest.approx(theirs.high, abs=1e-9)


@pytest.mark.parametrize(("successes", "n"), [(0, 1_000_000), (1, 1_000_000), (700_000, 1_000_000), (10**6, 10**6)])
def test_clopper_pearson_holds_for_a_million_rows(successes: int, n: int) -> None:
    theirs = stats.binomtest(successes, n).proportion_ci(0.95, method="exact")
    ours = clopper_pearson(successes, n, level=0.95)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-10)


@given(st.floats(0.001, 0.999), st.floats(0.05, 2000), st.floats(0.05, 2000))
def test_the_beta_share_agrees_with_scipy(x: float, a: float, b: float) -> None:
    assert beta_share(x, a, b) == pytest.approx(stats.beta.cdf(x, a, b), abs=1e-11)


@given(st.floats(0.001, 0.999), st.floats(0.5, 500), st.floats(0.5, 500))
def test_the_beta_quantile_turns_the_share_back(share: float, a: float, b: float) -> None:
    assert beta_share(beta_quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-9)


def test_beta_refuses_parameters_that_are_not_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        beta_share(0.5, 0.0, 1.0)


def test_newcombe_gives_the_published_example() -> None:
    # Newcombe (1998), table II, example (a): 56/70 − 48/80, method 10.
    low, high = newcombe_bounds(56, 70, 48, 80, 0.95)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_newcombe_gives_the_published_examples_at_the_edge() -> None:
    # The same table, examples (g) 10/10 − 0/20 and (h) 10/10 − 0/10.
    assert [round(bound, 4) for bound in newcombe_bounds(10, 10, 0, 20, 0.95)] == [0.6791, 1.0]
    assert [round(bound, 4) for bound in newcombe_bounds(10, 10, 0, 10, 0.95)] == [0.6075, 1.0]


def test_katz_is_the_normal_interval_of_the_log_ratio() -> None:
    interval = ratio_of_shares(30, 100, 20, 100, level=0.95)
    half = 1.959963985 * math.sqrt(1 / 30 - 1 / 100 + 1 / 20 - 1 / 100)
    assert interval.method == "Katz log"
    assert interval.low == pytest.approx(1.5 * math.exp(-half), rel=1e-8)
    assert interval.high == pytest.approx(1.5 * math.exp(half), rel=1e-8)


def test_two_of_two_is_not_taken_for_certainty_in_a_ratio() -> None:
    interval = ratio_of_shares(106, 120, 2, 2, level=0.95)
    assert interval.method.startswith("MOVER-R")
    assert interval.high is not None
    assert interval.high > 1.5  # the true share of the two may well be 0.5


@given(shares(), shares(), LEVELS)
def test_a_ratio_turned_over_has_the_interval_turned_over(
    one: tuple[int, int], other: tuple[int, int], level: float
) -> None:
    low, _ = ratio_bounds(*one, *other, level)
    turned_low, turned_high = ratio_bounds(*other, *one, level)
    assert low == pytest.approx(1 / turned_high if turned_high else math.inf, rel=1e-6)
    if low > 0:
        assert 1 / low == pytest.approx(turned_high, rel=1e-6)
    assert turned_low <= turned_high


@given(shares(), shares(), LEVELS)
def test_every_interval_holds_its_estimate_and_stays_in_range(
    one: tuple[int, int], other: tuple[int, int], level: float
) -> None:
    for interval, least, most in (
        (wilson(*one, level=level), 0.0, 1.0),
        (clopper_pearson(*one, level=level), 0.0, 1.0),
        (newcombe(*one, *other, level=level), -1.0, 1.0),
        (ratio_of_shares(*one, *other, level=level), 0.0, math.inf),
    ):
        if interval.estimate is None:
            continue
        assert interval.low is not None
        assert interval.high is not None
        assert least <= interval.low <= interval.estimate <= interval.high <= most


@given(shares(), shares(), LEVELS)
def test_a_difference_turned_over_has_the_interval_turned_over(
    one: tuple[int, int], other: tuple[int, int], level: float
) -> None:
    low, high = newcombe_bounds(*one, *other, level)
    turned = newcombe_bounds(*other, *one, level)
    assert (low, high) == pytest.approx((-turned[1], -turned[0]), abs=1e-12)


def test_nothing_of_nothing_is_counted_as_0_and_says_that_nothing_is_known() -> None:
    interval = wilson(0, 0, level=0.95)
    assert (interval.estimate, interval.low, interval.high, interval.n) == (0.0, 0.0, 1.0, 0)
    assert "undefined" in interval.method


def test_a_count_is_exact() -> None:
    metric = exact(3, n=9).metric("nodes", unit="nodes")
    assert (metric.low, metric.estimate, metric.high, metric.level, metric.method) == (3, 3, 3, 1.0, "exact")


@pytest.mark.parametrize("level", [0.0, 1.0, -1.0, 95])
def test_a_level_outside_0_and_1_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        z_of(level)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.97])
@pytest.mark.parametrize("n", [20, 200])
def test_wilson_covers_about_and_clopper_pearson_at_least_as_often_as_they_say(share: float, n: int) -> None:
    chances = stats.binom.pmf(np.arange(n + 1), n, share)
    covered = {wilson: 0.0, clopper_pearson: 0.0}
    for successes, chance in enumerate(chances):
        for interval_of in covered:
            interval = interval_of(successes, n, level=0.95)
            assert interval.low is not None
            assert interval.high is not None
            covered[interval_of] += chance * (interval.low <= share <= interval.high)
    assert covered[clopper_pearson] >= 0.95
    assert covered[wilson] >= 0.92


@pytest.mark.slow
@pytest.mark.parametrize(("p1", "n1", "p2", "n2"), [(0.3, 40, 0.5, 60), (0.9, 8, 0.8, 200), (0.02, 100, 0.05, 100)])
def test_newcombe_and_the_ratio_cover_as_often_as_they_say(p1: float, n1: int, p2: float, n2: int) -> None:
    difference = ratio = 0.0
    for x1, chance1 in enumerate(stats.binom.pmf(np.arange(n1 + 1), n1, p1)):
        for x2, chance2 in enumerate(stats.binom.pmf(np.arange(n2 + 1), n2, p2)):
            if (chance := chance1 * chance2) < 1e-9:
                continue
            low, high = newcombe_bounds(x1, n1, x2, n2, 0.95)
            difference += chance * (low <= p1 - p2 <= high)
            low, high = ratio_bounds(x1, n1, x2, n2, 0.95)
            ratio += chance * (low <= p1 / p2 <= high)
    assert difference >= 0.93
    assert ratio >= 0.93


def test_wilson_of_0_and_of_all_reaches_the_edge_exactly() -> None:
    assert wilson_bounds(0, 10, 0.95)[0] == 0.0
    assert wilson_bounds(10, 10, 0.95)[1] == 1.0
