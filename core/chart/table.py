"""The table of a chart: its own, or made from its points."""

from __future__ import annotations

from core.chart.model import Chart, Point
from core.chart.numbers import estimate_text, interval_text


def table_of(chart: Chart) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """(header, rows) of the numbers: as the chart brings them, or a row for each point with the columns in use."""
    if chart.header:
        return chart.header, chart.rows
    points = [point for series in chart.series for point in series.points]
    several = len(chart.series) > 1
    has_label = any(point.label for point in points)
    has_x = any(point.x is not None for point in points)
    has_interval = any(point.low is not None for point in points)
    has_n = any(point.n is not None for point in points)
    header = [
        *(["Series"] if several else []),
        *(["Name"] if has_label else []),
        *([chart.x.label or "At"] if has_x else []),
        chart.value.label or "Value",
        *(["Interval"] if has_interval else []),
        *(["n"] if has_n else []),
    ]
    rows = []
    for series in chart.series:
        for point in series.points:
            row = [
                *([series.name] if several else []),
                *([point.label] if has_label else []),
                *([_at(point.x)] if has_x else []),
                estimate_text(point.y, point.low, point.high),
                *([_interval(point)] if has_interval else []),
                *([f"{point.n:,}" if point.n is not None else ""] if has_n else []),
            ]
            rows.append(tuple(row))
    return tuple(header), tuple(rows)


def _at(x: float | None) -> str:
    """A place on the axis was set, not measured, so zeros at its end say nothing: 0.03, not 0.03000."""
    text = estimate_text(x)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _interval(point: Point) -> str:
    return interval_text(point.low, point.high)
