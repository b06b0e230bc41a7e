"""The acquisition checklist: which points of the memorandum are settled (OMB M-25-22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.evaluation.calendar_days import parse_day
from core.evaluation.deployment_record import Part
from core.evaluation.parts import of_kind

_PATIENCE = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class AcquisitionPoint:
    """A point of a memorandum and what is recorded of it; `part` is None where nothing is."""

    id: str
    text: str
    part: Part | None

    @property
    def state(self) -> str:
        return self.part.fields.get("state", "") if self.part else "not looked at"

    @property
    def is_open(self) -> bool:
        return self.state not in ("settled", "does not apply")


def acquisition_points_of(parts: Sequence[Part], points: Mapping[str, str]) -> tuple[AcquisitionPoint, ...]:
    """Every point in order with its newest entry (OMB M-25-22)."""
    newest = {one.fields.get("point", ""): one for one in of_kind(parts, "acquisition")}
    return tuple(AcquisitionPoint(id=key, text=words, part=newest.get(key)) for key, words in points.items())


def acquisition_cautions(parts: Sequence[Part], points: Mapping[str, str], today: date) -> tuple[str, ...]:
    """Points that are not settled, once one is recorded, and requests to the vendor that wait for over 30 days."""
    if not of_kind(parts, "acquisition"):
        return ()
    found = []
    for one in acquisition_points_of(parts, points):
        if one.is_open:
            found.append(f"{one.text}: {one.state}.")
        asked = parse_day(one.part.fields.get("asked", "")) if one.part else None
        if one.part and asked and not one.part.fields.get("received") and today - asked > _PATIENCE:
            found.append(f"{one.text}: asked of the vendor on {asked}, and nothing was received.")
    return tuple(found)
