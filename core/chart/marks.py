"""The primitives that a chart is laid out into.

All positions and sizes are in points. The origin is the top left corner, x grows to the right and y grows down.
Colours are names of roles: the theme of the window and the packet each say what a role looks like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = Literal[
    "ink",
    "muted",
    "grid",
    "surface",
    "accent",
    "accent-soft",
    "accent-2",
    "accent-2-soft",
    "accent-3",
    "accent-3-soft",
    "accent-4",
    "accent-4-soft",
    "good",
    "warn",
    "bad",
]
Anchor = Literal["start", "middle", "end"]
Weight = Literal["regular", "bold"]


@dataclass(frozen=True, kw_only=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Rect:
    """`x`, `y` is the top left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None


@dataclass(frozen=True, kw_only=True)
class Disc:
    x: float
    y: float
    radius: float
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Text:
    """One line of text in Public Sans; `y` is its base line, `x` where its start, middle or end is.

    `turned` text runs upwards (90 degrees against the clock) around (x, y).
    """

    x: float
    y: float
    text: str
    size: float
    colour: Colour = "ink"
    anchor: Anchor = "start"
    weight: Weight = "regular"
    turned: bool = False


@dataclass(frozen=True, kw_only=True)
class Polyline:
    points: tuple[tuple[float, float], ...]
    colour: Colour
    width: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Polygon:
    points: tuple[tuple[float, float], ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 1.0


Mark = Line | Rect | Disc | Text | Polyline | Polygon
