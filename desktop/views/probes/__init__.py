"""The Probes page: one part for each of its five steps."""

from desktop.views.probes.page import ProbesPage

__all__ = ["ProbesPage"]
