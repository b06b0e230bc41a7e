"""The reliability diagram: what was observed over what was promised, and how many rows each bin holds."""

from __future__ import annotations

from itertools import pairwise

from core.chart.frame import Area, Look, Sizes, axis_across, axis_up, below_axis, legend, looks, marker, tick_room
from core.chart.marks import Line, Mark, Polyline, Rect, Text
from core.chart.measure import fitted
from core.chart.model import Axis, Chart, Point, Series
from core.chart.scale import Scale, fit

_STRIP_LINES = 3.2  # height of the strip of counts, in lines of text
_SHARE = Axis(low=0.0, high=1.0)


def height(chart: Chart, width: float, sizes: Sizes) -> float:
    """Close to a square plot, within reason, with the strip of counts under it."""
    plot = min(0.5 * width, 17 * sizes.line)
    return plot + (_STRIP_LINES + 2) * sizes.line + legend(chart, width, sizes)[1] + below_axis(chart.x.label, sizes)


def draw_reliability(chart: Chart, width: float, height_: float, sizes: Sizes) -> tuple[Mark, ...]:
    top, legend_height = legend(chart, width, sizes)
    counted = any(point.n is not None for series in chart.series for point in series.points)
    strip = _STRIP_LINES * sizes.line if counted else 0.0
    bottom = height_ - below_axis(chart.x.label, sizes) - strip
    area_top = legend_height + 1.9 * sizes.line
    up = fit(_SHARE, (), start=bottom, end=area_top, most_ticks=6)
    area = Area(left=tick_room(up, sizes), top=area_top, right=width - 1.5 * sizes.text, bottom=bottom)
    across = fit(_SHARE, (), start=area.left, end=area.right, most_ticks=6)
    low_area = Area(left=area.left, top=area.top, right=area.right, bottom=bottom + strip)
    out: list[Mark] = [*top, *axis_up(up, area, chart.value.label, sizes)]
    if counted:
        out += _counts(chart.series[0], across, area, strip, sizes)
    out += axis_across(across, low_area, chart.x.label, sizes, grid=False)
    ends = ((across.at(0), up.at(0)), (across.at(1), up.at(1)))
    out.append(Polyline(points=ends, colour="muted", width=1.0, dashed=True))
    for series, look in zip(chart.series, looks(chart.series), strict=True):
        for point in series.points:
            out += _bin(point, look, across, up, sizes)
    return tuple(out)


def _bin(point: Point, look: Look, across: Scale, up: Scale, sizes: Sizes) -> list[Mark]:
    x, y = across.at(point.x or 0.0), up.at(point.y)
    out: list[Mark] = []
    if point.low is not None and point.high is not None:
        out.append(Line(x1=x, y1=up.at(point.low), x2=x, y2=up.at(point.high), colour=look.colour, width=1.4))
    out.append(marker(look, x, y, sizes.marker))
    return out


def _counts(series: Series, across: Scale, area: Area, strip: float, sizes: Sizes) -> list[Mark]:
    most = max((point.n or 0 for point in series.points), default=0) or 1
    tallest = strip - 1.5 * sizes.line
    base = area.bottom + strip
    half = _half_width([across.at(point.x or 0.0) for point in series.points], (area.right - area.left) / 20)
    words = fitted(f"Rows in each bin (most: {most:,})", sizes.text, area.right - area.left)
    out: list[Mark] = [
        Line(x1=area.left, y1=area.bottom, x2=area.right, y2=area.bottom, colour="muted", width=0.8),
        Text(x=area.left, y=area.bottom + 1.1 * sizes.line, text=words, size=sizes.text, colour="muted"),
    ]
    for point in series.points:
        tall = tallest * (point.n or 0) / most
        x = across.at(point.x or 0.0)
        left, right = max(x - half, area.left), min(x + half, area.right)
        out.append(Rect(x=left, y=base - tall, width=right - left, height=tall, fill="accent-soft", stroke="accent"))
    return out


def _half_width(places: list[float], most: float) -> float:
    """Half the width of a bar, so that bars at these places don't touch."""
    ordered = sorted(places)
    gaps = [after - before for before, after in pairwise(ordered) if after > before]
    return min([0.45 * gap for gap in gaps] + [0.9 * most])
