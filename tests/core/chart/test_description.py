"""What a chart says: its values are numbers, and it has a table."""

from __future__ import annotations

import math

import pytest

from core.chart import Axis, Chart, Point, Series, table_of
from core.chart.scale import fit
from tests.core.chart.sample_charts import charts


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_chart_refuses_what_has_no_place(value: float) -> None:
    with pytest.raises(ValueError, match="can't show"):
        Chart(kind="bars", title="", summary="", series=(Series(name="", points=(Point(label="a", y=value),)),))


@pytest.mark.parametrize("kind", sorted(charts()))
def test_every_chart_has_a_table_with_a_row_for_each_point(kind: str) -> None:
    chart = charts()[kind]
    header, rows = table_of(chart)
    assert len(rows) == sum(len(series.points) for series in chart.series)
    assert all(len(row) == len(header) for row in rows)


def test_a_chart_keeps_the_table_that_it_brings() -> None:
    chart = Chart(kind="bars", title="", summary="", series=(), header=("a", "b"), rows=(("1", "2"),))
    assert table_of(chart) == (("a", "b"), (("1", "2"),))


@pytest.mark.parametrize(
    ("axis", "values", "ticks"),
    [
        (Axis(), [0.13, 0.87], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (Axis(percent=True, low=0, high=1), [], ["0%", "20%", "40%", "60%", "80%", "100%"]),
        (Axis(), [-3.0, 14000.0], ["−5,000", "0", "5,000", "10,000", "15,000"]),
        (Axis(), [5.0, 5.0], ["4.4", "4.6", "4.8", "5.0", "5.2", "5.4", "5.6"]),
    ],
)
def test_ticks_are_round_and_hold_the_values(axis: Axis, values: list[float], ticks: list[str]) -> None:
    scale = fit(axis, values, start=0.0, end=100.0, most_ticks=6)
    assert [scale.written(tick) for tick in scale.ticks] == ticks
    assert all(scale.low <= value <= scale.high for value in values)


def test_nothing_to_show_is_drawn_without_falling() -> None:
    from core.chart import draw, height_for

    for kind in ("intervals", "line", "reliability", "bars", "stack"):
        chart = Chart(kind=kind, title="", summary="", series=(Series(name="none", points=()),))  # type: ignore[arg-type]
        assert isinstance(draw(chart, 300.0, max(height_for(chart, 300.0), 60.0)), tuple)
