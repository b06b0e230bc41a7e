"""The Sign and export page without its widgets."""

from desktop.viewmodels.export.model import ExportModel
from desktop.viewmodels.export.states import ROLE_TITLES, ExportState

__all__ = ["ROLE_TITLES", "ExportModel", "ExportState"]
