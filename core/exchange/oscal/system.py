"""The minimal system record (SSP) that the plan refers to: the deployment, its components, the state of each item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from core.evaluation.answers import Standing, newest_approvals, standing
from core.evaluation.carrying import carried
from core.evaluation.clocks import closed_by
from core.evaluation.components import BY_ID
from core.evaluation.exemptions import covers_words, state
from core.evaluation.lineage import lineage
from core.exchange.oscal.metadata import component, metadata, pack_resource, whole_system
from core.exchange.oscal.scope import items_in_scope
from core.exchange.oscal.terms import Body, control_id, line, present, prop, props, prose, uid
from core.exchange.schema import check

if TYPE_CHECKING:
    from core.catalog.model import Item
    from core.evaluation.deployment_record import Part
    from core.evaluation.records import Approval
    from core.snapshot import Snapshot

TYPES = {"MOD": "software", "OUT": "software", "ANT": "software", "HW": "hardware"}
OTHER_TYPE = "process-procedure"  # training data and activities, post-training work, people and the system
STATE = {"design": "under-development", "development": "under-development"}  # else operational
# OSCAL has no state for what is under review; "planned" is the one that claims nothing.
IMPLEMENTED: Mapping[Standing, str] = {
    "yes": "implemented",
    "partly": "partial",
    "no": "planned",
    "not-applicable": "not-applicable",
    "waiting": "planned",
    "refused": "planned",
}
UNDER_REVIEW: Mapping[Standing, str] = {
    "waiting": "Under review: not applicable was answered, and a second reviewer has not decided (section 3(d)).",
    "refused": "Not applicable was answered, and the second reviewer refused it (section 3(d)).",
}
CARRIED = "Carried over from an earlier evaluation, and not confirmed in this one (section 3(g))."


def system_security_plan(snapshot: Snapshot) -> Body:
    """The OSCAL system-security-plan document of a case, for `core.manifest.SSP_NAME`.

    Raises InputError should it not follow NIST's schema.
    """
    pack, approvals = pack_resource(snapshot), newest_approvals(snapshot.approvals)
    taken_over = carried(snapshot.all_answers, snapshot.evaluation.id)
    document = {
        "system-security-plan": {
            "uuid": uid(snapshot.case_id, "ssp", snapshot.chain_head, snapshot.taken_at),
            "metadata": metadata(snapshot, f"Deployment record: {snapshot.deployment.name}"),
            "import-profile": {"href": f"#{pack['uuid']}"},
            "system-characteristics": _characteristics(snapshot),
            "system-implementation": {"components": _components(snapshot)},
            "control-implementation": {
                "description": "The state of each item in scope, as it was answered.",
                "implemented-requirements": [
                    _requirement(snapshot, item, approvals, taken_over) for item in items_in_scope(snapshot)
                ],
            },
            "back-matter": {"resources": [pack]},
        }
    }
    check(document, "system-security-plan")
    return document


def _state(snapshot: Snapshot) -> Body:
    ceased = snapshot.record.decisions.get("existing")
    if ceased is not None and (said := closed_by(ceased, snapshot.act.day)):
        return {"state": "disposition", "remarks": prose(said)}  # the use has ceased, section 4(b)
    return {"state": STATE.get(snapshot.deployment.stage, "operational")}


def _characteristics(snapshot: Snapshot) -> Body:
    deployment = snapshot.deployment
    values = {
        "deployment-kind": "existing (section 4(b))" if deployment.existing else "new (section 4(c))",
        "stage": deployment.stage,
        "system-version": deployment.version,
        "marking": deployment.marking,
        **{f"determination-{one.id}": one.word for one in snapshot.act.determinations},
        "enacted": snapshot.record.dates.enacted,
        "released": snapshot.record.dates.released,
    }
    unknown = "Kinds of information are not recorded in the case."
    return {
        "system-ids": [{"identifier-type": "http://ietf.org/rfc/rfc4122", "id": whole_system(snapshot)}],
        "system-name": line(deployment.name),
        "description": prose(deployment.purpose),
        "props": [*props(values), *_exemptions(snapshot)],
        "system-information": {"information-types": [{"title": "Information of the system", "description": unknown}]},
        "status": _state(snapshot),
        "authorization-boundary": {"description": "The components that are listed in this document."},
    }


def _components(snapshot: Snapshot) -> list[Body]:
    titles = {part.id: part.title for part in snapshot.pack.components}
    whole = {
        "uuid": whole_system(snapshot),
        "type": "this-system",
        "title": line(snapshot.deployment.name),
        "description": "The deployment as a whole.",
        "status": _state(snapshot),
    }
    parts = [
        {
            "uuid": component(snapshot, name),
            "type": TYPES.get(name, OTHER_TYPE),
            "title": line(titles.get(name, name)),
            "description": line(f"{titles.get(name, name)} of {snapshot.deployment.name}."),
            "props": [prop("component", name)],
            "status": _state(snapshot),
        }
        for name in dict.fromkeys(snapshot.deployment.components)
    ]
    return [
        whole,
        *parts,
        *_inventory(snapshot),
    ]


def _inventory(snapshot: Snapshot) -> list[Body]:
    """The parts of the inventory, each linked with what it comes from; sheets and profiles are no parts."""
    parts = [one for one in snapshot.record.parts if one.kind in BY_ID and not one.removed]
    graph = lineage(parts)
    return [_part(snapshot, one, [edge.source for edge in graph.into(one.id)]) for one in parts]


def _part(snapshot: Snapshot, part: Part, sources: list[str]) -> Body:
    """A part of the inventory as a component of its own (section 3(b))."""
    said = "; ".join(f"{name}: {value}" for name, value in part.fields.items() if value)
    return {
        "uuid": uid(snapshot.case_id, "part", part.id),
        "type": TYPES.get(part.component, OTHER_TYPE),
        "title": line(part.title),
        "description": line(said or part.title),
        "props": props(
            {
                "component": part.component,
                "part": part.kind,
                "marking": part.marking,
                "sha256": part.fields.get("sha256", ""),
            }
        ),
        **present({"links": [_comes_from(snapshot, one) for one in sources]}),
        "status": _state(snapshot),
    }


def _comes_from(snapshot: Snapshot, part_id: str) -> Body:
    return {"href": f"#{uid(snapshot.case_id, 'part', part_id)}", "rel": "depends-on"}


def _exemptions(snapshot: Snapshot) -> list[Body]:
    """Each exemption as a property: its ground, with what it covers as a remark (section 4(a)(2))."""
    return [
        {
            **prop("exemption", one.basis, class_=state(one, snapshot.act.day).replace(" ", "-")),
            "remarks": prose(f"{one.marking} {covers_words(one)}. {one.reason}"),
        }
        for one in snapshot.record.exemptions
    ]


def _requirement(
    snapshot: Snapshot, item: Item, approvals: Mapping[str, Approval], taken_over: Collection[str]
) -> Body:
    answer = snapshot.answers.get(item.id)
    held = item.component in snapshot.deployment.components
    body: Body = {
        "uuid": uid(snapshot.case_id, "requirement", item.id),
        "control-id": control_id(item.id),
        "props": [prop("item", item.id), prop("answer", answer.value if answer else "not answered")],
    }
    if answer:
        stands = standing(answer, item, approvals.get(answer.id))
        is_carried = item.id in taken_over
        body["props"] += props({"standing": stands, "carried": "yes" if is_carried else ""})
        remarks = " ".join(text for text in (UNDER_REVIEW.get(stands, ""), CARRIED if is_carried else "") if text)
        body["by-components"] = [
            {
                "component-uuid": component(snapshot, item.component) if held else whole_system(snapshot),
                "uuid": uid(snapshot.case_id, "by-component", item.id),
                "description": prose(answer.remark or answer.reason, f"Answered {answer.value}."),
                "implementation-status": present({"state": IMPLEMENTED[stands], "remarks": remarks or None}),
            }
        ]
    return present(body)
