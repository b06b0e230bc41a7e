"""What all three documents begin with: who is named, which roles there are, which pack was used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.exchange.oscal.terms import OSCAL_VERSION, Body, line, prop, props, uid
from core.manifest import ROLES

if TYPE_CHECKING:
    from core.snapshot import Snapshot

TOOL = "Touchstone"


def metadata(snapshot: Snapshot, title: str) -> Body:
    """The metadata of a document about this case."""
    return {
        "title": line(title),
        "last-modified": snapshot.taken_at,
        "version": line(snapshot.chain_head[:16], "0"),
        "oscal-version": OSCAL_VERSION,
        "props": [prop("marking", snapshot.deployment.marking), prop("case-id", snapshot.case_id)],
        "roles": [{"id": role, "title": name} for role, name in ROLES.items()],
        "parties": parties(snapshot),
        "responsible-parties": [
            {"role-id": "evaluator", "party-uuids": [person(snapshot, snapshot.taken_by)]},
            {"role-id": "owner", "party-uuids": [person(snapshot, snapshot.deployment.owner)]},
            *(
                {"role-id": role, "party-uuids": [person(snapshot, snapshot.record.roles[role].name)]}
                for role in ("second-reviewer", "caio")
                if role in snapshot.record.roles
            ),
        ],
    }


def parties(snapshot: Snapshot) -> list[Body]:
    """The agency, and everyone whose name stands in the case."""
    agency = {"uuid": organization(snapshot), "type": "organization", "name": line(snapshot.deployment.agency)}
    members = [organization(snapshot)]
    people = [
        {"uuid": person(snapshot, name), "type": "person", "name": name, "member-of-organizations": members}
        for name in sorted(set(map(line, _names(snapshot))))
    ]
    return [agency, *people]


def organization(snapshot: Snapshot) -> str:
    """UUID of the agency."""
    return uid(snapshot.case_id, "agency")


def person(snapshot: Snapshot, name: str) -> str:
    """UUID of a person by name."""
    return uid(snapshot.case_id, "person", line(name))


def component(snapshot: Snapshot, component_id: str) -> str:
    """UUID of a component of the system (MOD, DAT ...)."""
    return uid(snapshot.case_id, "component", component_id)


def whole_system(snapshot: Snapshot) -> str:
    """UUID of the deployment as a whole."""
    return uid(snapshot.case_id, "system")


def tool(snapshot: Snapshot) -> str:
    """UUID of the program that ran the probes."""
    return uid(snapshot.case_id, "tool")


def subject(snapshot: Snapshot, component_id: str) -> Body:
    """What an observation is about: the component, where the deployment has it, or else the system."""
    known = component_id in snapshot.deployment.components
    return {
        "subject-uuid": component(snapshot, component_id) if known else whole_system(snapshot),
        "type": "component",
    }


def pack_resource(snapshot: Snapshot) -> Body:
    """The guideline pack as a resource that stands for the profile of controls."""
    pack = snapshot.pack
    return {
        "uuid": uid(snapshot.case_id, "pack", pack.sha256),
        "title": line(f"Guideline pack {pack.id} {pack.version}: {pack.title}"),
        "description": "The items of this pack are the controls; an item's id in lower case is its control's id.",
        "props": props({"pack-id": pack.id, "pack-version": pack.version, "sha256": pack.sha256}),
    }


def _names(snapshot: Snapshot) -> Iterable[str]:
    yield snapshot.taken_by
    yield snapshot.deployment.owner
    yield from (holder.name for holder in snapshot.record.roles.values())
    yield from (answer.by for answer in snapshot.answers.values())
    yield from (approval.by for approval in snapshot.approvals)
    yield from (reading.by for reading in snapshot.readings)
    yield from (finding.opened_by for finding in snapshot.findings)
    yield from (finding.changed_by for finding in snapshot.findings if finding.changed_by)
    yield from (finding.owner for finding in snapshot.findings if finding.owner)
    for finding in snapshot.findings:
        for said in (finding.severity_changes, finding.milestones, finding.notes):
            yield from (one.by for one in said)
        yield from (one.by for one in (finding.acceptance, finding.delay) if one)
