"""Counts, gaps and tests of groups: against fairlearn and scipy, by hand, and by what tiny groups must not do."""

from __future__ import annotations

import numpy as np
import pytest
from fairlearn import metrics as theirs
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from core.measure.counts import RATES, Grouped, grouping_of, parts_of
from core.measure.exact import fisher_exact, holm, hypergeometric
from core.measure.gaps import (
    bootstrap_gap,
    difference_interval,
    differences,
    rates_of,
    ratio_interval,
    ratios,
)
from core.measure.pairwise import widest_contrasts

SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed: int, groups: int = 3, n: int = 200) -> tuple[NDArray[np.str_], NDArray[np.bool_], NDArray[np.bool_]]:
    rng = np.random.default_rng(seed)
    return rng.choice([f"g{k}" for k in range(groups)], n), rng.random(n) < 0.5, rng.random(n) < 0.4


@settings(max_examples=8)  # fairlearn takes a third of a second for each
@given(SEEDS)
def test_rates_and_gaps_agree_with_fairlearn(seed: int) -> None:
    group, truth, decided = drawn(seed)
    cells = grouping_of({"group": group}).count(truth, decided).cells
    frame = theirs.MetricFrame(
        metrics={
            "selection_rate": theirs.selection_rate,
            "tpr": theirs.true_positive_rate,
            "fpr": theirs.false_positive_rate,
        },
        y_true=truth,
        y_pred=decided,
        sensitive_features=group,
    )
    for rate in ("selection_rate", "tpr", "fpr"):
        assert rates_of(cells, rate) == pytest.approx(frame.by_group[rate].to_numpy())
    named = {"y_true": truth, "y_pred": decided, "sensitive_features": group}
    assert differences(cells, ("selection_rate",)) == pytest.approx(theirs.demographic_parity_difference(**named))
    assert ratios(cells, ("selection_rate",)) == pytest.approx(theirs.demographic_parity_ratio(**named))
    assert differences(cells, ("tpr",)) == pytest.approx(theirs.equal_opportunity_difference(**named))
    assert differences(cells, ("tpr", "fpr")) == pytest.approx(theirs.equalized_odds_difference(**named))
    assert ratios(cells, ("tpr", "fpr")) == pytest.approx(theirs.equalized_odds_ratio(**named))


def test_rates_of_a_table_worked_by_hand() -> None:
    cells = np.array([[[50, 10], [5, 35]]])
    values = {rate: float(rates_of(cells, rate)[0]) for rate in RATES}
    assert values == {
        "selection_rate": 0.45,
        "tpr": 35 / 40,
        "fpr": pytest.approx(10 / 60),
        "ppv": pytest.approx(35 / 45),
        "accuracy": 0.85,
    }


def test_intersections_that_occur_are_counted_and_no_others() -> None:
    columns = {"sex": np.array(["f", "f", "m", "m"]), "age": np.array(["old", "young", "old", "old"])}
    grouped = grouping_of(columns).count(np.array([True, True, False, True]), np.array([True, False, False, True]))
    assert grouped.names == (("f", "old"), ("f", "young"), ("m", "old"))
    assert grouped.sizes.tolist() == [1, 1, 2]
    assert grouped.slice_of(2) == {"sex": "m", "age": "old"}
    assert grouped.cells[2].tolist() == [[1, 0], [0, 1]]


@given(SEEDS)
def test_the_order_of_the_rows_does_not_matter(seed: int) -> None:
    group, truth, decided = drawn(seed)
    order = np.random.default_rng(seed).permutation(len(group))
    first = grouping_of({"group": group}).count(truth, decided)
    mixed = grouping_of({"group": group[order]}).count(truth[order], decided[order])
    assert first.names == mixed.names
    assert (first.cells == mixed.cells).all()


@given(SEEDS, st.integers(2, 6), st.integers(4, 300))
def test_the_interval_of_a_gap_holds_the_gap(seed: int, groups: int, n: int) -> None:
    group, truth, decided = drawn(seed, groups, n)
    cells = grouping_of({"group": group}).count(truth, decided).cells
    for rates in (("selection_rate",), ("tpr", "fpr")):
        for leave_out in (False, True):
            for interval in (
                difference_interval(cells, rates, level=0.95, leave_out_empty=leave_out),
                ratio_interval(cells, rates, level=0.95, leave_out_empty=leave_out),
            ):
                if interval.estimate is not None:
                    assert 0 <= interval.low <= interval.estimate <= interval.high <= 1  # type: ignore[operator]


def test_two_groups_have_newcombes_interval_itself() -> None:
    cells = np.array([[[14, 56], [0, 0]], [[32, 48], [0, 0]]])  # 56 of 70 and 48 of 80 selected
    interval = difference_interval(cells, ("selection_rate",), level=0.95)
    assert interval.method == "Newcombe"
    assert (interval.low, interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_group_of_three_rows_makes_a_gap_wide_and_not_certain() -> None:
    fair = [[[300, 200], [0, 0]], [[310, 190], [0, 0]]]
    tiny = [[[0, 3], [0, 0]]]
    without = difference_interval(np.array(fair), ("selection_rate",), level=0.95)
    with_tiny = difference_interval(np.array(fair + tiny), ("selection_rate",), level=0.95)
    assert without.high is not None
    assert with_tiny.low is not None
    assert without.high < 0.1
    assert with_tiny.estimate == pytest.approx(0.62)
    assert with_tiny.low < 0.1
    ratio = ratio_interval(np.array(fair + tiny), ("selection_rate",), level=0.95)
    assert ratio.estimate == pytest.approx(0.38)
    assert ratio.high is not None
    assert ratio.high > 0.8


def test_a_group_with_nothing_to_divide_by_counts_as_zero_or_is_left_out() -> None:
    cells = np.array([[[10, 10], [0, 0]], [[5, 5], [8, 12]], [[6, 4], [9, 11]]])  # no positive row in the first
    assert differences(cells, ("tpr",)) == pytest.approx(0.6)
    assert differences(cells, ("tpr",), empty=np.nan) == pytest.approx(0.05)
    left_out = difference_interval(cells, ("tpr",), level=0.95, leave_out_empty=True)
    assert left_out.estimate == pytest.approx(0.05)
    assert difference_interval(cells, ("tpr",), level=0.95).high > 0.8  # type: ignore[operator]


def test_a_ratio_of_nothing_but_zeros_is_undefined() -> None:
    cells = np.array([[[10, 0], [0, 0]], [[7, 0], [0, 0]]])
    assert ratio_interval(cells, ("selection_rate",), level=0.95).estimate is None


def test_one_group_alone_has_no_gap() -> None:
    assert difference_interval(np.array([[[1, 2], [3, 4]]]), ("tpr",), level=0.95).estimate is None


@pytest.mark.slow
def test_the_bootstrap_of_counts_gives_the_same_ends_as_fairlearns_of_rows() -> None:
    group, truth, decided = drawn(1, 2, 600)
    decided = decided | (group == "g1") & (np.random.default_rng(0).random(600) < 0.3)
    frame = theirs.MetricFrame(
        metrics=theirs.selection_rate,
        y_true=truth,
        y_pred=decided,
        sensitive_features=group,
        n_boot=300,
        ci_quantiles=[0.025, 0.975],
        random_state=4,
    )
    low, high = (float(value) for value in frame.difference_ci())
    ours = bootstrap_gap(
        grouping_of({"group": group}).count(truth, decided).cells,
        lambda cells: differences(cells, ("selection_rate",), empty=np.nan),
        resamples=4000,
        level=0.95,
        rng=np.random.default_rng(0),
    )
    assert ours.low == pytest.approx(low, abs=0.015)
    assert ours.high == pytest.approx(high, abs=0.015)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_fishers_test_agrees_with_scipy(a: int, b: int, c: int, d: int) -> None:
    if a + b == 0 or c + d == 0:
        return
    expected = stats.fisher_exact([[a, b], [c, d]]).pvalue
    assert fisher_exact(a, a + b, c, c + d) == pytest.approx(expected, rel=1e-7, abs=1e-12)


def test_fishers_test_holds_for_a_million_rows() -> None:
    expected = stats.fisher_exact([[100_500, 399_500], [100_000, 400_000]]).pvalue
    assert fisher_exact(100_500, 500_000, 100_000, 500_000) == pytest.approx(expected, rel=1e-5)


def test_the_tea_lady_is_told_3_of_4_by_chance_in_a_half_of_all_trials() -> None:
    assert fisher_exact(3, 4, 1, 4) == pytest.approx(34 / 70)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60))
def test_the_hypergeometric_agrees_with_scipy(drawn_: int, marked: int, total: int) -> None:
    drawn_, marked = min(drawn_, total), min(marked, total)
    first, chances = hypergeometric(drawn_, marked, total)
    expected = stats.hypergeom.pmf(np.arange(first, first + len(chances)), total, marked, drawn_)
    assert chances == pytest.approx(expected, abs=1e-12)


def test_holm_steps_down_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def grouped(*counts: tuple[int, int]) -> Grouped:
    cells = np.array([[[n - x, x], [0, 0]] for x, n in counts])
    return Grouped(columns=("g",), names=tuple((f"g{k}",) for k in range(len(counts))), cells=cells)


def test_the_widest_contrast_of_each_split_is_tested_among_all_pairs() -> None:
    found = widest_contrasts(
        {"a": grouped((10, 100), (30, 100), (90, 100)), "b": grouped((20, 50), (21, 50)), "c": grouped((1, 2))},
        rate="selection_rate",
    )
    assert [(one.column, one.best, one.worst) for one in found] == [("a", "g2", "g0"), ("b", "g1", "g0")]
    assert found[0].comparisons == 4
    assert found[0].p == pytest.approx(stats.fisher_exact([[90, 10], [10, 90]]).pvalue, rel=1e-6)
    assert found[0].p_adjusted == pytest.approx(4 * found[0].p)
    assert found[1].p_adjusted == 1.0


def test_an_unknown_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="no rate"):
        parts_of(np.zeros((1, 2, 2), dtype=np.int64), "luck")


@pytest.mark.slow
@pytest.mark.parametrize("groups", [2, 6])
def test_equal_groups_are_accused_no_more_often_than_the_level_allows(groups: int) -> None:
    rng = np.random.default_rng(0)
    accused = ratio_accused = 0
    for _ in range(500):
        selected = rng.binomial(40, 0.4, groups)
        cells = np.array([[[40 - x, x], [0, 0]] for x in selected])
        accused += difference_interval(cells, ("selection_rate",), level=0.95).low > 0  # type: ignore[operator]
        ratio_accused += ratio_interval(cells, ("selection_rate",), level=0.95).high < 1  # type: ignore[operator]
    assert accused / 500 <= 0.08
    assert ratio_accused / 500 <= 0.08
