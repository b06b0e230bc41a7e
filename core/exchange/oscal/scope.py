"""Which controls an evaluation covers: the profile's items, less absent components and what is not applicable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.catalog.profile import items_of
from core.evaluation.answers import standings
from core.evaluation.carrying import carried
from core.evaluation.exemptions import exempt_items
from core.exchange.oscal.terms import Body, control_id, present

if TYPE_CHECKING:
    from core.catalog.model import Item
    from core.snapshot import Snapshot


def items_in_scope(snapshot: Snapshot) -> tuple[Item, ...]:
    """The items of the profile whose component the deployment has; all of the profile where it names none."""
    items = items_of(snapshot.pack, snapshot.evaluation.profile)
    held = tuple(item for item in items if item.component in snapshot.deployment.components)
    return held or items


def reviewed_controls(snapshot: Snapshot) -> Body:
    """The selection of controls for the plan and the results."""
    inside = {item.id for item in items_in_scope(snapshot)}
    exempt = exempt_items(snapshot.pack, snapshot.record.exemptions, snapshot.act.day)
    stands = standings(snapshot.pack, snapshot.answers.values(), snapshot.approvals)
    taken_over = carried(snapshot.all_answers, snapshot.evaluation.id)
    outside = [
        item.id
        for item in snapshot.pack.items
        if item.id not in inside
        or item.id in exempt
        or (stands.get(item.id) == "not-applicable" and item.id not in taken_over)
    ]
    return {
        "control-selections": [
            present(
                {
                    "description": "All items of the pack but those that the profile leaves out, those of components "
                    "that the deployment does not have, those that are exempt, and those found not applicable, each of "
                    "which has an observation of the type not-applicable.",
                    "include-all": {},
                    "exclude-controls": [{"control-id": control_id(item_id)} for item_id in outside],
                }
            )
        ]
    }
