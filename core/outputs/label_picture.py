"""The label as a picture: one drawing, painted into the PDF and written as SVG, with its words as text in both."""

from __future__ import annotations

from functools import partial

from reportlab.platypus import Flowable

from core.chart import Disc, Line, Mark, Polyline, Rect, Text, svg
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
    state = "draft" if paper.draft else "released"
    return svg.as_svg(
        marks(snapshot, paper),
        (WIDTH, HEIGHT),
        title=f"{paper.title}: {paper.about}",
        description=words(snapshot, paper),
        metadata=f"digest {paper.digest}; marking {paper.marking}; {state}",
        colours=CHART,
    )
