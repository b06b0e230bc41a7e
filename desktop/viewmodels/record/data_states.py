"""What the section Data shows, as frozen records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.viewmodels.record.states import FormField, PillWord, RegisterState

Draw = Callable[..., Sequence[Any]]
Height = Callable[..., float]


def _nothing(*_size: float, **_scale: float) -> Sequence[Any]:
    return ()


def _no_height(*_width: float, **_scale: float) -> float:
    return 0.0


@dataclass(frozen=True, kw_only=True)
class GraphState:
    """The lineage: how the chain stands, the picture, and its table. `summary` is read where it can't be seen."""

    pill: PillWord = ("", "none")
    title: str = ""
    sentence: str = ""
    summary: str = ""
    draw: Draw = _nothing
    height: Height = _no_height
    drawn: bool = False  # whether anything is recorded
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    breaks: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SheetPartState:
    """One of the seven parts of a data sheet: how far it is said, its form, and what stands in it."""

    id: str
    title: str
    fields: tuple[FormField, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SetState:
    """The data sheet and the profile of one data set."""

    id: str
    name: str
    sheet_words: str
    parts: tuple[SheetPartState, ...]
    profile: str = ""
    profile_current: bool = True
    columns: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class DataState:
    """`sets` by the id of the data set; `header` heads the columns of a profile; `case` tells one case from another."""

    case: str = ""
    graph: GraphState = field(default_factory=GraphState)
    registers: Mapping[str, RegisterState] = field(default_factory=dict)
    sets: Mapping[str, SetState] = field(default_factory=dict)
    header: tuple[str, ...] = ()
    source: str = ""
    blocked: str = ""
    busy: str = ""
