"""The Sign and export page: one part for each of its five steps."""

from desktop.views.export.page import ExportPage

__all__ = ["ExportPage"]
