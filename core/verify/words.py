"""Words in the sentences of the checks."""

from __future__ import annotations


def counted(count: int, thing: str) -> str:
    """`1 page`, `3 pages`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
