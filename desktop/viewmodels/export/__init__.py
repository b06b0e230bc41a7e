"""The Sign and export page without its widgets."""

from desktop.viewmodels.export.model import ROLE_TITLES, ExportModel
from desktop.viewmodels.export.states import ExportState

__all__ = ["ROLE_TITLES", "ExportModel", "ExportState"]
