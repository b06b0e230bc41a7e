"""Numbers are written with the digits that their interval justifies."""

from __future__ import annotations

import math

import pytest

from core.chart.model import Chart, Point, Series
from core.chart.numbers import estimate_text, interval_text, with_interval
from core.chart.table import table_of


@pytest.mark.parametrize(
    ("estimate", "low", "high", "said"),
    [
        (0.8741234, 0.868, 0.880, "0.874 (0.868 to 0.880)"),
        (0.5, 0.2, 0.8, "0.50 (0.20 to 0.80)"),
        (0.87412, 0.87401, 0.87423, "0.87412 (0.87401 to 0.87423)"),
        (1234.56, 1100.0, 1400.0, "1,235 (1,100 to 1,400)"),
        (-0.031, -0.052, -0.011, "−0.031 (−0.052 to −0.011)"),
        (3.0, 3.0, 3.0, "3"),
        (0.123456, None, None, "0.1235"),
        (None, None, None, "not measured"),
    ],
)
def test_estimate_and_interval_share_their_decimals(
    estimate: float | None, low: float | None, high: float | None, said: str
) -> None:
    assert with_interval(estimate, low, high) == said


def test_no_more_than_six_decimals_are_written() -> None:
    assert estimate_text(0.123456789, 0.1234567890, 0.1234567899) == "0.123457"


def test_zero_has_no_sign_and_minus_is_a_minus() -> None:
    assert estimate_text(-0.0001, -0.2, 0.2) == "0.00"
    assert estimate_text(-2.0) == "−2"


def test_what_is_not_finite_is_said_in_words() -> None:
    assert estimate_text(math.inf) == "infinite"
    assert estimate_text(math.nan) == "not measured"
    assert interval_text(1.0, math.inf) == "1.000 to infinite"


def test_the_probes_write_numbers_the_same_way() -> None:
    from core.probe import Metric
    from core.probes import wording

    for estimate, low, high in ((0.874, 0.868, 0.880), (0.5, 0.2, 0.8), (12.3, 10.1, 15.2), (1234.5, 1100.0, 1400.0)):
        metric = Metric(name="m", estimate=estimate, low=low, high=high, level=0.95, method="", n=9, unit="")
        assert wording.number(metric) == estimate_text(estimate, low, high)
        assert wording.interval(metric) == interval_text(low, high)


def test_a_place_on_the_axis_is_written_without_zeros_that_say_nothing() -> None:
    points = tuple(Point(x=x, y=0.5) for x in (0.0, 0.03, 0.12, 5.0, 16_281.0, 0.333333))
    chart = Chart(kind="line", title="t", summary="s", series=(Series(name="one", points=points),))
    assert [row[0] for row in table_of(chart)[1]] == ["0", "0.03", "0.12", "5", "16,281", "0.3333"]
