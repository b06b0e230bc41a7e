"""How reading says how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]  # done, total, what is read


def unheard(_done: int, _total: int, _said: str) -> None:
    """Progress that nobody waits for."""
