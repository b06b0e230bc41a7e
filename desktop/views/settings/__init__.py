"""The Settings page."""

from desktop.views.settings.page import SettingsPage

__all__ = ["SettingsPage"]
