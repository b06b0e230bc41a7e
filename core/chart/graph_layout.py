"""Where the boxes and arrows of a graph lie: rows by longest way, order within a row by the neighbours' middle.

After Sugiyama, Tagawa and Toda (1981): arrows that pass rows get a place in each of them, so that none runs through a
box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LEAST_PX, _MOST_PX = 104.0, 176.0  # width of a box in points at a text scale of 1
_GAP_X, _LEAST_GAP, _GAP_Y, _BEND = 14.0, 4.0, 24.0, 6.0
_SWEEPS = 4


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A box; `x`, `y` is its top left corner in points."""

    id: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Wire:
    """The way of an arrow from the bottom of its source to the top of its target."""

    source: str
    target: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    boxes: tuple[Placed, ...]
    wires: tuple[Wire, ...]
    height: float


def lay_out(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], *, lines: int, width: float, text_scale: float
) -> Layout:
    """Places every node, and the way of every edge, within `width` points. A circle is opened where it is met first."""
    most = max(1, int((width + _GAP_X) // (_LEAST_PX * text_scale + _GAP_X)))
    rows = _rows(nodes, edges, most)
    ways = _with_bends(rows, edges)
    _order(rows, ways)
    box_w = min([_MOST_PX * text_scale, *(_room(row, width) for row in rows)])
    box_h = (12.0 * lines + 10.0) * text_scale
    step = box_h + _GAP_Y * text_scale
    middles = _middles(rows, box_w, width)
    row_of = {one: at for at, row in enumerate(rows) for one in row}
    boxes = tuple(
        Placed(id=one, x=middles[one] - box_w / 2, y=row_of[one] * step + 1, width=box_w, height=box_h)
        for row in rows
        for one in row
        if not _is_bend(one)
    )
    wires = tuple(_wire(edge, way, middles, row_of, (step, box_h, box_w)) for edge, way in ways.items())
    return Layout(boxes=boxes, wires=wires, height=max(1, len(rows)) * step + 6.0 * text_scale)


def _room(row: Sequence[str], width: float) -> float:
    """How wide the boxes of a row may be beside the arrows that pass it."""
    bends = sum(_is_bend(one) for one in row)
    gap = _GAP_X if not bends else _LEAST_GAP
    return (width - bends * _BEND - gap * (len(row) - 1)) / max(1, len(row) - bends)


def _rows(nodes: Sequence[str], edges: Sequence[tuple[str, str]], most: int) -> list[list[str]]:
    """The nodes by their longest way from a beginning; a row of more than `most` becomes several."""
    rank = ranks(nodes, edges)
    by_rank: dict[int, list[str]] = defaultdict(list)
    for one in nodes:
        by_rank[rank[one]].append(one)
    return [held[at : at + most] for key, held in sorted(by_rank.items()) for at in range(0, len(held), most)]


def ranks(nodes: Sequence[str], edges: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """The longest way from a beginning to each node, in edges; a circle is opened at its first node."""
    before: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        before[target].append(source)
    rank: dict[str, int] = {}
    while len(rank) < len(nodes):
        ready = [one for one in nodes if one not in rank and all(source in rank for source in before[one])]
        for one in ready or [next(one for one in nodes if one not in rank)]:  # the second: a circle
            rank[one] = max((rank[source] + 1 for source in before[one] if source in rank), default=0)
    return rank


def _is_bend(name: str) -> bool:
    return name.startswith("\0")


def _with_bends(rows: list[list[str]], edges: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The way of each edge; in rows that it passes it gets a place of its own, which is added to the row."""
    row_of = {one: at for at, row in enumerate(rows) for one in row}
    ways = {}
    for number, edge in enumerate(dict.fromkeys(edges)):
        source, target = edge
        between = range(row_of[source] + 1, row_of[target])
        bends = [f"\0{number} {at}" for at in between]
        for at, bend in zip(between, bends, strict=True):
            rows[at].append(bend)
        ways[edge] = [source, *bends, target]
    return ways


def _order(rows: list[list[str]], ways: Mapping[tuple[str, str], Sequence[str]]) -> None:
    """Sorts each row by the middle of its neighbours, down and up in turn, so that few arrows cross."""
    next_to: dict[str, list[str]] = defaultdict(list)
    for way in ways.values():
        for one, other in pairwise(way):
            next_to[one].append(other)
            next_to[other].append(one)
    for sweep in range(_SWEEPS):
        place = {one: (at + 0.5) / len(row) for row in rows for at, one in enumerate(row)}
        for row in rows if sweep % 2 == 0 else reversed(rows):
            key = {one: _middle([place[other] for other in next_to[one]], place[one]) for one in row}
            row.sort(key=lambda one, key=key: key[one])  # type: ignore[misc]
            place |= {one: (at + 0.5) / len(row) for at, one in enumerate(row)}


def _middle(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _middles(rows: Sequence[Sequence[str]], box_w: float, width: float) -> dict[str, float]:
    """The middle of each place: rows are centred, and drawn together where bends make them too wide."""
    found: dict[str, float] = {}
    for row in rows:
        sizes = [_BEND if _is_bend(one) else box_w for one in row]
        gap = min(_GAP_X, (width - sum(sizes)) / max(1, len(row) - 1)) if len(row) > 1 else 0.0
        x = (width - sum(sizes) - gap * (len(row) - 1)) / 2
        for one, size in zip(row, sizes, strict=True):
            found[one] = x + size / 2
            x += size + gap
    return found


def _wire(
    edge: tuple[str, str],
    way: Sequence[str],
    middles: Mapping[str, float],
    row_of: Mapping[str, int],
    sizes: tuple[float, float, float],
) -> Wire:
    """From bottom to top, straight down beside the boxes of the rows that it passes."""
    step, box_h, box_w = sizes
    lean = box_w * 0.3  # where an arrow leaves or meets a box, drawn towards where it goes
    first, last = middles[way[0]], middles[way[-1]]
    points = [(first + _drawn(middles[way[1]] - first, lean), row_of[way[0]] * step + box_h + 1)]
    for one in way[1:-1]:
        points += [(middles[one], row_of[one] * step), (middles[one], row_of[one] * step + box_h + 2)]
    points.append((last + _drawn(middles[way[-2]] - last, lean), row_of[way[-1]] * step + 1))
    return Wire(source=edge[0], target=edge[1], points=tuple(points))


def _drawn(distance: float, most: float) -> float:
    return max(-most, min(most, distance * 0.25))
