"""What is recorded of the deployment beside its description, one model for each section of the page."""

from collections.abc import Callable, Mapping

from desktop.session import Session
from desktop.viewmodels.record.clocks import ClocksModel
from desktop.viewmodels.record.coverage import CoverageModel
from desktop.viewmodels.record.data import DataModel
from desktop.viewmodels.record.exemptions import ExemptionsModel
from desktop.viewmodels.record.inventory import InventoryModel
from desktop.viewmodels.record.passes import PassesModel
from desktop.viewmodels.record.people import PeopleModel
from desktop.viewmodels.record.recorder import Recorder

SECTIONS: Mapping[str, Callable[[Session], Recorder]] = {
    "coverage": CoverageModel,
    "exemptions": ExemptionsModel,
    "clocks": ClocksModel,
    "components": InventoryModel,
    "human-like": lambda session: CoverageModel(session, ("human-like",)),
    "data": DataModel,
    "people": PeopleModel,
    "evaluations": PassesModel,
}

__all__ = ["SECTIONS"]
