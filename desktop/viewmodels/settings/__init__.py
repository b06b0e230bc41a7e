"""The Settings page without its widgets."""

from desktop.viewmodels.settings.model import SettingsModel
from desktop.viewmodels.settings.states import RootRow, SettingsState

__all__ = ["RootRow", "SettingsModel", "SettingsState"]
