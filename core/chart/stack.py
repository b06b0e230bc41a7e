"""Stacked bars that lie: one for each label, a part for each series, with the counts that fit."""

from __future__ import annotations

from core.chart.frame import Look, Sizes, legend, looks
from core.chart.intervals import labels_of
from core.chart.marks import Colour, Line, Mark, Rect, Text
from core.chart.measure import fitted, text_width
from core.chart.model import Chart
from core.chart.numbers import estimate_text

_LABEL_SHARE = 0.36
_DARK: frozenset[Colour] = frozenset({"accent", "accent-2", "accent-3", "accent-4", "good", "bad", "ink", "muted"})


def height(chart: Chart, width: float, sizes: Sizes) -> float:
    rows = len(labels_of(chart)) * 1.45 * sizes.line
    return legend(chart, width, sizes, blocks=True)[1] + rows


def draw_stack(chart: Chart, width: float, height_: float, sizes: Sizes) -> tuple[Mark, ...]:
    top, legend_height = legend(chart, width, sizes, blocks=True)
    labels = labels_of(chart)
    totals = {label: sum(p.y for s in chart.series for p in s.points if p.label == label) for label in labels}
    longest = max((text_width(label, sizes.text) for label in labels), default=0.0)
    left = min(longest, _LABEL_SHARE * width) + 1.5 * sizes.gap
    total_room = max((text_width(estimate_text(t), sizes.text) for t in totals.values()), default=0.0) + sizes.gap
    unit = (width - left - total_room) / (max(totals.values(), default=0.0) or 1.0)
    fits = max(1, int((height_ - legend_height) / (1.2 * sizes.line)))
    shown = labels if len(labels) <= fits else labels[: fits - 1]
    step = (height_ - legend_height) / max(len(labels) if shown == labels else fits, 1)
    out: list[Mark] = [*top]
    for number, label in enumerate(shown):
        y = legend_height + number * step
        name = fitted(label, sizes.text, left - 1.5 * sizes.gap + 0.01)
        base = y + step / 2 + 0.35 * sizes.text
        out.append(Text(x=0.0, y=base, text=name, size=sizes.text))
        out += _parts(chart, label, left, y + 0.14 * step, 0.72 * step, unit, sizes)
        end = left + totals[label] * unit + 0.6 * sizes.gap
        out.append(Text(x=end, y=base, text=estimate_text(totals[label]), size=sizes.text, colour="muted"))
    if shown != labels:
        words = f"{len(labels) - len(shown)} more in the table"
        out.append(Text(x=0.0, y=height_ - 0.3 * sizes.line, text=words, size=sizes.text, colour="muted"))
    return tuple(out)


def _parts(chart: Chart, label: str, left: float, y: float, tall: float, unit: float, sizes: Sizes) -> list[Mark]:
    out: list[Mark] = []
    x = left
    for series, look in zip(chart.series, looks(chart.series), strict=True):
        for point in series.points:
            if point.label != label or point.y <= 0:
                continue
            wide = point.y * unit
            out.append(Rect(x=x, y=y, width=wide, height=tall, fill=look.colour))
            text = estimate_text(point.y)
            if text_width(text, sizes.text) + 0.5 * sizes.gap <= wide and tall >= sizes.text:
                out.append(_count(text, x + wide / 2, y + tall / 2, look, sizes))
            x += wide
            out.append(Line(x1=x, y1=y, x2=x, y2=y + tall, colour="surface", width=0.8))
    return out


def _count(text: str, x: float, y: float, look: Look, sizes: Sizes) -> Text:
    colour: Colour = "surface" if look.colour in _DARK else "ink"
    return Text(x=x, y=y + 0.35 * sizes.text, text=text, size=sizes.text, colour=colour, anchor="middle")
