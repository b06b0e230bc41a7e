"""The page on the case as a file."""

from desktop.views.casefile.page import CaseFilePage

__all__ = ["CaseFilePage"]
