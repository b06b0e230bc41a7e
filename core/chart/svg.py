"""Marks as SVG 1.1: words stay text, nothing is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from core.chart.marks import Colour, Disc, Line, Mark, Polygon, Polyline, Rect, Text

FONT = "'Public Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def as_svg(
    marks: Sequence[Mark],
    size: tuple[float, float],
    *,
    title: str,
    description: str,
    colours: Mapping[Colour, str],
    metadata: str = "",
) -> str:
    """A picture of `size` points; `title` and `description` are read where it can't be seen. `colours` is by role."""
    width, height = size
    drawn = "\n".join(shape for mark in marks for shape in _shapes(mark, colours))
    told = f"<metadata>{safe(metadata)}</metadata>\n" if metadata else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" lang="en-US"
 width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">
<title id="title">{safe(title)}</title>
<desc id="description">{safe(description)}</desc>
{told}<g font-family="{FONT}" stroke="none">
{drawn}
</g>
</svg>
"""


def safe(text: str) -> str:
    """`text` for XML, which has no room for control characters."""
    return escape("".join(one if one.isprintable() else " " for one in text))


def _shapes(mark: Mark, colours: Mapping[Colour, str]) -> Iterator[str]:
    def colour(role: Colour | None) -> str:
        return colours[role] if role else "none"

    match mark:
        case Rect():
            yield (
                f'<rect x="{mark.x:g}" y="{mark.y:g}" width="{mark.width:g}" height="{mark.height:g}"'
                f' fill="{colour(mark.fill)}" stroke="{colour(mark.stroke)}"/>'
            )
        case Disc():
            yield f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius:g}" fill="{colour(mark.fill)}"/>'
        case Line():
            yield (
                f'<line x1="{mark.x1:g}" y1="{mark.y1:g}" x2="{mark.x2:g}" y2="{mark.y2:g}"'
                f' stroke="{colour(mark.colour)}" stroke-width="{mark.width:g}"{_dashes(dashed=mark.dashed)}/>'
            )
        case Polyline():
            yield (
                f'<polyline points="{_points(mark.points)}" fill="none" stroke="{colour(mark.colour)}"'
                f' stroke-width="{mark.width:g}" stroke-linecap="round" stroke-linejoin="round"'
                f"{_dashes(dashed=mark.dashed)}/>"
            )
        case Polygon():
            yield (
                f'<polygon points="{_points(mark.points)}" fill="{colour(mark.fill)}" stroke="{colour(mark.stroke)}"'
                f' stroke-width="{mark.width:g}"/>'
            )
        case Text() if mark.text:
            weight = ' font-weight="700"' if mark.weight == "bold" else ""
            yield (
                f'<text x="{mark.x:g}" y="{mark.y:g}" font-size="{mark.size:g}" text-anchor="{mark.anchor}"{weight}'
                f' fill="{colour(mark.colour)}">{safe(mark.text)}</text>'
            )


def _dashes(*, dashed: bool) -> str:
    return ' stroke-dasharray="4 3"' if dashed else ""


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)
