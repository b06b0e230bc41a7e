"""Charts as descriptions, and their layout into a few drawing primitives.

A probe describes what to show (`Chart`); `draw` lays it out into marks in points; the window and the packet only
paint those marks, so both show the same picture. No drawing toolkit is needed here.
"""

from core.chart.draw import draw, height_for
from core.chart.graph import Graph, GraphEdge, GraphNode, draw_graph, graph_height
from core.chart.marks import Anchor, Colour, Disc, Line, Mark, Polygon, Polyline, Rect, Text, Weight
from core.chart.model import Axis, Chart, Kind, Point, Role, Series, Threshold
from core.chart.table import table_of

__all__ = [
    "Anchor",
    "Axis",
    "Chart",
    "Colour",
    "Disc",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "Kind",
    "Line",
    "Mark",
    "Point",
    "Polygon",
    "Polyline",
    "Rect",
    "Role",
    "Series",
    "Text",
    "Threshold",
    "Weight",
    "draw",
    "draw_graph",
    "graph_height",
    "height_for",
    "table_of",
]
