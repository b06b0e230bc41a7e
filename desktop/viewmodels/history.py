"""What happened to one thing, as the log tells it, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from core import clock
from desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    at: str
    by: str
    sentence: str


def history_of(session: Session, subject: str) -> tuple[HistoryLine, ...]:
    """The lines of an item, or of a piece of evidence, a finding or a reading by its id."""
    entries = session.store.history(subject)
    return tuple(
        HistoryLine(at=clock.shown(entry.at), by=entry.by, sentence=entry.sentence) for entry in reversed(entries)
    )
