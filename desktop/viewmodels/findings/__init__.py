"""The findings and the plan of action, as the page shows them."""

from desktop.viewmodels.findings.model import FindingsModel
from desktop.viewmodels.findings.states import (
    SHOWS,
    STATES,
    BarrierRow,
    Filter,
    FindingDetail,
    FindingRow,
    ListState,
    MilestoneRow,
    Origin,
)

__all__ = [
    "SHOWS",
    "STATES",
    "BarrierRow",
    "Filter",
    "FindingDetail",
    "FindingRow",
    "FindingsModel",
    "ListState",
    "MilestoneRow",
    "Origin",
]
