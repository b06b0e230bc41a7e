"""Periods of the Act as calendar days.

The Act counts in years ("not later than 2 years after the effective date") and days ("not later than 120 days"). The
day of the event is not counted and the last day is. Where a year has no such day (29 February), the last day of that
month is taken, which is the earlier of two readings. Nothing moves for week-ends or holidays: the Act grants no such
days, and the earlier day is the safe one. A day ends at midnight where the agency is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from core import clock

LAST_YEAR = 9000  # far beyond any clock, and far from what `date` can't hold


def years_after(day: date, years: int) -> date:
    """The same day of the year, `years` later: 2024-02-29 and one year give 2025-02-28."""
    return clock.months_after(day, 12 * years)


def days_after(day: date, days: int) -> date:
    """The day that is `days` after `day`, which itself is not counted."""
    return day + timedelta(days=days)


def days_left(due: date, today: date) -> int:
    """Whole days until the end of `due`'s day: 0 on the day itself, negative once it has passed."""
    return (due - today).days


def local_day(moment: datetime, zone: tzinfo | None = None) -> date:
    """Which day it is at `moment` in `zone` (None: that of this machine). Raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone belongs to no day")
    return moment.astimezone(zone).date()


def parse_day(text: str) -> date | None:
    """The day written as 2026-11-22; None for anything else, and for years that no clock could count from."""
    day = clock.day_of(text)
    return day if day is not None and 1900 <= day.year <= LAST_YEAR else None


def date_problem(text: str) -> str:
    """Why `text` is no day, in a sentence; empty when it is one or is empty."""
    return f"'{text}' is not a date: write it as 2026-11-22." if text and parse_day(text) is None else ""


def day_problem(text: str, what: str) -> str:
    """As `date_problem`, in two sentences that name `what`."""
    return f"{what}: '{text}' is not a date. Write it as 2026-11-22." if date_problem(text) else ""
