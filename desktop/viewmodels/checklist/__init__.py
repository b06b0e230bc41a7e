"""The checklist: the list of items, the item in front of the person, and the answer being typed."""

from desktop.viewmodels.checklist.many import ManyModel, ManyRow, ManyState
from desktop.viewmodels.checklist.model import ChecklistModel
from desktop.viewmodels.checklist.state import (
    DONE_WORDS,
    SHOWS,
    ApprovalNeeded,
    EvidenceLine,
    ExampleLines,
    Filter,
    FormState,
    ItemDetail,
    ItemRow,
    ListState,
    ReadingLine,
    Typed,
)
from desktop.viewmodels.checklist.table import TableModel, TableRow, TableState

__all__ = [
    "DONE_WORDS",
    "SHOWS",
    "ApprovalNeeded",
    "ChecklistModel",
    "EvidenceLine",
    "ExampleLines",
    "Filter",
    "FormState",
    "ItemDetail",
    "ItemRow",
    "ListState",
    "ManyModel",
    "ManyRow",
    "ManyState",
    "ReadingLine",
    "TableModel",
    "TableRow",
    "TableState",
    "Typed",
]
