"""The Packets page without its widgets."""

from desktop.viewmodels.packets.model import PacketsModel
from desktop.viewmodels.packets.states import PacketsState

__all__ = ["PacketsModel", "PacketsState"]
