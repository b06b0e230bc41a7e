"""Paints the drawing primitives of a chart, in the colours of the theme.

The primitives come from the engine's chart layout: points, origin at the top left, colours as names of roles. They
are told apart by the name of their kind, so that this widget needs nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme

Draw = Callable[..., Sequence[Any]]  # (width, height, *, text_scale) in points -> primitives
Height = Callable[..., float]  # (width, *, text_scale) -> the height that suits
_Colour = Callable[[str | None], QColor]

PIXELS_A_POINT: Final = 1.3  # a page is read closer than a screen: 9 points of the packet are about 12 pixels here
SOFT = "-soft"  # roles of areas behind a line, such as the band of an interval
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


class ChartCanvas(QWidget):
    """One chart, as wide as it is given room and as high as its layout asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw: Draw | None = None
        self._height: Height | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(280)

    def show_chart(self, draw: Draw, height: Height, *, name: str, description: str) -> None:
        """Paint what `draw` lays out; `name` and `description` are read to those who can't see it."""
        self._draw, self._height = draw, height
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._height is None:
            return 0
        return round(self._height(width / PIXELS_A_POINT, text_scale=theme.current().scale) * PIXELS_A_POINT)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._draw is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(PIXELS_A_POINT, PIXELS_A_POINT)
        size = self.width() / PIXELS_A_POINT, self.height() / PIXELS_A_POINT
        for mark in self._draw(*size, text_scale=theme.current().scale):
            _PAINT[type(mark).__name__](painter, mark, _colour_of)
        painter.end()


_Paint = Callable[[QPainter, Any, _Colour], None]


def _colour_of(role: str | None) -> QColor:
    return QColor(Qt.GlobalColor.transparent) if role is None else theme.current().colour(role)


def _pen(colour: QColor, width: float, *, dashed: bool = False) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern([4.0 / max(width, 0.1), 3.0 / max(width, 0.1)])
    return pen


def _edge(fill: str | None, stroke: str | None) -> str | None:
    """The role of an edge: in high contrast a soft area is as dark as the ground, so that its edge is drawn."""
    if stroke is None and fill is not None and fill.endswith(SOFT) and theme.current().name == "contrast":
        return fill.removesuffix(SOFT)
    return stroke


def _outlined(painter: QPainter, fill: QColor, stroke: QColor, width: float) -> None:
    painter.setBrush(fill)
    painter.setPen(_pen(stroke, width) if stroke.alpha() else QPen(Qt.PenStyle.NoPen))


def _line(painter: QPainter, mark: Any, colour: _Colour) -> None:
    painter.setPen(_pen(colour(mark.colour), mark.width, dashed=mark.dashed))
    painter.drawLine(QPointF(mark.x1, mark.y1), QPointF(mark.x2, mark.y2))


def _rect(painter: QPainter, mark: Any, colour: _Colour) -> None:
    _outlined(painter, colour(mark.fill), colour(_edge(mark.fill, mark.stroke)), 1.0)
    painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))


def _disc(painter: QPainter, mark: Any, colour: _Colour) -> None:
    _outlined(painter, colour(mark.fill), colour(mark.stroke), mark.width)
    painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius, mark.radius)


def _polyline(painter: QPainter, mark: Any, colour: _Colour) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colour(mark.colour), mark.width, dashed=mark.dashed))
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in mark.points]))


def _polygon(painter: QPainter, mark: Any, colour: _Colour) -> None:
    _outlined(painter, colour(mark.fill), colour(_edge(mark.fill, mark.stroke)), mark.width)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in mark.points]))


def _text(painter: QPainter, mark: Any, colour: _Colour) -> None:
    font = QFont("Public Sans")
    font.setPixelSize(100)  # laid out large and scaled, so that no size is rounded to whole pixels
    font.setWeight(QFont.Weight.Bold if mark.weight == "bold" else QFont.Weight.Normal)
    scale = mark.size / 100.0
    painter.save()
    painter.translate(mark.x, mark.y)
    if mark.turned:
        painter.rotate(-90)
    painter.scale(scale, scale)
    painter.setFont(font)
    painter.setPen(colour(mark.colour))
    start = -_ANCHORS[mark.anchor] * QFontMetricsF(font).horizontalAdvance(mark.text)
    painter.drawText(QPointF(start, 0.0), mark.text)
    painter.restore()


_PAINT: Final[Mapping[str, _Paint]] = {
    "Line": _line,
    "Rect": _rect,
    "Disc": _disc,
    "Text": _text,
    "Polyline": _polyline,
    "Polygon": _polygon,
}
