"""What the kinds of charts share: sizes, looks of series, the legend, and the two value axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.chart.marks import Colour, Disc, Line, Mark, Polygon, Rect, Text
from core.chart.measure import fitted, text_width
from core.chart.model import Chart, Series
from core.chart.scale import Scale

_ACCENTS: tuple[tuple[Colour, Colour], ...] = (
    ("accent", "accent-soft"),
    ("accent-2", "accent-2-soft"),
    ("accent-3", "accent-3-soft"),
    ("accent-4", "accent-4-soft"),
)
_SHAPES = ("disc", "square", "diamond", "triangle")


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Lengths in points for one text scale."""

    text: float
    line: float
    gap: float
    marker: float

    @classmethod
    def at(cls, text_scale: float) -> Sizes:
        return cls(text=9.0 * text_scale, line=12.5 * text_scale, gap=6.0 * text_scale, marker=3.2 * text_scale)


@dataclass(frozen=True, kw_only=True)
class Area:
    """The part of a chart in which the data lies."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a series is told apart: colour and shape, never colour alone."""

    colour: Colour
    soft: Colour
    shape: str


def looks(series: Sequence[Series]) -> tuple[Look, ...]:
    """A look for each series, in order; a role with a meaning keeps its colour."""
    out = []
    for number, one in enumerate(series):
        colour, soft = _ACCENTS[number % len(_ACCENTS)]
        if one.role == "open":
            colour = "accent-soft"
        elif one.role != "auto":
            colour, soft = one.role, "grid"
        out.append(Look(colour=colour, soft=soft, shape=_shape(number)))
    return tuple(out)


def _shape(number: int) -> str:
    """Another one for each colour, and where the colours begin anew, not the one that a colour had before."""
    return _SHAPES[(number + number // len(_ACCENTS)) % len(_SHAPES)]


def marker(look: Look, x: float, y: float, radius: float) -> Mark:
    """The shape of a series around (x, y)."""
    r = radius
    if look.shape == "square":
        return Rect(x=x - r, y=y - r, width=2 * r, height=2 * r, fill=look.colour)
    if look.shape == "diamond":
        corners = ((x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y))
        return Polygon(points=corners, fill=look.colour)
    if look.shape == "triangle":
        return Polygon(points=((x, y - 1.25 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r)), fill=look.colour)
    return Disc(x=x, y=y, radius=r, fill=look.colour)


def legend(chart: Chart, width: float, sizes: Sizes, *, blocks: bool = False) -> tuple[tuple[Mark, ...], float]:
    """The legend over the data, in as many lines as it needs, and the height it takes; nothing for one bare series.

    The threshold stands here with a piece of its dashed line, where its words can't cross the data. `blocks` shows
    filled squares, for bars.
    """
    entries = [(look, one.name) for look, one in zip(looks(chart.series), chart.series, strict=True)]
    if len(entries) < 2:
        entries = []
    out: list[Mark] = []
    x, y = 0.0, sizes.line / 2
    swatch = 2.4 * sizes.text
    for look, name in [*entries, *([(None, chart.threshold.label)] if chart.threshold else [])]:
        lead = swatch if look is None else 1.3 * sizes.text
        label = fitted(name, sizes.text, width - lead)
        needed = lead + text_width(label, sizes.text)
        if x > 0 and x + needed > width:
            x, y = 0.0, y + sizes.line
        out.append(_swatch(look, x, y, lead, sizes, blocks=blocks))
        out.append(Text(x=x + lead, y=y + 0.35 * sizes.text, text=label, size=sizes.text))
        x += needed + 2 * sizes.gap
    return tuple(out), (y + sizes.line / 2 + sizes.gap if out else 0.0)


def _swatch(look: Look | None, x: float, y: float, lead: float, sizes: Sizes, *, blocks: bool) -> Mark:
    if look is None:
        return Line(x1=x, y1=y, x2=x + lead - 0.5 * sizes.text, y2=y, colour="ink", width=1.2, dashed=True)
    if blocks:
        side = 0.8 * sizes.text
        return Rect(x=x, y=y - side / 2, width=side, height=side, fill=look.colour)
    return marker(look, x + sizes.marker, y, sizes.marker)


def axis_across(scale: Scale, area: Area, label: str, sizes: Sizes, *, grid: bool = True) -> tuple[Mark, ...]:
    """A value axis under the area: grid lines, tick texts that never touch, and the label under them."""
    out: list[Mark] = []
    base = area.bottom + sizes.line
    edge = float("-inf")
    for tick in scale.ticks:
        x, text = scale.at(tick), scale.written(tick)
        if grid:
            out.append(Line(x1=x, y1=area.top, x2=x, y2=area.bottom, colour="grid", width=0.6))
        half = text_width(text, sizes.text) / 2
        if x - half > edge + sizes.gap / 2:
            out.append(Text(x=x, y=base, text=text, size=sizes.text, colour="muted", anchor="middle"))
            edge = x + half
    out.append(Line(x1=area.left, y1=area.bottom, x2=area.right, y2=area.bottom, colour="muted", width=0.8))
    if label:
        middle = (area.left + area.right) / 2
        room = 2 * min(middle, area.right - middle + area.left)
        text = fitted(label, sizes.text, room)
        out.append(Text(x=middle, y=base + sizes.line, text=text, size=sizes.text, anchor="middle"))
    return tuple(out)


def below_axis(label: str, sizes: Sizes) -> float:
    """The height that `axis_across` takes under the area."""
    return sizes.line * (2 if label else 1) + 0.5 * sizes.gap


def axis_up(scale: Scale, area: Area, label: str, sizes: Sizes) -> tuple[Mark, ...]:
    """A value axis left of the area: grid lines and tick texts; the label lies level, over the axis."""
    out: list[Mark] = []
    for tick in scale.ticks:
        y = scale.at(tick)
        out.append(Line(x1=area.left, y1=y, x2=area.right, y2=y, colour="grid", width=0.6))
        text = scale.written(tick)
        x = area.left - sizes.gap * 0.7
        out.append(Text(x=x, y=y + 0.35 * sizes.text, text=text, size=sizes.text, colour="muted", anchor="end"))
    if label:
        out.append(
            Text(x=0.0, y=area.top - 0.75 * sizes.line, text=fitted(label, sizes.text, area.right), size=sizes.text)
        )
    return tuple(out)


def tick_room(scale: Scale, sizes: Sizes) -> float:
    """The width that the tick texts left of an area need."""
    return max((text_width(scale.written(tick), sizes.text) for tick in scale.ticks), default=0.0) + sizes.gap
