"""The state of an entry as a word and a kind of pill, in the registers whose entries have one."""

from __future__ import annotations

from collections.abc import Mapping

from core import clock
from core.evaluation.deployment_record import Part
from core.evaluation.registers.entries import pilot_state
from core.evaluation.registers.privacy import missing_of_claim
from desktop.session import Session
from desktop.viewmodels.record.states import PillWord

WITH_STATE = frozenset({"protected-class", "dp-claim", "pilot", "acquisition"})
NO_STATE: PillWord = ("", "none")
_CLASSES: Mapping[str, PillWord] = {
    "measured": ("Measured", "good"),
    "looked at otherwise": ("Looked at otherwise", "info"),
    "not measured": ("Not measured", "warn"),
}
_PILOTS: Mapping[str, PillWord] = {
    "not begun": ("Not begun", "none"),
    "running": ("Running", "info"),
    "expired": ("Expired", "bad"),
    "ended": ("Ended", "none"),
}
_POINTS: Mapping[str, PillWord] = {
    "settled": ("Settled", "good"),
    "in part": ("In part", "warn"),
    "not settled": ("Not settled", "bad"),
    "asked of the vendor": ("Asked", "info"),
    "does not apply": ("Does not apply", "none"),
}


def row_state(session: Session, part: Part) -> PillWord:
    """The state of one entry today; empty where its register has none."""
    match part.kind:
        case "protected-class":
            mine = next(one for one in session.registers.classes if part in one.parts)
            return _CLASSES[mine.state]
        case "dp-claim":
            return ("Incomplete", "warn") if missing_of_claim(part) else ("Complete", "good")
        case "pilot":
            return _PILOTS[pilot_state(part, clock.today())]
        case "acquisition":
            return _POINTS[part.fields["state"]]
        case _:
            return NO_STATE
