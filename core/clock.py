"""The one place that asks what time it is, so that tests can stop it.

Moments are kept in UTC as `2026-11-22T19:02:11Z`; a person sees local time with its zone.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime


def now() -> datetime:
    """The current moment in UTC, cut to whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The date in the zone of this machine."""
    return now().astimezone().date()


def stamp(moment: datetime | None = None) -> str:
    """`moment` (default: now) as it is stored: `2026-11-22T19:02:11Z`.

    Raises ValueError for a moment without a zone.
    """
    moment = now() if moment is None else moment
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone can't be stored")
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def parse(text: str) -> datetime:
    """The moment that `stamp` wrote. Raises ValueError when `text` is no ISO moment with a zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return moment


def day_of(text: str) -> date | None:
    """The day written as 2026-11-22; None for anything else, other ways to write a day included."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if text == day.isoformat() else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is shorter. Raises ValueError past 9999."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


def shown(text: str) -> str:
    """A stored moment as a person reads it: `2026-11-22 14:02 EST` in the zone of this machine."""
    local = parse(text).astimezone()
    return f"{local:%Y-%m-%d %H:%M} {local.tzname() or local.strftime('%z')}"
