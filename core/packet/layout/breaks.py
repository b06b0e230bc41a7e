"""Where pages end: chapters share a page where there is room, and what belongs together leaves little of one white."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from core.packet.layout.style import FRAME_BOTTOM, FRAME_TOP, TEXT_WIDTH
from core.packet.pdf import palette
from core.packet.pdf.flowables import Rule
from core.packet.pdf.table import TaggedTable

_PAGE = FRAME_TOP - FRAME_BOTTOM
ROOM_TO_BEGIN = 0.27 * _PAGE  # less is left white rather than begun in
MOST_WHITE = 0.2 * _PAGE  # what may be left white so that a table stays on the page of its heading
_ROWS_BEGUN = 3  # of a table that goes on over the page


class ChapterRule(Rule):
    """The line that parts two chapters on one page; nothing where the chapter begins on a page of its own."""

    _frame: Any  # ReportLab's own, while the flowable is laid out

    def __init__(self) -> None:
        super().__init__(TEXT_WIDTH, palette.LINE, after=16.0)
        self.spaceBefore = 20.0
        self.shown = False

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.shown = not self._frame._atTop  # noqa: SLF001 (the same)
        return super().wrap(width, height) if self.shown else (0, 0)

    def draw(self) -> None:
        if self.shown:
            super().draw()


def chapter_break() -> list[Flowable]:
    """What stands before the flowables of a chapter."""
    return [CondPageBreak(ROOM_TO_BEGIN), ChapterRule()]


class KeptWithNext(KeepTogether):
    """What `keepWithNext` holds together: it goes to a new page whole, unless half of this one would stay white.

    Where it ends in a table, the table then begins under its heading or picture and goes on over the page.
    """

    _content: list[Any]  # ReportLab's own, as are the heights
    _H: float

    def split(self, width: float, height: float) -> list[Any]:
        table = self._content[-1]
        if isinstance(table, TaggedTable) and MOST_WHITE < height < self._whole(width, height):
            before = self._H - table.wrap(width, height)[1]
            if before + table.height_of_first(_ROWS_BEGUN) < height:
                return list(self._content)
        parts: list[Any] = super().split(width, height)
        return parts

    def _whole(self, width: float, height: float) -> float:
        if getattr(self, "_wrapInfo", None) != (width, height):
            self.wrap(width, height)
        return float(self._H)
