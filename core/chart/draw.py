"""From a chart to its marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.chart import bars, intervals, lines, reliability, stack
from core.chart.frame import Sizes
from core.chart.marks import Mark
from core.chart.model import Chart, Kind

_Height = Callable[[Chart, float, Sizes], float]
_Draw = Callable[[Chart, float, float, Sizes], tuple[Mark, ...]]

_KINDS: Mapping[Kind, tuple[_Height, _Draw]] = {
    "intervals": (intervals.height, intervals.draw_intervals),
    "line": (lines.height, lines.draw_lines),
    "reliability": (reliability.height, reliability.draw_reliability),
    "bars": (bars.height, bars.draw_bars),
    "stack": (stack.height, stack.draw_stack),
}


def height_for(chart: Chart, width: float, *, text_scale: float = 1.0) -> float:
    """The height in points at which `chart` shows everything well when it is `width` points wide."""
    return _KINDS[chart.kind][0](chart, width, Sizes.at(text_scale))


def draw(chart: Chart, width: float, height: float, *, text_scale: float = 1.0) -> tuple[Mark, ...]:
    """The marks of `chart` within `width` times `height` points, origin at the top left, y downwards.

    Paint them in order: later marks lie on earlier ones. Text is 9 points high times `text_scale`. Texts never
    overlap: what has no room is cut with an ellipsis, or left to the chart's table with a word that says so.
    """
    return _KINDS[chart.kind][1](chart, width, height, Sizes.at(text_scale))
