"""Dates as people type them: ISO, or nothing."""

from __future__ import annotations

from datetime import date


def as_date(text: str) -> date | None:
    """The date that `text` writes as 2026-11-22; None when it is none."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-22") else None
    except ValueError:
        return None


def date_problem(text: str) -> str:
    """Why `text` is no date, in a sentence; empty when it is one, or empty."""
    return f"'{text}' is not a date: write it as 2026-11-22." if text and as_date(text) is None else ""
