"""How reading data says how far it is, and what a person should know of what was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


def _unheard(_done: int, _total: int, _said: str) -> None:
    """Progress that nobody waits for."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """`progress` is called with what is done, the total, and what is read; `notes` collects sentences."""

    progress: Callable[[int, int, str], None] = _unheard
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Keep a sentence, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)
