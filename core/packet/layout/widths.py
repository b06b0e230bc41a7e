"""How wide the columns of a table are: as wide as what they hold, and fair where that is too much."""

from __future__ import annotations

from collections.abc import Sequence

from core.chart.measure import text_width
from core.packet.layout.style import TEXT_WIDTH

_SIZE = 8.0
_PADDING = 9.0
_WIDEST, _LONGEST_WORD = 210.0, 120.0
_ROWS_MEASURED, _LETTERS_MEASURED = 200, 100
_LONGEST_NUMBER = 18


def column_widths(header: Sequence[str], columns: Sequence[Sequence[str]], *, room: float = TEXT_WIDTH) -> list[float]:
    """Widths in points that sum up to `room` at most.

    Each column gets at least its longest word; what is left over is shared out by how much more each would like.
    """
    least, liked = [], []
    for title, column in zip(header, columns, strict=True):
        cells = [title, *(cell[:_LETTERS_MEASURED] for cell in column[:_ROWS_MEASURED])]
        words = [word for cell in cells for word in ([cell] if number_like(cell) else cell.split())]
        least.append(min(_widest(words), _LONGEST_WORD) + _PADDING)
        liked.append(max(min(_widest(cells), _WIDEST) + _PADDING, least[-1]))
    if sum(liked) <= room:
        return liked
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    share = (room - sum(least)) / (sum(liked) - sum(least))
    return [low + share * (high - low) for low, high in zip(least, liked, strict=True)]


def number_like(cell: str) -> bool:
    """Whether a cell is a number, an interval or a number with its interval: what should not be broken."""
    return not cell or (cell[0] in "0123456789−-+." and len(cell) <= _LONGEST_NUMBER) or cell == "—"


def _widest(texts: Sequence[str]) -> float:
    """Bold is a little wider than regular; headers are bold, so that is what is measured."""
    return max((text_width(text, _SIZE, "bold") for text in set(texts)), default=0.0)
