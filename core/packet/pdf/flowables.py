"""Flowables without text: openings and closings of elements, figures, rules and places for signatures."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from core.packet.pdf.canvas import TaggedCanvas
from core.packet.pdf.tags import FieldPlace


class _Tagged(Flowable):
    canv: TaggedCanvas


class Open(_Tagged):
    """Opens an element (Sect, L, TOC) around the flowables that follow, up to its `Close`."""

    _ZEROSIZE = 1

    def __init__(self, role: str, title: str = "") -> None:
        super().__init__()
        self.role, self.title = role, title

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        tags = self.canv.tags
        tags.stack.append(tags.element(self, self.role, title=self.title))


class Close(_Tagged):
    _ZEROSIZE = 1

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.tags.stack.pop()


class Figure(_Tagged):
    """A picture drawn by `paint(canvas, height)`, with its words in `alt` for those who can't see it."""

    def __init__(self, paint: Callable[[TaggedCanvas, float], None], alt: str, width: float, height: float) -> None:
        super().__init__()
        self.paint, self.alt = paint, alt
        self.width, self.height = width, height
        self.keepWithNext, self.spaceAfter = 1, 4

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        if canvas.measuring:
            return
        left, bottom = canvas.absolutePosition(0, 0)
        right, top = canvas.absolutePosition(self.width, self.height)
        box = [round(value, 2) for value in (left, bottom, right, top)]
        element = canvas.tags.element(self, "Figure", alt=self.alt, attributes=("Layout", {"BBox": box}))
        with canvas.content(element):
            self.paint(canvas, self.height)


class Rule(_Tagged):
    """A line across, of no meaning to a screen reader."""

    def __init__(self, width: float, colour: str, *, thickness: float = 1.0, after: float = 6.0) -> None:
        super().__init__()
        self.width, self.colour, self.thickness, self.after = width, colour, thickness, after

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.thickness + self.after

    def draw(self) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(HexColor(self.colour))
            self.canv.setLineWidth(self.thickness)
            self.canv.line(0, self.after, self.width, self.after)


class SignaturePlace(_Tagged):
    """A framed place for the signature of `role`; the field itself is made when the file is finished."""

    def __init__(self, role: str, width: float, height: float, colour: str) -> None:
        super().__init__()
        self.role, self.width, self.height, self.colour = role, width, height, colour

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        with canvas.artifact():
            canvas.setStrokeColor(HexColor(self.colour))
            canvas.setLineWidth(0.8)
            canvas.rect(0, 0, self.width, self.height)
        left, bottom = canvas.absolutePosition(0, 0)
        rectangle = (round(left, 2), round(bottom, 2), round(left + self.width, 2), round(bottom + self.height, 2))
        element = canvas.tags.element(self, "Form")
        canvas.tags.fields.append(FieldPlace(self.role, canvas.tags.page, rectangle, element))
