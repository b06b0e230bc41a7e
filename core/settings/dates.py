"""The two dates that every clock of the Act counts from: enactment, and release of the guidelines."""

from __future__ import annotations

from datetime import date

from core import clock
from core.errors import InputError

BILL_YEAR = 2024  # Trustworthy By Design AI Act of 2024: it can't have been enacted before it was written


def dates_from(enacted: str, released: str) -> tuple[date | None, date | None]:
    """Both dates as typed; an empty text is a date that is not known yet.

    Raises InputError for what is no date, for a date before the bill, and for a release before the enactment.
    """
    first, second = _date("enactment", enacted), _date("release", released)
    if second is not None and first is None:
        raise InputError("The date of release counts from an enactment.", "Give the date of enactment first.")
    if first is not None and second is not None and second < first:
        raise InputError(
            f"The guidelines can't be released on {second} before the Act is enacted on {first}.",
            "Check which of the two dates is wrong.",
        )
    return first, second


def late_release(enacted: date | None, released: date | None) -> str:
    """One sentence where the release is later than clause 3(a)(1) allows (a year after enactment); else empty."""
    if enacted is None or released is None:
        return ""
    due = clock.months_after(enacted, 12)
    return f"Clause 3(a)(1) asks for the release by {due}; this one is later." if released > due else ""


def _date(what: str, text: str) -> date | None:
    if not text.strip():
        return None
    found = clock.day_of(text.strip())
    if found is None:
        raise InputError(f"The date of {what} is no date: {text.strip()}.", "Write it as 2026-11-22.")
    if found.year < BILL_YEAR:
        raise InputError(f"The date of {what} lies before the bill of {BILL_YEAR}.", "Check the year.")
    return found
