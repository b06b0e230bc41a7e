"""The Packets page without its widgets."""

from desktop.viewmodels.packets.model import PacketsModel
from desktop.viewmodels.packets.review import ReviewModel
from desktop.viewmodels.packets.states import PacketsState, ReviewState

__all__ = ["PacketsModel", "PacketsState", "ReviewModel", "ReviewState"]
