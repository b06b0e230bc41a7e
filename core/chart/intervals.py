"""Dots with intervals: one row for each label, the value across."""

from __future__ import annotations

from core.chart.frame import Area, Look, Sizes, axis_across, below_axis, legend, looks, marker
from core.chart.marks import Line, Mark, Text
from core.chart.measure import fitted, text_width, wrapped
from core.chart.model import Chart, Point
from core.chart.numbers import with_interval
from core.chart.scale import Scale, fit

_LABEL_SHARE = 0.36  # of the width, at most, for the labels
_VALUES_FROM = 360.0  # points (at text scale 1): narrower charts leave the values to the table


def labels_of(chart: Chart) -> tuple[str, ...]:
    """The rows' labels, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(point.label for series in chart.series for point in series.points))


def row_height(chart: Chart, sizes: Sizes) -> float:
    return max(1.9 * sizes.line, len(chart.series) * 0.95 * sizes.line + sizes.gap)


def height(chart: Chart, width: float, sizes: Sizes) -> float:
    """The height in points at which every row shows in full."""
    rows = len(labels_of(chart)) * row_height(chart, sizes)
    return legend(chart, width, sizes)[1] + rows + below_axis(chart.value.label, sizes)


def draw_intervals(chart: Chart, width: float, height_: float, sizes: Sizes) -> tuple[Mark, ...]:
    top, legend_height = legend(chart, width, sizes)
    labels = labels_of(chart)
    rows, left_out = _rows_that_fit(chart, height_ - legend_height - below_axis(chart.value.label, sizes), sizes)
    shown = labels[:rows]
    area = _area(chart, width, height_, sizes, top=legend_height, labels=shown)
    step = (area.bottom - area.top - (sizes.line if left_out else 0.0)) / max(len(shown), 1)
    points = [point for series in chart.series for point in series.points]
    values = [value for p in points for value in (p.low, p.y, p.high) if value is not None]
    values += [chart.threshold.value] if chart.threshold else []
    ticks = max(2, int((area.right - area.left) / (5.0 * sizes.text)))
    scale = fit(chart.value, values, start=area.left, end=area.right, most_ticks=min(ticks, 7))
    out: list[Mark] = [*top, *axis_across(scale, area, chart.value.label, sizes)]
    if chart.threshold:
        x = scale.at(chart.threshold.value)
        out.append(Line(x1=x, y1=area.top, x2=x, y2=area.bottom, colour="ink", width=1.2, dashed=True))
    for number, label in enumerate(shown):
        out += _row(chart, label, area.top + step * number, step, area, scale, width, sizes)
    if left_out:
        words = f"{left_out} more in the table"
        out.append(Text(x=0.0, y=area.bottom - 0.3 * sizes.line, text=words, size=sizes.text, colour="muted"))
    return tuple(out)


def _rows_that_fit(chart: Chart, room: float, sizes: Sizes) -> tuple[int, int]:
    """(rows drawn, rows left out): rows may be pressed together, but not onto each other."""
    least = max(1.1 * sizes.line, len(chart.series) * 0.9 * sizes.line)
    count = len(labels_of(chart))
    if count * least <= room + 0.01:
        return count, 0
    fits = max(int((room - sizes.line) / least), 1)
    return min(fits, count), max(count - fits, 0)


def _values_shown(chart: Chart, width: float, sizes: Sizes) -> bool:
    return len(chart.series) == 1 and width >= _VALUES_FROM * sizes.text / 9.0


def _area(chart: Chart, width: float, height_: float, sizes: Sizes, *, top: float, labels: tuple[str, ...]) -> Area:
    longest = max((text_width(label, sizes.text) for label in labels), default=0.0)
    left = min(longest, _LABEL_SHARE * width) + 1.5 * sizes.gap
    right = width - sizes.gap - 0.8 * sizes.text
    if _values_shown(chart, width, sizes):
        texts = [_value_text(point) for point in chart.series[0].points]
        right = width - max((text_width(text, sizes.text) for text in texts), default=0.0) - 2 * sizes.gap
    return Area(left=left, top=top, right=right, bottom=height_ - below_axis(chart.value.label, sizes))


def _value_text(point: Point) -> str:
    return with_interval(point.y, point.low, point.high)


def _row(
    chart: Chart, label: str, top: float, step: float, area: Area, scale: Scale, width: float, sizes: Sizes
) -> list[Mark]:
    middle = top + step / 2
    room = area.left - 1.5 * sizes.gap
    lines = wrapped(label, sizes.text, room + 0.01, lines=2 if step >= 1.8 * sizes.line else 1)
    first = middle + 0.35 * sizes.text - (len(lines) - 1) * 0.45 * sizes.line
    out: list[Mark] = [
        Text(x=0.0, y=first + number * 0.9 * sizes.line, text=line, size=sizes.text)
        for number, line in enumerate(lines)
    ]
    shift = min(0.95 * sizes.line, step / max(len(chart.series), 1))
    for number, (series, look) in enumerate(zip(chart.series, looks(chart.series), strict=True)):
        y = middle + (number - (len(chart.series) - 1) / 2) * shift
        for point in series.points:
            if point.label == label:
                out += _dot(point, look, y, scale, sizes)
                if _values_shown(chart, width, sizes):
                    text = fitted(_value_text(point), sizes.text, width - area.right)
                    out.append(Text(x=width, y=y + 0.35 * sizes.text, text=text, size=sizes.text, anchor="end"))
    return out


def _dot(point: Point, look: Look, y: float, scale: Scale, sizes: Sizes) -> list[Mark]:
    out: list[Mark] = []
    if point.low is not None and point.high is not None and point.high > point.low:
        x1, x2, cap = scale.at(point.low), scale.at(point.high), 0.9 * sizes.marker
        out.append(Line(x1=x1, y1=y, x2=x2, y2=y, colour=look.colour, width=1.6))
        out += [Line(x1=x, y1=y - cap, x2=x, y2=y + cap, colour=look.colour, width=1.6) for x in (x1, x2)]
    out.append(marker(look, scale.at(point.y), y, sizes.marker))
    return out
