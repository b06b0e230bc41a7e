"""The Documents page."""

from desktop.views.outputs.page import OutputsPage

__all__ = ["OutputsPage"]
