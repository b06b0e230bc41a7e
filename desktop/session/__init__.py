"""The open case, and the one signal that says what changed in it."""

from desktop.session.change import Change
from desktop.session.reading import NO_CASE, CaseReading
from desktop.session.session import Session

__all__ = ["NO_CASE", "CaseReading", "Change", "Session"]
