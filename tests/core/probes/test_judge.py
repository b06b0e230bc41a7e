"""A limit is kept, missed or not settled: by where the whole interval lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.probe import Metric, Slice
from core.probes import probe
from core.probes.judge import check_thresholds, judge


def metric(name: str, low: float | None, high: float | None, slice_: Slice | None = None) -> Metric:
    estimate = None if low is None or high is None else (low + high) / 2
    return Metric(
        name=name, estimate=estimate, low=low, high=high, level=0.95, method="made", n=9, unit="share", slice=slice_
    )


@pytest.mark.parametrize(
    ("limits", "verdict"),
    [
        ({"min": 0.8}, "pass"),
        ({"min": 0.7}, "pass"),
        ({"min": 0.85}, "inconclusive"),
        ({"min": 0.95}, "fail"),
        ({"max": 0.95}, "pass"),
        ({"max": 0.85}, "inconclusive"),
        ({"max": 0.7}, "fail"),
        ({"min": 0.7, "max": 0.85}, "inconclusive"),
        ({"min": 0.95, "max": 0.99}, "fail"),
    ],
)
def test_the_place_of_the_whole_interval_decides(limits: dict[str, float], verdict: str) -> None:
    assert judge([metric("accuracy", 0.8, 0.9)], {"accuracy": limits}).verdict == verdict


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_limit_inside_the_interval_is_never_kept_nor_missed(a: float, b: float, limit: float) -> None:
    low, high = sorted((a, b))
    verdict = judge([metric("f1", low, high)], {"f1": {"min": limit}}).verdict
    assert verdict == ("pass" if low >= limit else "fail" if high < limit else "inconclusive")


def test_without_limits_there_is_no_verdict() -> None:
    assert judge([metric("accuracy", 0.8, 0.9)], {}) == (None, ())


def test_without_an_interval_nothing_is_settled() -> None:
    assert judge([metric("accuracy", None, None)], {"accuracy": {"min": 0.1}}).verdict == "inconclusive"


def test_the_worst_slice_counts_and_every_slice_has_its_row() -> None:
    metrics = [metric("accuracy", 0.9, 0.95, {"sex": "f"}), metric("accuracy", 0.5, 0.6, {"sex": "m"})]
    judged = judge(metrics, {"accuracy": {"min": 0.8}})
    assert judged.verdict == "fail"
    assert [(row.slice, row.verdict) for row in judged.rows] == [({"sex": "f"}, "pass"), ({"sex": "m"}, "fail")]
    assert "0.50 and 0.60" in judged.rows[1].sentence


def test_the_worst_of_several_limits_counts() -> None:
    metrics = [metric("accuracy", 0.8, 0.9), metric("ece", 0.01, 0.05)]
    assert judge(metrics, {"accuracy": {"min": 0.7}, "ece": {"max": 0.03}}).verdict == "inconclusive"


def test_groups_of_sufficient_size_are_judged_where_both_are_given() -> None:
    name = "demographic_parity_difference"
    metrics = [
        metric(name, 0.2, 0.9, {"column": "race"}),
        metric(name, 0.01, 0.05, {"column": "race", "groups": ">=30"}),
        metric(name, 0.0, 0.02, {"column": "sex"}),
    ]
    judged = judge(metrics, {name: {"max": 0.1}})
    assert judged.verdict == "pass"
    assert [row.slice for row in judged.rows] == [{"column": "race", "groups": ">=30"}, {"column": "sex"}]


def test_a_limit_on_what_was_not_measured_here_is_not_settled_and_says_why() -> None:
    judged = judge([metric("accuracy", 0.8, 0.9)], {"auroc": {"min": 0.8}})
    assert judged.verdict == "inconclusive"
    assert judged.rows[0].sentence == "auroc was not measured here."


def test_a_limit_that_a_probe_can_not_judge_is_refused_before_it_runs() -> None:
    with pytest.raises(InputError, match="does not measure ece") as caught:
        check_thresholds(probe("perf-ci"), {"ece": {"max": 0.1}})
    assert "accuracy" in caught.value.hint


@pytest.mark.parametrize("limits", [{}, {"atleast": 0.8}, {"min": "high"}, {"min": True}, {"max": float("nan")}])
def test_a_limit_that_makes_no_sense_is_refused(limits: dict[str, float]) -> None:
    with pytest.raises(InputError, match="accuracy of perf-ci"):
        check_thresholds(probe("perf-ci"), {"accuracy": limits})
