"""What the sections of the deployment page show, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FieldKind = Literal["text", "lines", "choice", "day"]
PillWord = tuple[str, str]  # word, kind of pill


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a small form. `choices` are (key, title); `only_if` shows it for some values of another field."""

    id: str
    title: str
    kind: FieldKind = "text"
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    only_if: tuple[str, tuple[str, ...]] = ("", ())
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something to do with a register; `needs_row`: with the selected row. Without fields it is done at once."""

    key: str
    title: str
    icon: str = ""
    needs_row: bool = True
    fields: tuple[FormField, ...] = ()
    save: str = "Record"
    blocked: str = ""  # why it can't be done at all; that of a row stands with the row


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line. `values` fill the forms of its actions; `blocked` says by action why it can't be taken."""

    id: str
    cells: tuple[str, ...]
    pill: PillWord = ("", "none")
    detail: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    blocked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RegisterState:
    """A list with what can be done with it. `wide` is the column that takes the room that is left."""

    title: str
    subtitle: str = ""
    columns: tuple[str, ...] = ()
    wide: int = 0
    right: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()
    actions: tuple[Action, ...] = ()
    empty: str = ""
    cautions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()  # what its entries come to
    blocked: str = ""
    gives_way: int = 0  # columns from this one on are left out where there is no room, the last first; 0: none is
    opened: bool = True  # the first line is selected, so that its details are shown


@dataclass(frozen=True, kw_only=True)
class QuestionState:
    """A question of the intake with its answer. `value`: yes, no, unsure, a date or empty."""

    id: str
    clause: str
    text: str
    help: str
    kind: str
    options: tuple[tuple[str, str], ...]
    value: str
    picked: tuple[str, ...]
    reason: str
    said: str
    asked: bool = True


@dataclass(frozen=True, kw_only=True)
class DeterminationState:
    """A determination with the questions that lead to it and what else it rests on, as (clause, asked, answer)."""

    id: str
    title: str
    clause: str
    pill: PillWord
    sentence: str
    cautions: tuple[str, ...]
    status: str
    known: tuple[tuple[str, str, str], ...]
    questions: tuple[QuestionState, ...]
    words: tuple[str, ...]
    by_rule: str
    overruled: bool


@dataclass(frozen=True, kw_only=True)
class CoverageState:
    determinations: tuple[DeterminationState, ...] = ()
    blocked: str = ""
