"""No two series of a chart look alike."""

from __future__ import annotations

from core.chart.frame import looks
from core.chart.model import Series


def test_more_series_than_colours_still_differ_in_colour_or_shape():
    series = [Series(name=f"series {number}", points=()) for number in range(12)]
    assert len({(look.colour, look.shape) for look in looks(series)}) == 12
