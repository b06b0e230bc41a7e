"""The checklist: items at the left, the one being answered in the middle, what is known of it at the right."""

from desktop.views.checklist.page import ChecklistPage

__all__ = ["ChecklistPage"]
