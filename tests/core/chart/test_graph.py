"""Graphs: boxes lie apart and within their width, arrows run beside boxes, and a circle can be drawn, too."""

from __future__ import annotations

from itertools import combinations

import pytest

from core.chart import Graph, GraphEdge, GraphNode, Text, draw_graph, graph_height
from core.chart.graph_layout import lay_out, ranks
from core.chart.svg import as_svg

NODES = [str(one) for one in range(14)]
EDGES = [*[("0", str(one)) for one in range(1, 10)], ("1", "10"), ("10", "11"), ("11", "12"), ("0", "12"), ("12", "13")]


@pytest.mark.parametrize(("width", "scale"), [(760, 1.0), (420, 1.0), (420, 2.0), (500, 0.6)])
def test_boxes_lie_apart_and_no_arrow_runs_through_one(width: float, scale: float) -> None:
    found = lay_out(NODES, EDGES, lines=3, width=width, text_scale=scale)
    assert len(found.boxes) == len(NODES)
    for one, other in combinations(found.boxes, 2):
        apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart_across or one.y + one.height <= other.y or other.y + other.height <= one.y
    assert all(
        box.x >= -1 and box.x + box.width <= width + 1 and box.y + box.height <= found.height for box in found.boxes
    )
    for wire in found.wires:
        for (x, y), (_, below) in zip(wire.points[1:-1:2], wire.points[2:-1:2], strict=True):
            for box in found.boxes:  # the upright parts, where an arrow passes a row
                assert not (box.x < x < box.x + box.width and y < box.y + box.height and box.y < below)


def test_a_circle_is_opened_and_still_drawn() -> None:
    assert ranks(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")]) == {"a": 0, "b": 1, "c": 2}
    assert lay_out(["a"], [("a", "a")], lines=1, width=300, text_scale=1).wires


def test_a_broken_tie_is_dashed_and_crossed_and_its_legend_says_so() -> None:
    nodes = tuple(GraphNode(id=one, shape="box", lines=(f"Set {one}", "9 records"), faulty=one == "b") for one in "ab")
    graph = Graph(title="T", summary="S", nodes=nodes, edges=(GraphEdge(source="a", target="b", ties="broken"),))
    marks = draw_graph(graph, 400, graph_height(graph, 400))
    words = [mark.text for mark in marks if isinstance(mark, Text)]
    assert "broken: another digest" in words
    assert "same digest" not in words
    assert any(getattr(mark, "dashed", False) for mark in marks)
    drawn = as_svg(marks, (400, 200), title="a < b", description="x\x00y", colours=dict.fromkeys(
        ("ink", "muted", "surface", "accent-soft", "bad"), "#000000"))  # fmt: skip
    assert "a &lt; b" in drawn
    assert "\x00" not in drawn
    assert "stroke-dasharray" in drawn
