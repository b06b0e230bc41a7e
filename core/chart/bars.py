"""Upright bars: histograms and counts by label."""

from __future__ import annotations

from core.chart.frame import Area, Sizes, axis_up, legend, looks, tick_room
from core.chart.intervals import labels_of
from core.chart.marks import Line, Mark, Rect, Text
from core.chart.measure import fitted, text_width
from core.chart.model import Axis, Chart
from core.chart.scale import fit


def height(chart: Chart, width: float, sizes: Sizes) -> float:
    under = sizes.line * (2.4 if chart.x.label else 1.4)
    return min(max(0.36 * width, 11 * sizes.line), 18 * sizes.line) + legend(chart, width, sizes)[1] + under


def draw_bars(chart: Chart, width: float, height_: float, sizes: Sizes) -> tuple[Mark, ...]:
    top, legend_height = legend(chart, width, sizes, blocks=True)
    area_top = legend_height + (1.9 if chart.value.label else 0.6) * sizes.line
    bottom = height_ - sizes.line * (2.4 if chart.x.label else 1.4)
    values = [0.0, *(point.y for series in chart.series for point in series.points)]
    values += [chart.threshold.value] if chart.threshold else []
    axis = Axis(label=chart.value.label, low=chart.value.low, high=chart.value.high, percent=chart.value.percent)
    most = min(max(2, int((bottom - area_top) / (2 * sizes.line))), 6)
    up = fit(axis, values, start=bottom, end=area_top, most_ticks=most)
    area = Area(left=tick_room(up, sizes), top=area_top, right=width, bottom=bottom)
    out: list[Mark] = [*top, *axis_up(up, area, chart.value.label, sizes)]
    labels = labels_of(chart)
    slot = (area.right - area.left) / max(len(labels), 1)
    group = min(0.76 * slot, 6 * sizes.text * len(chart.series))
    bar = group / max(len(chart.series), 1)
    for number, (series, look) in enumerate(zip(chart.series, looks(chart.series), strict=True)):
        for point in series.points:
            x = area.left + slot * (labels.index(point.label) + 0.5) - group / 2 + bar * number
            y, zero = up.at(point.y), up.at(0.0)
            out.append(Rect(x=x, y=min(y, zero), width=bar, height=abs(zero - y), fill=look.colour))
    if chart.threshold:
        y = up.at(chart.threshold.value)
        out.append(Line(x1=area.left, y1=y, x2=area.right, y2=y, colour="ink", width=1.2, dashed=True))
    zero = up.at(0.0)
    out.append(Line(x1=area.left, y1=zero, x2=area.right, y2=zero, colour="muted", width=0.8))
    return (*out, *_names(labels, area, slot, chart.x.label, sizes))


def _names(labels: tuple[str, ...], area: Area, slot: float, axis_label: str, sizes: Sizes) -> list[Mark]:
    """The labels under the bars: every one where they fit, else every second, third ... cut to their room."""
    widest = max((text_width(label, sizes.text) for label in labels), default=0.0) + sizes.gap
    every = max(1, min(-int(-widest // slot), len(labels) // 4 or 1)) if slot else 1
    out: list[Mark] = []
    for number in range(0, len(labels), every):
        x = area.left + slot * (number + 0.5)
        room = min(slot * every, 2 * (x - 0.0), 2 * (area.right - x) + slot * (every - 1)) - 0.5 * sizes.gap
        text = fitted(labels[number], sizes.text, room)
        y = area.bottom + 1.1 * sizes.line
        out.append(Text(x=x, y=y, text=text, size=sizes.text, colour="muted", anchor="middle"))
    if axis_label:
        middle = (area.left + area.right) / 2
        text = fitted(axis_label, sizes.text, area.right - area.left)
        out.append(Text(x=middle, y=area.bottom + 2.2 * sizes.line, text=text, size=sizes.text, anchor="middle"))
    return out
