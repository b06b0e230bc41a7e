"""The machine-readable files of a packet: the readings, the evaluation in OSCAL, the energy card in CycloneDX."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.exchange import oscal, registers, views
from core.manifest import (
    ENERGY_NAME,
    PLAN_NAME,
    POAM_NAME,
    READINGS_NAME,
    RESULTS_NAME,
    SSP_NAME,
    STANDING_NAME,
    VIEWS_NAME,
)
from core.packet.contents import ShownReading
from core.packet.standing import standing
from core.snapshot import Snapshot

DESCRIPTIONS: Mapping[str, str] = {
    READINGS_NAME: "Every reading with all its numbers",
    RESULTS_NAME: "The evaluation as OSCAL assessment results",
    PLAN_NAME: "The plan that the OSCAL results refer to",
    SSP_NAME: "The system that the OSCAL plan refers to",
    POAM_NAME: "The plan of action and milestones in OSCAL",
    VIEWS_NAME: "The answers as other frameworks ask for them, entry by entry",
    STANDING_NAME: "Where the deployment stands under the Act, for those who take in many packets",
    ENERGY_NAME: "The energy card as a bill of materials in CycloneDX 1.6",
}


def readings_json(snapshot: Snapshot) -> bytes:
    """`{"readings": [...]}`: each reading as its probe gave it, with its id, its plan and who ran it."""
    readings = [
        {
            **record.body,
            "id": record.id,
            "plan": record.plan_name,
            "by": record.by,
            "at": record.at,
            "items": list(record.linked_items),
        }
        for record in snapshot.readings
    ]
    return _written({"readings": readings})


def oscal_files(snapshot: Snapshot) -> dict[str, bytes]:
    """The OSCAL documents by file name; each has been checked against NIST's schema.

    The plan of action is there only where a finding is not closed.
    """
    plan = oscal.plan_of_action(snapshot)
    return {
        RESULTS_NAME: _written(oscal.assessment_results(snapshot)),
        PLAN_NAME: _written(oscal.assessment_plan(snapshot)),
        SSP_NAME: _written(oscal.system_security_plan(snapshot)),
        **({POAM_NAME: _written(plan)} if plan else {}),
    }


def views_file(snapshot: Snapshot) -> dict[str, bytes]:
    """The answers as other frameworks ask for them, by file name."""
    return {VIEWS_NAME: views.as_json(views.every_coverage(snapshot), snapshot).encode()}


def standing_file(snapshot: Snapshot, readings: Sequence[ShownReading]) -> dict[str, bytes]:
    """Where the deployment stands under the Act, by file name."""
    return {STANDING_NAME: _written(standing(snapshot, readings).as_dict())}


def energy_file(snapshot: Snapshot) -> dict[str, bytes]:
    """The energy card by file name; empty where no energy is recorded. Raises RefusedError as `registers.as_file`."""
    card = snapshot.registers.by_id["energy"]
    return {ENERGY_NAME: registers.as_file(card, snapshot, "cyclonedx-1.6").encode()} if card.entries else {}


def _written(document: Mapping[str, Any]) -> bytes:
    """Readable JSON whose bytes depend on the values alone."""
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n").encode()
