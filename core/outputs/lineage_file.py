"""The lineage of data as a picture in a file of its own."""

from __future__ import annotations

from functools import partial

from reportlab.platypus import Flowable

from core.chart import Mark, Text, draw_graph, graph_height
from core.chart.measure import fitted
from core.chart.svg import as_svg
from core.evaluation.lineage import Lineage
from core.evaluation.lineage_picture import lineage_graph
from core.packet.layout.style import TEXT_WIDTH
from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.flowables import Figure
from core.packet.pdf.paint import paint
from core.packet.pdf.palette import CHART
from core.packet.pdf.text import metadata

WIDTH, _FOOT = 760.0, 20.0  # points
_TALLEST, _SCALE, _LEAST_SCALE = 520.0, 0.86, 0.4


def lineage_svg(graph: Lineage, *, foot: str) -> str:
    """The picture as SVG over `foot`, which says its marking and whether it is a draft."""
    drawn = lineage_graph(graph)
    height = graph_height(drawn, WIDTH)
    under = height + _FOOT
    marks = (
        *draw_graph(drawn, WIDTH, height),
        Text(x=WIDTH / 2, y=under - 6, text=fitted(foot, 9, WIDTH, "bold"), size=9, anchor="middle", weight="bold"),
    )
    described = f"{foot} {drawn.summary}"
    return as_svg(marks, (WIDTH, under), title=drawn.title, description=described, colours=CHART)


def figure(graph: Lineage) -> Flowable | None:
    """The picture for a page; None where it is too large for one, or nothing is in it."""
    drawn, scale = lineage_graph(graph), _SCALE
    while (height := graph_height(drawn, TEXT_WIDTH, text_scale=scale)) > _TALLEST and scale > _LEAST_SCALE:
        scale -= 0.06
    if height > _TALLEST or not drawn.nodes:
        return None
    marks = draw_graph(drawn, TEXT_WIDTH, height, text_scale=scale)
    return Figure(partial(_paint, marks), metadata(f"{drawn.title}. {drawn.summary}"), TEXT_WIDTH, height)


def _paint(marks: tuple[Mark, ...], canvas: TaggedCanvas, height: float) -> None:
    paint(canvas, marks, height)
