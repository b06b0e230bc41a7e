"""Red-team campaigns and findings: a campaign that is marked failed opens them, a later one that passes closes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.evaluation.deployment_record import Part
from core.evaluation.parts import count_of, items_in

RED_TEAM = "red-team"  # the register, and the cause of its findings
FAILED, PASSED = "failed", "passed"


def items_of(campaign: Part) -> tuple[str | None, ...]:
    """The items that a campaign bears on; None alone where it names none, since it then is about the whole system."""
    return items_in(campaign.fields.get("items", "")) or (None,)


def opened_by_campaign(campaign: Part, item_id: str | None) -> Mapping[str, Any] | None:
    """The fields of the finding on one of its items; None for a campaign that is not marked failed."""
    if campaign.fields.get("result") != FAILED:
        return None
    found = campaign.fields.get("found", "").strip()
    return {
        "item_id": item_id,
        "reading_id": None,
        "entry_id": campaign.id,
        "cause": RED_TEAM,
        "title": f"Red-team campaign failed: {campaign.title}",
        "detail": " ".join(part for part in (_counts(campaign), found) if part) or "What was found is not recorded.",
        "severity": "moderate",
        "marking": campaign.marking,
    }


def tries_again(newer: Part, failed: Part) -> bool:
    """Whether `newer` is a later campaign that tried at least the techniques of `failed`.

    Only then what it shows counts for that one: a finding is not closed by testing less.
    """
    days = [one.fields.get("end") or one.fields.get("start", "") for one in (newer, failed)]
    return newer.id != failed.id and days[0] >= days[1] and _techniques(failed) <= _techniques(newer)


def _techniques(campaign: Part) -> frozenset[str]:
    told = campaign.fields.get("techniques", "").upper().replace(",", " ").replace(";", " ")
    return frozenset(told.split())


def _counts(campaign: Part) -> str:
    successes, attempts = count_of(campaign, "successes"), count_of(campaign, "attempts")
    if successes is None:
        return ""
    return (
        f"{successes:,} of {attempts:,} attempts succeeded." if attempts else f"Attempts that succeeded: {successes:,}."
    )
