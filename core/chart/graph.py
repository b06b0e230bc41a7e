"""A graph of boxes and arrows from top to bottom: what it shows, and its drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from core.chart.graph_layout import Layout, Placed, Wire, lay_out
from core.chart.marks import Colour, Line, Mark, Polygon, Polyline, Rect, Text, Weight
from core.chart.measure import fitted, text_width

Shape = Literal["box", "step", "double"]
Ties = Literal["holds", "broken", "open"]

_ARROW = 5.0
_LEGEND: tuple[tuple[Ties, str], ...] = (
    ("holds", "same digest"),
    ("open", "no digest named"),
    ("broken", "broken: another digest"),
)


@dataclass(frozen=True, kw_only=True)
class GraphNode:
    """One box. The first of its `lines` is its name; `faulty` boxes have a heavy edge and a cross in the corner."""

    id: str
    shape: Shape
    lines: tuple[str, ...]
    faulty: bool = False


@dataclass(frozen=True, kw_only=True)
class GraphEdge:
    """One arrow. `ties`: drawn through where it holds, dashed where that is open, dashed and crossed where broken."""

    source: str
    target: str
    ties: Ties


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Boxes and arrows with their words: `summary` is read where the picture can't be seen; `header` and `rows` are the
    same facts as a table.
    """

    title: str
    summary: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def graph_height(graph: Graph, width: float, *, text_scale: float = 1.0) -> float:
    """The height in points that the graph takes when it is `width` points wide."""
    return _layout(graph, width, text_scale).height


def draw_graph(graph: Graph, width: float, _height: float, *, text_scale: float = 1.0) -> tuple[Mark, ...]:
    """The marks of the graph from its top left corner, in points, arrows below boxes."""
    layout = _layout(graph, width, text_scale)
    shapes = {one.id: one for one in graph.nodes}
    ties = {(one.source, one.target): one.ties for one in graph.edges}
    return (
        *(mark for wire in layout.wires for mark in _arrow(wire, ties[wire.source, wire.target], text_scale)),
        *(mark for one in layout.boxes for mark in _box(one, shapes[one.id], text_scale)),
        *_legend(width, layout.height, text_scale, [one for one in _LEGEND if one[0] in ties.values()]),
    )


def _layout(graph: Graph, width: float, text_scale: float) -> Layout:
    return lay_out(
        [one.id for one in graph.nodes],
        [(one.source, one.target) for one in graph.edges],
        lines=max((len(one.lines) for one in graph.nodes), default=1),
        width=width,
        text_scale=text_scale,
    )


def _arrow(wire: Wire, ties: Ties, scale: float) -> Iterator[Mark]:
    colour: Colour = {"holds": "ink", "broken": "bad", "open": "muted"}[ties]  # type: ignore[assignment]
    (x, y), tip = wire.points[-1], _ARROW * scale
    yield Polyline(points=(*wire.points[:-1], (x, y - tip)), colour=colour, width=1.2, dashed=ties != "holds")
    yield Polygon(points=((x, y), (x - tip * 0.6, y - tip), (x + tip * 0.6, y - tip)), fill=colour)
    if ties == "broken":
        (x1, y1), (x2, y2) = wire.points[-2:]
        yield from _cross((x1 + x2) / 2, (y1 + y2) / 2, 4.0 * scale)


def _cross(x: float, y: float, size: float) -> Iterator[Mark]:
    yield Line(x1=x - size, y1=y - size, x2=x + size, y2=y + size, colour="bad", width=2.0)
    yield Line(x1=x - size, y1=y + size, x2=x + size, y2=y - size, colour="bad", width=2.0)


def _box(placed: Placed, node: GraphNode, scale: float) -> Iterator[Mark]:
    x, y, w, h = placed.x, placed.y, placed.width, placed.height
    cut = h / 4 if node.shape == "step" else 0.0
    corners = ((x + cut, y), (x + w - cut, y), (x + w, y + cut), (x + w, y + h - cut), (x + w - cut, y + h),
               (x + cut, y + h), (x, y + h - cut), (x, y + cut))  # fmt: skip
    edge: Colour = "bad" if node.faulty else "ink"
    yield Polygon(
        points=corners,
        fill="accent-soft" if node.shape == "step" else "surface",
        stroke=edge,
        width=1.8 if node.faulty else 1.0,
    )
    if node.shape == "double":
        inner = 2.5 * scale
        yield Rect(x=x + inner, y=y + inner, width=w - 2 * inner, height=h - 2 * inner, stroke=edge)
    size, line = 9.0 * scale, 12.0 * scale
    room = w - 2 * (cut * 0.6 + 6.0 * scale)
    top = y + (h - line * len(node.lines)) / 2 + size
    for at, text in enumerate(node.lines):
        weight: Weight = "bold" if at == 0 else "regular"
        told = fitted(text, size, room, weight)
        yield Text(x=x + w / 2, y=top + at * line - 1, text=told, size=size, anchor="middle", weight=weight)
    if node.faulty:
        yield from _cross(x + w - cut / 2, y + cut / 2, 3.2 * scale)


def _legend(width: float, height: float, scale: float, entries: list[tuple[Ties, str]]) -> Iterator[Mark]:
    """What the arrows mean, of those that are there; what has no room is left to the words beside the picture."""
    size, x, y = 8.5 * scale, 0.0, height - 4.0 * scale
    for ties, words in entries:
        wide = 30.0 * scale + text_width(words, size)
        if x + wide > width:
            return
        colour: Colour = {"holds": "ink", "broken": "bad", "open": "muted"}[ties]  # type: ignore[assignment]
        middle = y - size * 0.35
        yield Line(x1=x, y1=middle, x2=x + 24 * scale, y2=middle, colour=colour, width=1.2, dashed=ties != "holds")
        if ties == "broken":
            yield from _cross(x + 12 * scale, middle, 3.5 * scale)
        yield Text(x=x + 30 * scale, y=y, text=words, size=size, colour="muted")
        x += wide + 14 * scale
