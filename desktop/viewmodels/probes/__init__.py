"""The Probes page without its widgets: one part for each of its five steps."""

from desktop.viewmodels.probes.model import ProbesModel
from desktop.viewmodels.probes.states import ProbesState

__all__ = ["ProbesModel", "ProbesState"]
