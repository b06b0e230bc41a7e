"""What a chart says, without a word on how it is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["intervals", "line", "reliability", "bars", "stack"]
Role = Literal["auto", "good", "warn", "bad", "muted", "open"]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing shown. Which fields count depends on the kind of chart.

    - intervals, bars, stack: `label` names the row or bar, `y` is its value; intervals also have `low` and `high`;
    - line, reliability: `x` and `y` place the point, `low` and `high` bound the band or whisker around `y`.

    `n` counts what the point stands on; it goes into the table, and a reliability diagram draws it as bars.
    """

    y: float
    label: str = ""
    x: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """Points that belong together; `role` asks for a colour that means something, "auto" takes the next one.

    "open" is the quiet look of what is still to be done.
    """

    name: str
    points: tuple[Point, ...]
    role: Role = "auto"


@dataclass(frozen=True, kw_only=True)
class Axis:
    """A value axis. `low` and `high` fix its ends; None lets the data decide."""

    label: str = ""
    low: float | None = None
    high: float | None = None
    percent: bool = False  # values are shares and are written as per cent


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A line that values are held against: `label` says what it is, such as "at least 0.80"."""

    value: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart with its words: `title` stands over the picture and `summary` is read where it can't be seen.

    - "intervals": a dot and its interval for each label, on a horizontal axis `value`;
    - "line": lines with bands, `x` across and `value` up;
    - "reliability": observed rate (`value`) over mean confidence (`x`), both 0 to 1, with the diagonal;
    - "bars": upright bars by label, `value` up;
    - "stack": one horizontal bar for each label, a part for each series.

    `draw` paints neither title nor summary: they are text of the page. `header` and `rows` are the chart's table;
    left empty, `core.chart.table_of` makes it from the points.
    """

    kind: Kind
    title: str
    summary: str
    series: tuple[Series, ...]
    value: Axis = Axis()
    x: Axis = Axis()
    threshold: Threshold | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        for series in self.series:
            for point in series.points:
                _refuse_not_finite(point)


def _refuse_not_finite(point: Point) -> None:
    for value in (point.x, point.y, point.low, point.high):
        if value is not None and not math.isfinite(value):
            raise ValueError(f"a chart can't show {value!r} (point {point.label or point.x!r})")
