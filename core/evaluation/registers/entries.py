"""What is wrong or missing in single registers, as sentences. Nothing here refuses an entry: it is said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from core.evaluation.calendar_days import parse_day
from core.evaluation.deployment_record import Part
from core.evaluation.names import same_person
from core.evaluation.parts import count_of, marked, of_kind

PilotState = Literal["not begun", "running", "expired", "ended"]
_TWO_PERSONS = ("copied", "handed over", "exported", "destroyed")


def pilot_state(pilot: Part, today: date) -> PilotState:
    """How a pilot stands on `today`; its last day is still part of it."""
    start, expires = parse_day(pilot.fields.get("start", "")), parse_day(pilot.fields.get("expires", ""))
    ended = parse_day(pilot.fields.get("ended", ""))
    if ended and ended <= today:
        return "ended"
    if expires and expires < today:
        return "expired"
    return "not begun" if start and today < start else "running"


def pilot_cautions(parts: Sequence[Part], today: date) -> tuple[str, ...]:
    """Pilots that are past their last day, not certified, or without an end (OMB M-25-21: limited in scale and time,
    certified by the Chief AI Officer, tracked).
    """
    found = []
    for one in of_kind(parts, "pilot"):
        said = one.fields
        state = pilot_state(one, today)
        if state == "expired":
            found.append(f"{marked(one)}: it expired on {said['expires']}, and no end is recorded.")
        if not (said.get("certified_by", "").strip() and said.get("certified_on", "")) and state != "ended":
            found.append(f"{marked(one)}: it is not certified by the Chief AI Officer.")
        found += _out_of_order(one, "start", "expires", "it expires before it begins")
    return tuple(found)


def campaign_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Campaigns whose counts or days do not fit, that were not independent, or whose outcome is not said."""
    found = []
    for one in of_kind(parts, "red-team"):
        attempts, successes = count_of(one, "attempts"), count_of(one, "successes")
        if attempts is not None and successes is not None and successes > attempts:
            found.append(f"{marked(one)}: {successes:,} of {attempts:,} attempts can't have succeeded.")
        if one.fields.get("independent") == "no":
            found.append(f"{marked(one)}: the team is not independent of those who built the system.")
        if one.fields.get("end") and not one.fields.get("found", "").strip():
            found.append(f"{marked(one)}: it has ended, and what was found is not recorded.")
        if one.fields.get("end") and not one.fields.get("result"):
            found.append(f"{marked(one)}: it has ended, and whether the system passed is not said.")
        if one.fields.get("result") == "passed" and successes:
            found.append(f"{marked(one)}: it is marked passed, and {successes:,} attempts succeeded.")
        found += _out_of_order(one, "start", "end", "it ended before it began")
    return tuple(found)


def incident_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Incidents with harm that were reported to nobody, and those from which nothing was learnt."""
    found = []
    for one in of_kind(parts, "incident"):
        if one.fields.get("severity") not in ("none", "") and not one.fields.get("reported_to", "").strip():
            found.append(f"{marked(one)}: there was harm, and nobody is named to whom it was reported.")
        if not one.fields.get("lesson", "").strip():
            found.append(f"{marked(one)}: no lesson is recorded.")
        found += _out_of_order(one, "day", "reported_on", "it was reported before it happened")
    return tuple(found)


def custody_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Breaks in the custody of one file: one person alone, another digest, a holder from nowhere, an event after the
    end (action plan CS-3; entries count in the order of their days).
    """
    found = []
    files: dict[str, list[Part]] = {}
    for one in sorted(of_kind(parts, "custody"), key=lambda part: part.fields.get("day", "")):
        files.setdefault(one.title.casefold(), []).append(one)
        said, event = one.fields, one.fields.get("event", "")
        second = said.get("second", "").strip()
        if event in _TWO_PERSONS and (not second or same_person(second, said.get("to", ""))):
            found.append(f"{marked(one)}: {event} on {said.get('day')} without a second person.")
    for held in files.values():
        for before, after in pairwise(held):
            found += _break(before, after)
    return tuple(found)


def _break(before: Part, after: Part) -> Iterable[str]:
    old, new = before.fields.get("sha256", ""), after.fields.get("sha256", "")
    if old and new and old != new:
        yield f"{marked(after)}: its digest on {after.fields['day']} is not that of {before.fields['day']}."
    if before.fields.get("event") == "destroyed":
        yield f"{marked(after)}: {after.fields.get('event')} on {after.fields['day']}, after it was destroyed."


def risk_cautions(parts: Sequence[Part], today: date) -> tuple[str, ...]:
    """Risks that nobody owns, or whose next look is past."""
    found = []
    for one in of_kind(parts, "known-risk"):
        if not one.fields.get("owner", "").strip():
            found.append(f"{marked(one)}: the risk has no owner.")
        found += review_due(one, parse_day(one.fields.get("review", "")), today)
    return tuple(found)


def review_due(one: Part, review: date | None, today: date) -> Iterable[str]:
    """That an entry was to be looked at again on a day that is past."""
    if review is not None and review < today:
        yield f"{marked(one)}: it was to be looked at again on {review}."


def _out_of_order(one: Part, first: str, last: str, sentence: str) -> Iterable[str]:
    begun, ended = parse_day(one.fields.get(first, "")), parse_day(one.fields.get(last, ""))
    if begun is not None and ended is not None and ended < begun:
        yield f"{marked(one)}: {sentence} ({begun}, {ended})."
