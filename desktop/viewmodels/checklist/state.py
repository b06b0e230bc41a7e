"""What the checklist shows, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.viewmodels.history import HistoryLine

SHOWS = (
    ("all", "All items"),
    ("unanswered", "Unanswered"),
    ("drafts", "Drafts"),
    ("gaps", "Answered no or partly"),
    ("waiting", "Waiting for review"),
    ("mine", "Answered by me"),
    ("earlier", "From an earlier pass"),
)

# What an item's standing is called, and how it looks: word, kind of pill, icon.
DONE_WORDS: Mapping[str, tuple[str, str, str]] = {
    "yes": ("Yes", "good", "check_circle"),
    "partly": ("Partly", "warn", "warning"),
    "no": ("No", "bad", "cancel"),
    "not-applicable": ("Not applicable", "none", "remove_circle"),
    "waiting": ("In review", "warn", "people"),
    "refused": ("Refused", "bad", "report"),
    "unanswered": ("Unanswered", "none", "radio_button_unchecked"),
    "again": ("Asked again", "warn", "history"),
    "conflict": ("Two answers", "warn", "people"),
    "yes-carried": ("Yes, carried", "warn", "history"),
    "partly-carried": ("Partly, carried", "warn", "history"),
    "no-carried": ("No, carried", "warn", "history"),
    "not-applicable-carried": ("N/A, carried", "warn", "history"),
}
STILL_OPEN = ("unanswered", "again", "conflict")


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One line of the list. `standing` is a key of DONE_WORDS."""

    id: str
    title: str
    standing: str
    draft: bool
    evidence: int


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which items are listed; empty means any. `show` is a key of SHOWS; `text` is looked for in id and wording."""

    component: str = ""
    element: str = ""
    stage: str = ""
    show: str = "all"
    core: bool = False
    protected_classes: bool = False
    synthetic_content: bool = False
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ListState:
    """The list, what it can be filtered by, and how many of how many are shown."""

    rows: tuple[ItemRow, ...] = ()
    current: str = ""
    filter: Filter = Filter()
    components: tuple[tuple[str, str], ...] = ()
    elements: tuple[tuple[str, str], ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    count: str = ""
    empty: tuple[str, str] = ("", "")  # title and text, where nothing is listed


@dataclass(frozen=True, kw_only=True)
class ExampleLines:
    """A worked example of the item, for a made-up system."""

    about: str
    yes: str
    partly: str


@dataclass(frozen=True, kw_only=True)
class EvidenceLine:
    id: str
    title: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class ReadingLine:
    id: str
    probe: str  # its title
    verdict: str  # "", pass, fail, inconclusive; skipped or failed where nothing was measured
    detail: str


@dataclass(frozen=True, kw_only=True)
class ApprovalNeeded:
    """A not applicable answer that waits for another person."""

    answer_id: str
    by: str
    reason: str
    reviewer: str  # who could be it: the person at the window, unless they gave the answer
    remark: str  # what was typed so far
    together: int  # how many answers of the same decision wait; 0 where it is an answer by itself
    blocked: str


@dataclass(frozen=True, kw_only=True)
class ItemDetail:
    """Everything about one item but the answer that is being typed."""

    id: str
    place: str
    title: str
    question: str
    guidance: str
    example: ExampleLines | None
    methods: tuple[str, ...]
    stages: tuple[str, ...]
    tags: tuple[str, ...]
    na_when: str
    probes: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    readings: tuple[ReadingLine, ...]
    history: tuple[HistoryLine, ...]
    standing: str
    said: str  # who confirmed it and when
    warnings: tuple[str, ...]  # that the answer rests on content made by AI (section 3(e))
    approval: ApprovalNeeded | None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The answer as it stands in the form. `value` is "", yes, partly, no or not-applicable."""

    value: str = ""
    remark: str = ""
    reason: str = ""
    reason_listed: bool = False
    marking: str = "(U)"


@dataclass(frozen=True, kw_only=True)
class FormState:
    """`typed` and what is said of it. `errors` are by field: value, remark, reason, marking."""

    typed: Typed = Typed()
    note: str = ""
    draft: bool = False
    changed: bool = False  # differs from what is confirmed
    carried: bool = False  # what is confirmed was so in an earlier evaluation: it can be confirmed as it stands
    errors: Mapping[str, str] = field(default_factory=dict)
    not_begun: str = ""  # why nothing can be confirmed yet; it can be typed
    blocked: str = ""
