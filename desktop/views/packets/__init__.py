"""The Packets page: the checks of a packet, who signed it, and what is in it."""

from desktop.views.packets.page import PacketsPage

__all__ = ["PacketsPage"]
