"""The evidence: a table, and a closer look at one piece."""

from desktop.views.evidence.page import EvidencePage

__all__ = ["EvidencePage"]
