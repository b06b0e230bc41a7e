"""A chart in the report: title, picture, sentence and table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reportlab.platypus import CondPageBreak, Flowable

from core.chart import Chart, Graph, Mark, draw, draw_graph, graph_height, height_for, table_of
from core.packet.layout.pieces import text
from core.packet.layout.style import TEXT_WIDTH
from core.packet.layout.tables import grid
from core.packet.layout.widths import column_widths, number_like
from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.flowables import Figure
from core.packet.pdf.paint import paint
from core.packet.pdf.text import line, markup

_TEXT_SCALE = 0.86
_TALLEST = 430.0
_TALLEST_GRAPH, _LEAST_SCALE = 560.0, 0.6
_ROWS_KEPT = 10  # a short table stays on the page of its picture
_ROOM_TO_BEGIN = 90.0


def chart_figure(chart: Chart, *, with_table: bool = True) -> list[Flowable]:
    """The chart's flowables: title, picture and sentence stay on one page, with the table where it is short.

    They are kept by `keepWithNext`: ReportLab can't keep together what holds something kept together.
    """
    height = min(height_for(chart, TEXT_WIDTH, text_scale=_TEXT_SCALE), _TALLEST)
    marks = draw(chart, TEXT_WIDTH, height, text_scale=_TEXT_SCALE)
    figure = Figure(partial(_paint, marks), line(f"{chart.title}. {chart.summary}"), TEXT_WIDTH, height)
    header, rows = table_of(chart) if with_table else ((), ())
    note = "note-kept" if 0 < len(rows) <= _ROWS_KEPT else "note"
    return [
        text(markup(chart.title), "caption"),
        figure,
        text(markup(chart.summary), note),
        *text_table(header, rows, tight=True),
    ]


def graph_figure(graph: Graph) -> list[Flowable]:
    """The flowables of a graph: picture and table. A graph that is too tall for a page is drawn
    smaller; where even that is not enough the table has to do, and the words say so.
    """
    scale = _TEXT_SCALE
    while (height := graph_height(graph, TEXT_WIDTH, text_scale=scale)) > _TALLEST_GRAPH and scale > _LEAST_SCALE:
        scale -= 0.06
    table = text_table(graph.header, graph.rows, tight=True)
    if height > _TALLEST_GRAPH:
        return [text("The picture is too large for a page; the table has all of it.", "note"), *table]
    marks = draw_graph(graph, TEXT_WIDTH, height, text_scale=scale)
    figure = Figure(partial(_paint, marks), line(f"{graph.title}. {graph.summary}"), TEXT_WIDTH, height)
    return [text(markup(graph.title), "caption"), figure, *table]


def titled_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Flowable]:
    """A table under its title; it begins where at least its first rows have room."""
    return [CondPageBreak(_ROOM_TO_BEGIN), text(markup(title), "table-title"), *text_table(header, rows)]


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, tight: bool = False) -> list[Flowable]:
    """A table of texts as they are; columns that hold numbers alone are set to the right."""
    if not header:
        return []
    columns = [[row[number] if number < len(row) else "" for row in rows] for number in range(len(header))]
    right = [number for number, column in enumerate(columns) if number and column and all(map(number_like, column))]
    cells = [
        [column[row] if number in right else markup(column[row]) for number, column in enumerate(columns)]
        for row in range(len(rows))
    ]
    widths = column_widths(header, columns)
    return grid([markup(title) for title in header], cells, widths, right=right, bare=right, tight=tight)


def _paint(marks: tuple[Mark, ...], canvas: TaggedCanvas, height: float) -> None:
    paint(canvas, marks, height)
