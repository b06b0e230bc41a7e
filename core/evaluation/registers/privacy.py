"""Privacy assessments and differential-privacy claims: their gaps (action plan DP-1, E-Government Act sec. 208)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.evaluation.calendar_days import parse_day
from core.evaluation.deployment_record import Part
from core.evaluation.parts import count_of, marked, number_of, of_kind
from core.evaluation.registers.entries import review_due

DP_NEEDED = (
    ("epsilon", "epsilon"),
    ("delta", "delta"),
    ("unit", "the unit of privacy"),
    ("accounting", "the accounting"),
)


def missing_of_claim(claim: Part) -> tuple[str, ...]:
    """Which of epsilon, delta, unit and accounting a differential-privacy claim does not say (action plan DP-1)."""
    return tuple(words for field, words in DP_NEEDED if not claim.fields.get(field, "").strip())


def claim_cautions(parts: Sequence[Part]) -> tuple[str, ...]:
    """Claims that are incomplete or say nothing.

    A delta of 1/n or more lets a mechanism publish a whole record (Dwork and Roth, The Algorithmic Foundations of
    Differential Privacy, 2014, section 2.3).
    """
    found = []
    for one in of_kind(parts, "dp-claim"):
        lacking = missing_of_claim(one)
        if lacking:
            found.append(f"{marked(one)}: the claim is incomplete; it does not say {_listed(lacking)}.")
        delta, units = number_of(one, "delta"), count_of(one, "units")
        if delta is not None and delta >= 1:
            found.append(f"{marked(one)}: a delta of {one.fields['delta']} promises nothing.")
        elif delta and units and delta >= 1 / units:
            found.append(
                f"{marked(one)}: delta is {one.fields['delta']}, not below 1/n for {units:,} units: whole records may"
                " be published."
            )
        if not one.fields.get("checked", "").strip():
            found.append(f"{marked(one)}: nobody is recorded as having checked the claim.")
    return tuple(found)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def privacy_cautions(parts: Sequence[Part], today: date) -> tuple[str, ...]:
    """Assessments that are not done, not needed without a reason, or due to be looked at again."""
    found = []
    for one in of_kind(parts, "privacy-assessment"):
        status, review = one.fields.get("status", ""), parse_day(one.fields.get("review", ""))
        if status in ("not begun", "under way"):
            found.append(f"{marked(one)}: {status}.")
        if status == "not needed" and not one.fields.get("reason", "").strip():
            found.append(f"{marked(one)}: recorded as not needed, without a reason.")
        if status == "done" and not one.fields.get("approved", "").strip():
            found.append(f"{marked(one)}: done, and nobody is named who approved it.")
        found += review_due(one, review, today)
    return tuple(found)
