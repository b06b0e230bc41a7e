"""What an incident taught, as the reason of a proposal to change the guidelines (section 3(a)(3), action plan TS-4)."""

from __future__ import annotations

from dataclasses import replace

from core.errors import RefusedError
from core.evaluation.deployment_record import Part
from core.evaluation.parts import items_in
from core.marking.training import TRAINING

INCIDENT = "incident"


def lesson_reason(incident: Part, *, training: bool) -> str:
    """The reason in words that name the incident, its day and its lesson; "" for one from which nothing was learnt.

    Nobody is named in it: whom it was reported to and who recorded it stay in the case. One of a case for learning
    (`training`) says so.
    """
    lesson = incident.fields.get("lesson", "").strip()
    if not lesson:
        return ""
    kind, day = incident.fields.get("kind", INCIDENT).capitalize(), incident.fields.get("day", "")
    made_up = f"{TRAINING}. " if training else ""
    return f"{made_up}{kind} “{incident.title}”{f' of {day}' if day else ''}. Lesson: {lesson}"


def lesson_subject(incident: Part) -> str:
    """What the proposal is on, as far as the incident says: the first item that it bears on, else the whole pack."""
    return next(iter(items_in(incident.fields.get("items", ""))), "pack")


def demand_lesson(incident: Part) -> None:
    """Raises RefusedError for an entry that is no incident, or one without a lesson."""
    if incident.kind != INCIDENT:
        raise RefusedError(f"“{incident.title}” is no incident.", "Proposals begin with what an incident taught.")
    if not lesson_reason(incident, training=False):
        raise RefusedError(
            f"No lesson is recorded of “{incident.title}”.", "Say in the register what should change in the guidelines."
        )


def noted(incident: Part, *, file_name: str, subject: str, day: str) -> Part:
    """The incident with the proposal that was made of it, after those that were made before."""
    made = f"{day}: on {subject}, in {file_name}"
    before = incident.fields.get("proposed", "").strip()
    return replace(incident, fields={**incident.fields, "proposed": f"{before}\n{made}" if before else made})
