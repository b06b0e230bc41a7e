"""What the section on graded outputs shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Table = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]  # title, header, rows


@dataclass(frozen=True, kw_only=True)
class SetRow:
    """One set in the list. `why_not_grade`, `why_not_close`, `why_no_results` are empty where it can be done."""

    id: str
    title: str
    marking: str
    count: int
    state: str
    mine: str
    graders: str
    why_not_grade: str
    why_not_close: str
    why_no_results: str
    needs_reason: str


@dataclass(frozen=True, kw_only=True)
class ListState:
    """The sets; `blocked` says why nothing can be changed."""

    rows: tuple[SetRow, ...] = ()
    blocked: str = ""
    busy: str = ""
    case: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportState:
    """A table that was read: its columns, the choice of columns, and the first rows as they would be taken."""

    path: str = ""
    busy: str = ""
    header: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    preview: Table = ("", (), ())
    summary: str = ""
    problem: str = ""
    rubric: str = ""
    marking: str = "(U)"
    blocked: str = ""


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    id: str
    title: str
    question: str
    fails: str
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class FlowState:
    """One output in front of a grader. `place` counts from 1 in the grader's order; `recorded`: it has a grade already.

    `missing` says what is still to be said before it can be recorded.
    """

    set_id: str = ""
    title: str = ""
    marking: str = ""
    number: int = 0
    place: int = 0
    total: int = 0
    done: int = 0
    prompt: str = ""
    text: str = ""
    criteria: tuple[CriterionRow, ...] = ()
    note: str = ""
    note_marking: str = "(U)"
    recorded: bool = False
    changed: bool = False
    missing: str = ""
    finished: bool = False


@dataclass(frozen=True, kw_only=True)
class ResultState:
    """What came out of a closed grading."""

    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    cautions: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()  # id and sentence of each
