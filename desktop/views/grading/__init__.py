"""The section on outputs of a generative system: imported, graded blind, counted."""

from desktop.views.grading.part import GradingPart

__all__ = ["GradingPart"]
