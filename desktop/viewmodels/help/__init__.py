"""The help: topics that are found by their words, and one of them to read."""

from __future__ import annotations

from desktop.viewmodels.help.model import HelpModel, HelpState
from desktop.viewmodels.help.topics import Link, Topic

__all__ = ["HelpModel", "HelpState", "Link", "Topic"]
