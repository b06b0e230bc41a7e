"""Charts stay within their area, and their words never lie on each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from core.chart import Disc, Line, Mark, Polygon, Polyline, Rect, Text, draw, height_for
from core.chart.measure import text_width
from tests.core.chart.sample_charts import charts

KINDS = sorted(charts())


def box(text: Text) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a text's ink, roughly."""
    wide = text_width(text.text, text.size, text.weight)
    left = {"start": text.x, "middle": text.x - wide / 2, "end": text.x - wide}[text.anchor]
    return left, text.y - 0.72 * text.size, left + wide, text.y + 0.02 * text.size


def overlap(one: Text, other: Text) -> bool:
    a, b = box(one), box(other)
    return a[0] < b[2] - 0.1 and b[0] < a[2] - 0.1 and a[1] < b[3] - 0.1 and b[1] < a[3] - 0.1


def places(mark: Mark) -> list[tuple[float, float]]:
    if isinstance(mark, Line):
        return [(mark.x1, mark.y1), (mark.x2, mark.y2)]
    if isinstance(mark, Rect):
        return [(mark.x, mark.y), (mark.x + mark.width, mark.y + mark.height)]
    if isinstance(mark, Disc):
        return [(mark.x, mark.y)]
    if isinstance(mark, Polygon | Polyline):
        return list(mark.points)
    return [box(mark)[:2], box(mark)[2:]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [260.0, 492.0, 900.0])
@pytest.mark.parametrize("text_scale", [0.86, 1.0, 2.0])
def test_no_two_texts_overlap_and_nothing_leaves_the_area(kind: str, width: float, text_scale: float) -> None:
    chart = charts()[kind]
    height = height_for(chart, width, text_scale=text_scale)
    marks = draw(chart, width, height, text_scale=text_scale)
    texts = [mark for mark in marks if isinstance(mark, Text) and mark.text]
    assert texts
    assert not [(a.text, b.text) for a, b in combinations(texts, 2) if overlap(a, b)]
    for mark in marks:
        for x, y in places(mark):
            assert -1.0 <= x <= width + 1.0, mark
            assert -1.0 <= y <= height + 1.0, mark


@pytest.mark.parametrize("kind", ["intervals", "stack"])
def test_rows_without_room_are_named_as_left_out(kind: str) -> None:
    chart = charts()[kind]
    small = draw(chart, 400.0, 62.0)
    texts = [mark for mark in small if isinstance(mark, Text)]
    assert any("more in the table" in mark.text for mark in texts)
    assert not [(a.text, b.text) for a, b in combinations(texts, 2) if overlap(a, b)]


def test_drawing_is_the_same_every_time() -> None:
    chart = charts()["line"]
    assert draw(chart, 400.0, 200.0) == draw(chart, 400.0, 200.0)


def test_an_interval_stands_where_its_ends_are() -> None:
    marks = draw(charts()["intervals"], 500.0, 200.0)
    grid = {mark.x1 for mark in marks if isinstance(mark, Line) and mark.colour == "grid"}
    left, right = min(grid), max(grid)  # the axis goes from 0 to 1
    whiskers = [mark for mark in marks if isinstance(mark, Line) and mark.colour == "accent" and mark.y1 == mark.y2]
    first = whiskers[0]
    assert (first.x1 - left) / (right - left) == pytest.approx(0.83)
    assert (first.x2 - left) / (right - left) == pytest.approx(0.90)


def test_series_differ_in_shape_and_not_by_colour_alone() -> None:
    marks = draw(charts()["intervals"], 500.0, 250.0)
    assert any(isinstance(mark, Disc) for mark in marks)
    assert any(isinstance(mark, Rect) for mark in marks)
