"""The label as a picture: one drawing, painted into the PDF and written as SVG, with its words as text in both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from reportlab.platypus import Flowable

from core.chart import Disc, Line, Mark, Polygon, Polyline, Rect, Text
from core.chart.measure import fitted, wrapped
from core.outputs.label import last_day
from core.outputs.paper import Paper
from core.outputs.public import pack_name, told
from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.flowables import Figure
from core.packet.pdf.paint import paint
from core.packet.pdf.palette import CHART
from core.packet.pdf.text import metadata
from core.snapshot import Snapshot

WIDTH, HEIGHT = 492.0, 176.0  # points
_LEFT, _ROOM = 112.0, 364.0
_FONT = "'Public Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


def marks(snapshot: Snapshot, paper: Paper) -> tuple[Mark, ...]:
    """The drawing, in points from its top left corner."""
    known = told(snapshot)
    version = f", version {known.version}" if known.version else ""
    name = wrapped(f"{known.name}{version}", 17, _ROOM, lines=2)
    below = 62.0 + 21 * (len(name) - 1)
    rows = (
        fitted(known.agency, 10.5, _ROOM),
        fitted(f"Guidelines: {pack_name(snapshot)}. Evaluated: {last_day(snapshot)}.", 10.5, _ROOM),
        fitted("For this version, in this use, under these guidelines.", 10.5, _ROOM),
    )
    state = "DRAFT, not reviewed for release" if paper.draft else "Identified as compliant, section 4(d)(1)"
    return (
        Rect(x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1, fill="surface", stroke="ink"),
        Rect(x=0.5, y=0.5, width=94, height=HEIGHT - 1, fill="bad" if paper.draft else "good"),
        Disc(x=47.5, y=70, radius=30, fill="surface"),
        _sign(draft=bool(paper.draft)),
        Text(x=47.5, y=128, text="DRAFT" if paper.draft else "MEETS THE", size=11.5, colour="surface", anchor="middle",
             weight="bold"),
        Text(x=47.5, y=143, text="" if paper.draft else "GUIDELINES", size=11.5, colour="surface", anchor="middle",
             weight="bold"),
        Text(x=_LEFT, y=26, text=f"AI SYSTEM. {state}", size=9, colour="muted", weight="bold"),
        *(Text(x=_LEFT, y=50 + 21 * at, text=part, size=17, weight="bold") for at, part in enumerate(name)),
        *(Text(x=_LEFT, y=below + 14 + 16 * at, text=part, size=10.5) for at, part in enumerate(rows)),
        Line(x1=_LEFT, y1=HEIGHT - 28, x2=WIDTH - 16, y2=HEIGHT - 28, colour="grid"),
        Text(x=_LEFT, y=HEIGHT - 13, text=f"{paper.marking}. Label {paper.digest[:16]}", size=8.5, colour="muted"),
    )  # fmt: skip


def _sign(*, draft: bool) -> Mark:
    """A tick; on a draft a bar, since a state is never told by colour alone."""
    if draft:
        return Polyline(points=((32, 70), (63, 70)), colour="bad", width=6)
    return Polyline(points=((32, 71), (43, 83), (64, 57)), colour="good", width=6)


def words(snapshot: Snapshot, paper: Paper) -> str:
    """What the picture says, for those who can't see it."""
    said = [mark.text.rstrip(".") for mark in marks(snapshot, paper) if isinstance(mark, Text) and mark.text]
    return f"{'. '.join(said)}."


def figure(snapshot: Snapshot, paper: Paper) -> Flowable:
    """The picture for the PDF."""
    return Figure(partial(_paint, marks(snapshot, paper)), metadata(words(snapshot, paper)), WIDTH, HEIGHT)


def _paint(drawn: tuple[Mark, ...], canvas: TaggedCanvas, height: float) -> None:
    paint(canvas, drawn, height)


def as_svg(snapshot: Snapshot, paper: Paper) -> str:
    """The picture as SVG 1.1: its words are text, it loads nothing, and title and description say it all."""
    drawn = "\n".join(shape for mark in marks(snapshot, paper) for shape in _svg(mark))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" lang="en-US"
 width="{WIDTH:g}" height="{HEIGHT:g}" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">
<title id="title">{_safe(f"{paper.title}: {paper.about}")}</title>
<desc id="description">{_safe(words(snapshot, paper))}</desc>
<metadata>digest {paper.digest}; marking {_safe(paper.marking)}; {"draft" if paper.draft else "released"}</metadata>
<g font-family="{_FONT}" stroke="none">
{drawn}
</g>
</svg>
"""


def _svg(mark: Mark) -> Iterator[str]:
    match mark:
        case Rect():
            yield (
                f'<rect x="{mark.x:g}" y="{mark.y:g}" width="{mark.width:g}" height="{mark.height:g}"'
                f' fill="{_colour(mark.fill)}" stroke="{_colour(mark.stroke)}"/>'
            )
        case Disc():
            yield f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius:g}" fill="{_colour(mark.fill)}"/>'
        case Line():
            yield (
                f'<line x1="{mark.x1:g}" y1="{mark.y1:g}" x2="{mark.x2:g}" y2="{mark.y2:g}"'
                f' stroke="{_colour(mark.colour)}"/>'
            )
        case Polyline() | Polygon():
            points = " ".join(f"{x:g},{y:g}" for x, y in mark.points)
            colour = mark.colour if isinstance(mark, Polyline) else mark.stroke
            yield (
                f'<polyline points="{points}" fill="none" stroke="{_colour(colour)}" stroke-width="{mark.width:g}"'
                ' stroke-linecap="round" stroke-linejoin="round"/>'
            )
        case Text() if mark.text:
            weight = ' font-weight="700"' if mark.weight == "bold" else ""
            yield (
                f'<text x="{mark.x:g}" y="{mark.y:g}" font-size="{mark.size:g}" text-anchor="{mark.anchor}"{weight}'
                f' fill="{_colour(mark.colour)}">{_safe(mark.text)}</text>'
            )


def _colour(role: str | None) -> str:
    return CHART[role] if role else "none"  # type: ignore[index]  # a mark's colours are roles of the chart


def _safe(text: str) -> str:
    """`text` for XML, which has no room for control characters."""
    return escape(metadata(text))
