"""How wide a line of Public Sans is, without a drawing toolkit: from a table of advance widths."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from core.chart.marks import Weight
from core.paths import resources

_ELLIPSIS = "…"


@cache
def _widths() -> dict[str, Any]:
    table: dict[str, Any] = json.loads((resources() / "fonts" / "public-sans-widths.json").read_text("utf-8"))
    return table


def text_width(text: str, size: float, weight: Weight = "regular") -> float:
    """Width of `text` in points at `size` points. A character that the table lacks counts as a full em."""
    widths: dict[str, float] = _widths()[weight]["widths"]
    return sum(widths.get(character, 1000) for character in text) * size / 1000.0


def fitted(text: str, size: float, room: float, weight: Weight = "regular") -> str:
    """`text`, or its beginning and an ellipsis where it is wider than `room` points."""
    cut = room - text_width(_ELLIPSIS, size, weight)
    used, kept = 0.0, 0
    for place, character in enumerate(text):
        used += text_width(character, size, weight)
        if used > room:
            return text[:kept].rstrip() + _ELLIPSIS
        if used <= cut:
            kept = place + 1
    return text


def wrapped(text: str, size: float, room: float, *, lines: int) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `room` points, the last one cut with an ellipsis where there is more."""
    words = text.split()
    out: list[str] = []
    while words and len(out) < lines - 1:
        taken = 1
        while taken < len(words) and text_width(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        out.append(fitted(" ".join(words[:taken]), size, room))
        words = words[taken:]
    if words:
        out.append(fitted(" ".join(words), size, room))
    return tuple(out)
