"""What the findings page shows, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.viewmodels.history import HistoryLine

SHOWS = (
    ("current", "Not closed"),
    ("open", "Open"),
    ("in the plan", "In the plan of action"),
    ("mitigated", "Mitigated"),
    ("accepted", "Risk accepted"),
    ("overdue", "Overdue"),
    ("gaps", "With gaps in the plan"),
    ("closed", "Closed"),
    ("all", "All findings"),
)
SEVERITIES = (("high", "High"), ("moderate", "Moderate"), ("low", "Low"))

# What a state is called, and how it looks: word, kind of pill, icon.
STATES: Mapping[str, tuple[str, str, str]] = {
    "open": ("Open", "bad", "report"),
    "in the plan": ("In the plan", "info", "schedule"),
    "mitigated": ("Mitigated", "warn", "check_circle_outline"),
    "accepted": ("Accepted", "warn", "person"),
    "closed": ("Closed", "good", "check_circle"),
}


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One line of the table. `state` is a key of STATES; `late` says by how much it is overdue, or nothing."""

    id: str
    item_id: str
    title: str
    state: str
    severity: str
    rank: int
    owner: str
    due: str
    late: str


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which findings are listed; empty means any. `show` is a key of SHOWS; `text` is looked for in the wording."""

    show: str = "current"
    severity: str = ""
    component: str = ""
    element: str = ""
    owner: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ListState:
    """The table, what it can be filtered by, and a sentence on the whole plan."""

    rows: tuple[FindingRow, ...] = ()
    chosen: str = ""
    filter: Filter = Filter()
    components: tuple[tuple[str, str], ...] = ()
    elements: tuple[tuple[str, str], ...] = ()
    owners: tuple[tuple[str, str], ...] = ()
    count: str = ""
    summary: str = ""
    any: bool = False  # whether there is a finding at all
    not_begun: bool = False  # a deployment is described, and nobody has begun to evaluate it
    blocked: str = ""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a finding came from, and the page that shows it."""

    words: str
    page: str
    target: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    id: str
    text: str
    due: str
    done: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class BarrierRow:
    id: str
    kind: str
    size: str
    text: str
    remark: str
    lifted: str


@dataclass(frozen=True, kw_only=True)
class FindingDetail:
    """One finding with everything around it.

    `forms` are the fields of each form as they stand: what is typed and not recorded yet, or else what is recorded.
    `typed` names the forms that hold something that is not recorded. `errors` are by form, then by field.
    """

    row: FindingRow
    marking: str
    detail: str
    facts: tuple[tuple[str, str], ...]
    origins: tuple[Origin, ...]
    gaps: tuple[str, ...]
    milestones: tuple[MilestoneRow, ...]
    progress: tuple[HistoryLine, ...]
    delay: tuple[tuple[str, str], ...]
    delay_wanted: str
    barriers: tuple[BarrierRow, ...]
    history: tuple[HistoryLine, ...]
    forms: Mapping[str, Mapping[str, str]]
    typed: frozenset[str] = frozenset()
    errors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    delay_says: str = ""  # what the justification that is typed names
    blocked: str = ""
    plan_blocked: str = ""  # why its plan of action takes nothing; an accepted evaluation leaves the plan open
