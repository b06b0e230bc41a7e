"""Outputs of a generative system, imported and graded blind."""

from desktop.viewmodels.grading.model import GradingModel
from desktop.viewmodels.grading.states import FlowState, ImportState, ListState, ResultState, SetRow

__all__ = ["FlowState", "GradingModel", "ImportState", "ListState", "ResultState", "SetRow"]
