"""Lines with bands: a value that changes along a budget or a severity."""

from __future__ import annotations

from core.chart.frame import Area, Look, Sizes, axis_across, axis_up, below_axis, legend, looks, marker, tick_room
from core.chart.marks import Line, Mark, Polygon, Polyline
from core.chart.model import Chart, Point, Series
from core.chart.scale import Scale, fit


def height(chart: Chart, width: float, sizes: Sizes) -> float:
    """A calm proportion: about two to five, and never flatter than twelve lines of text."""
    plot = max(0.4 * width, 12 * sizes.line)
    return min(plot, 22 * sizes.line) + legend(chart, width, sizes)[1] + below_axis(chart.x.label, sizes)


def draw_lines(chart: Chart, width: float, height_: float, sizes: Sizes) -> tuple[Mark, ...]:
    top, legend_height = legend(chart, width, sizes)
    area_top = legend_height + (1.9 * sizes.line if chart.value.label else 0.6 * sizes.line)
    bottom = height_ - below_axis(chart.x.label, sizes)
    up = _value_scale(chart, start=bottom, end=area_top, sizes=sizes)
    area = Area(left=tick_room(up, sizes), top=area_top, right=width - 1.5 * sizes.text, bottom=bottom)
    most = min(max(2, int((area.right - area.left) / (5.0 * sizes.text))), 9)
    places = [point.x for series in chart.series for point in series.points if point.x is not None]
    across = fit(chart.x, places, start=area.left, end=area.right, most_ticks=most)
    out: list[Mark] = [*top]
    styled = list(zip(chart.series, looks(chart.series), strict=True))
    for series, look in styled:
        out += _band(series, look, across, up)
    out += [*axis_up(up, area, chart.value.label, sizes), *axis_across(across, area, chart.x.label, sizes, grid=False)]
    if chart.threshold:
        y = up.at(chart.threshold.value)
        out.append(Line(x1=area.left, y1=y, x2=area.right, y2=y, colour="ink", width=1.2, dashed=True))
    for series, look in styled:
        out += _line(series, look, across, up, sizes)
    return tuple(out)


def _value_scale(chart: Chart, *, start: float, end: float, sizes: Sizes) -> Scale:
    points = [point for series in chart.series for point in series.points]
    values = [value for p in points for value in (p.low, p.y, p.high) if value is not None]
    values += [chart.threshold.value] if chart.threshold else []
    return fit(
        chart.value, values, start=start, end=end, most_ticks=min(max(2, int((start - end) / (2 * sizes.line))), 6)
    )


def _ordered(series: Series) -> list[tuple[float, Point]]:
    placed = [(point.x, point) for point in series.points if point.x is not None]
    return sorted(placed, key=lambda pair: pair[0])


def _band(series: Series, look: Look, across: Scale, up: Scale) -> list[Mark]:
    bounded = [(x, p.low, p.high) for x, p in _ordered(series) if p.low is not None and p.high is not None]
    if len(bounded) < 2:
        return []
    upper = [(across.at(x), up.at(high)) for x, _, high in bounded]
    lower = [(across.at(x), up.at(low)) for x, low, _ in reversed(bounded)]
    return [Polygon(points=(*upper, *lower), fill=look.soft)]


def _line(series: Series, look: Look, across: Scale, up: Scale, sizes: Sizes) -> list[Mark]:
    places = tuple((across.at(x), up.at(point.y)) for x, point in _ordered(series))
    out: list[Mark] = [Polyline(points=places, colour=look.colour, width=1.8)] if len(places) > 1 else []
    return out + [marker(look, x, y, 0.9 * sizes.marker) for x, y in places]
