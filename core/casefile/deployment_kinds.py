"""The kinds of rows that record a deployment beside its description, each as a sentence for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.evaluation.people import ROLES

DATES = "act-dates-set"
INTAKE = "intake-answered"
OVERRULING = "determination-overruled"
EXEMPTION = "exemption-recorded"
EXEMPTION_CHANGE = "exemption-changed"
CLOCK = "clock-decided"
ROLE = "role-recorded"
PART = "part-recorded"
PART_CHANGE = "part-changed"
PUBLIC_WORDS = "public-words-written"
RELEASE = "release-reviewed"

_DECIDED = {
    "cease": "the use ceases",
    "continue": "the use goes on",
    "met": "it was done",
    "withdrawn": "the decision is withdrawn",
}


def _dates(_: str, body: Mapping[str, Any]) -> str:
    return f"Dates of the Act: enacted {body['enacted'] or 'not set'}, released {body['released'] or 'not set'}."


def _intake(subject: str, body: Mapping[str, Any]) -> str:
    said = ", ".join(body["picked"]) or body["value"] or "taken back"
    because = f" because: {body['reason'].rstrip('. ')}" if body["reason"] else ""
    return f"Intake, {subject}: {said}{because}."


def _overruling(subject: str, body: Mapping[str, Any]) -> str:
    if not body["word"]:
        return f"Determination {subject}: overruling taken back, because: {body['reason'].rstrip('. ')}."
    return f"Determination {subject} overruled to {body['word']!r} because: {body['reason'].rstrip('. ')}."


def _exemption(_: str, body: Mapping[str, Any]) -> str:
    what = ", ".join(body["targets"]) or "the whole use"
    until = f" until {body['until']}" if body["until"] else ""
    return f"Exemption ({body['basis']}) of {what}{until} recorded, granted by {body['authority']}."


def _exemption_change(_: str, body: Mapping[str, Any]) -> str:
    if "until" in body:
        return f"Exemption renewed until {body['until']}, because: {body['change_reason']}"
    if "ended" in body:
        return f"Exemption ended on {body['ended']}, because: {body['end_reason']}"
    return f"Evaluation after the emergency done on {body['after_action_done']}: {body['after_action_record']}"


def _clock(subject: str, body: Mapping[str, Any]) -> str:
    return f"Clock {subject}: {_DECIDED[body['kind']]} on {body['day']}, owner {body['owner']}."


def _part(_: str, body: Mapping[str, Any]) -> str:
    if not body["component"]:
        return f"Register {body['kind']}: {body['title']!r} recorded."
    return f"Part {body['title']!r} ({body['kind']}) recorded in {body['component']}."


def _part_change(_: str, body: Mapping[str, Any]) -> str:
    register = body.get("register", "")
    what = f"Register {register}: {body['name']!r}" if register else f"Part {body['name']!r}"
    if "removed" in body:
        from_where = "" if register else " of the inventory"
        return f"{what} taken out{from_where}, because: {body['removed']}"
    return f"{what} changed."


WORDS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    DATES: _dates,
    INTAKE: _intake,
    OVERRULING: _overruling,
    EXEMPTION: _exemption,
    EXEMPTION_CHANGE: _exemption_change,
    CLOCK: _clock,
    ROLE: lambda subject, body: f"{ROLES[subject][0] if subject in ROLES else subject}: {body['name']}.",
    PART: _part,
    PART_CHANGE: _part_change,
    PUBLIC_WORDS: lambda _, body: f"Words for the public written: {', '.join(body['fields']) or 'none'}.",
    RELEASE: lambda subject, body: f"Document {subject} reviewed for release as it reads under {body['digest'][:8]}.",
}
