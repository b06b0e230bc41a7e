"""Painting the marks of a chart on a canvas."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from core.chart import Colour, Disc, Line, Mark, Polygon, Polyline, Rect, Text
from core.packet.pdf.fonts import BOLD, TEXT
from core.packet.pdf.palette import CHART
from core.packet.pdf.text import line

_DASH = [3.0, 2.0]


def paint(canvas: Canvas, marks: tuple[Mark, ...], height: float) -> None:
    """Paint `marks` into the area whose lower left corner is the origin and which is `height` points high."""
    canvas.saveState()
    canvas.translate(0, height)
    for mark in marks:
        _one(canvas, mark)
    canvas.restoreState()


def _one(canvas: Canvas, mark: Mark) -> None:
    if isinstance(mark, Text):
        _text(canvas, mark)
    elif isinstance(mark, Line):
        _pen(canvas, mark.colour, mark.width, dashed=mark.dashed)
        canvas.line(mark.x1, -mark.y1, mark.x2, -mark.y2)
    elif isinstance(mark, Polyline):
        _pen(canvas, mark.colour, mark.width, dashed=mark.dashed)
        _path(canvas, mark.points, close=False, fill=None, stroke=mark.colour)
    elif isinstance(mark, Polygon):
        _pen(canvas, mark.stroke or "ink", mark.width)
        _path(canvas, mark.points, close=True, fill=mark.fill, stroke=mark.stroke)
    elif isinstance(mark, Disc):
        _pen(canvas, mark.stroke or "ink", mark.width)
        _brush(canvas, mark.fill)
        canvas.circle(mark.x, -mark.y, mark.radius, stroke=int(bool(mark.stroke)), fill=int(bool(mark.fill)))
    elif isinstance(mark, Rect):
        _pen(canvas, mark.stroke or "ink", 0.6)
        _brush(canvas, mark.fill)
        bottom = -mark.y - mark.height
        canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=int(bool(mark.stroke)), fill=int(bool(mark.fill)))


def _text(canvas: Canvas, mark: Text) -> None:
    canvas.setFont(TEXT if mark.weight == "regular" else BOLD, mark.size)
    canvas.setFillColor(HexColor(CHART[mark.colour]))
    draw = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}[mark.anchor]
    words = line(mark.text, base=TEXT if mark.weight == "regular" else BOLD) + " "
    if not mark.turned:
        draw(mark.x, -mark.y, words)
        return
    canvas.saveState()
    canvas.translate(mark.x, -mark.y)
    canvas.rotate(90)
    draw(0, 0, words)
    canvas.restoreState()


def _pen(canvas: Canvas, colour: Colour, width: float, *, dashed: bool = False) -> None:
    canvas.setStrokeColor(HexColor(CHART[colour]))
    canvas.setLineWidth(width)
    canvas.setDash(_DASH if dashed else [])


def _brush(canvas: Canvas, colour: Colour | None) -> None:
    if colour:
        canvas.setFillColor(HexColor(CHART[colour]))


def _path(
    canvas: Canvas, points: tuple[tuple[float, float], ...], *, close: bool, fill: Colour | None, stroke: Colour | None
) -> None:
    path = canvas.beginPath()
    path.moveTo(points[0][0], -points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, -y)
    if close:
        path.close()
    _brush(canvas, fill)
    canvas.drawPath(path, stroke=int(bool(stroke)), fill=int(bool(fill)))
