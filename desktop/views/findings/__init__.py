"""The findings: a table, and the chosen one with its plan of action."""

from desktop.views.findings.page import FindingsPage

__all__ = ["FindingsPage"]
