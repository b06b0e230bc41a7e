"""Measured numbers in words, said the same way as the probes say them."""

from __future__ import annotations

from core.packet.contents import ShownReading
from core.packet.pdf.text import brief, markup
from core.probe import Metric
from core.probes import wording

METRIC_HEADER = ("Measure", "Part of the data", "Estimate", "Interval", "Level", "n", "Method")


def slice_text(metric: Metric) -> str:
    """What part of the data a metric is about: `sex Female, age 25-34`; `all rows` for the whole."""
    if not metric.slice:
        return "all rows"
    over = metric.slice.get("column")
    rest = ", ".join(f"{name} {value}" for name, value in metric.slice.items() if name != "column")
    return ", ".join(part for part in (f"over {over}" if over else "", rest) if part)


def metric_cells(metric: Metric) -> tuple[str, ...]:
    """Plain texts for a table row under METRIC_HEADER."""
    exact = metric.low is None or metric.level == 1.0
    return (
        wording.title_of(metric.name),
        slice_text(metric),
        wording.number(metric),
        wording.interval(metric),
        "" if exact else wording.percent(metric.level),
        f"{metric.n:,}",
        metric.method,
    )


def headline_text(shown: ShownReading) -> str:
    """The headline of a reading as mark-up: the metric that its probe names, or the first one."""
    if shown.reading.status != "ok":
        return markup(shown.reading.reason or "No number was measured.")
    metric = shown.explanation.headline if shown.explanation else None
    metric = metric or next(iter(shown.reading.metrics), None)
    if metric is None:
        return "No number was measured."
    where = f", {brief(slice_text(metric))}" if metric.slice else ""
    unit = f" {metric.unit}" if metric.unit in {"ms", "s", "rows", "queries", "bytes"} else ""
    return markup(f"{wording.title_of(metric.name)}{where}: {wording.said(metric)}{unit}")
