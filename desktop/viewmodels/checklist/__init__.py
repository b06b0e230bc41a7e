"""The checklist: the list of items, the item in front of the person, and the answer being typed."""

from desktop.viewmodels.checklist.many import ManyModel, ManyRow, ManyState
from desktop.viewmodels.checklist.model import ChecklistModel
from desktop.viewmodels.checklist.state import (
    DONE_WORDS,
    SHOWS,
    ApprovalNeeded,
    EvidenceLine,
    Filter,
    FormState,
    ItemDetail,
    ItemRow,
    ListState,
    ReadingLine,
    SourceLine,
    Typed,
)

__all__ = [
    "DONE_WORDS",
    "SHOWS",
    "ApprovalNeeded",
    "ChecklistModel",
    "EvidenceLine",
    "Filter",
    "FormState",
    "ItemDetail",
    "ItemRow",
    "ListState",
    "ManyModel",
    "ManyRow",
    "ManyState",
    "ReadingLine",
    "SourceLine",
    "Typed",
]
