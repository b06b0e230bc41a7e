"""A guideline pack in OSCAL: the catalog of its items, the profile that an evaluation asks, the crosswalk to AI RMF.

Every identifier comes from the digest of the pack: the same pack always gives the same documents.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.catalog.model import Element, GuidelinePack, Item, Source
from core.catalog.profile import by_cell, items_of
from core.catalog.sources import USE_WORDS
from core.exchange.oscal.terms import OSCAL_VERSION, Body, control_id, day, line, present, prop, props, prose, uid

CATALOG_NAME = "oscal-catalog.json"
_RMF_PREFIX = "AIRMF"
_METHOD_NAMESPACE = "http://csrc.nist.gov/ns/rmf"  # where NIST defines the property "method"


def catalog(pack: GuidelinePack) -> Body:
    """The items of `pack` as controls, in groups by component and element."""
    cells = by_cell(pack)
    groups = [
        present(
            {
                "id": component.id.lower(),
                "class": "component",
                "title": component.title,
                "props": [prop("act-clause", component.act)],
                "groups": [
                    _element(pack, component.id, element, cells[component.id, element.id])
                    for element in pack.elements
                    if cells[component.id, element.id]
                ],
            }
        )
        for component in pack.components
    ]
    back = {"resources": [_resource(pack, source) for source in pack.sources]}
    body = {
        "uuid": _id(pack, "catalog"),
        "metadata": _metadata(pack, pack.title),
        "groups": groups,
        "back-matter": back,
    }
    return {"catalog": body}


def profile(pack: GuidelinePack, name: str, components: Iterable[str] = ()) -> Body:
    """The items that the profile `name` ("full", "quick") asks of a deployment with `components`; () is all of them."""
    present_ones = set(components) or {component.id for component in pack.components}
    asked = [control_id(item.id) for item in items_of(pack, name) if item.component in present_ones]
    body = {
        "uuid": _id(pack, "profile", name, *sorted(present_ones)),
        "metadata": _metadata(pack, f"{pack.title}: {name} profile"),
        "imports": [{"href": CATALOG_NAME, "include-controls": [{"with-ids": asked}]}],
        "merge": {"as-is": True},
    }
    return {"profile": body}


def crosswalk(pack: GuidelinePack) -> Body:
    """Which items bear on which subcategory of the AI RMF, as a mapping collection."""
    team = _id(pack, "authors")
    maps = [
        {
            "uuid": _id(pack, "map", item.id, name),
            "relationship": "intersects-with",
            "sources": [{"type": "control", "id-ref": control_id(item.id)}],
            "targets": [{"type": "control", "id-ref": name.lower()}],
        }
        for item in pack.items
        for prefix, _, name in (reference.partition(":") for reference in item.references)
        if prefix == _RMF_PREFIX
    ]
    responsible = [{"role-id": "author", "party-uuids": [team]}]
    body = {
        "uuid": _id(pack, "crosswalk"),
        "metadata": {
            **_metadata(pack, f"{pack.title}: crosswalk to NIST AI RMF 1.0"),
            "roles": [{"id": "author", "title": "Author of the pack"}],
            "parties": [{"uuid": team, "type": "organization", "name": line(f"Authors of {pack.id}")}],
        },
        "provenance": {
            "method": "human",
            "matching-rationale": "semantic",
            "status": "draft",
            "mapping-description": "Topic matches made by the pack's authors: an item bears on the subcategory.",
            "responsible-parties": responsible,
        },
        "mappings": [
            {
                "uuid": _id(pack, "mapping"),
                "source-resource": {"type": "catalog", "href": CATALOG_NAME},
                "target-resource": {"type": "catalog", "href": "https://doi.org/10.6028/NIST.AI.100-1"},
                "maps": maps,
            }
        ],
    }
    return {"mapping-collection": body}


def _metadata(pack: GuidelinePack, title: str) -> Body:
    marked = {"marking": pack.marking, "pack-id": pack.id, "pack-sha256": pack.sha256, "pack-status": pack.status}
    return {
        "title": line(title),
        "last-modified": day(pack.date) or "1970-01-01T00:00:00Z",
        "version": line(pack.version, "0"),
        "oscal-version": OSCAL_VERSION,
        "props": props(marked),
    }


def _element(pack: GuidelinePack, component: str, element: Element, items: Iterable[Item]) -> Body:
    return {
        "id": f"{component}-{element.id}".lower(),
        "class": "element",
        "title": element.title,
        "props": [prop("act-clause", element.act)],
        "controls": [_control(pack, item) for item in items],
    }


def _control(pack: GuidelinePack, item: Item) -> Body:
    control = control_id(item.id)
    flags = {
        "core": item.core,
        "protected-classes": item.protected_classes,
        "synthetic-content": item.synthetic_content,
    }
    links = [
        {"href": f"#{_id(pack, 'source', reference.partition(':')[0])}", "rel": "reference", "text": line(reference)}
        for reference in item.references
    ]
    return present(
        {
            "id": control,
            "class": pack.id,
            "title": line(item.title),
            "props": [
                {"name": "label", "value": item.id},
                prop("component", item.component),
                prop("element", item.element),
                *(prop("stage", stage) for stage in item.stages),
                *(prop(name, "true") for name, is_so in flags.items() if is_so),
                *(prop("probe", probe) for probe in item.probes),
            ],
            "links": links,
            "parts": _parts(item, control),
        }
    )


def _parts(item: Item, control: str) -> list[Body]:
    parts: list[Body] = [
        {"id": f"{control}_smt", "name": "statement", "prose": prose(item.question)},
        {"id": f"{control}_gdn", "name": "guidance", "prose": prose(item.guidance)},
        {"id": f"{control}_obj", "name": "assessment-objective", "prose": prose(f"Determine: {item.question}")},
    ]
    parts += [
        {
            "id": f"{control}_asm-{method}",
            "name": "assessment-method",
            "props": [{"name": "method", "ns": _METHOD_NAMESPACE, "value": method.upper()}],
        }
        for method in item.methods
    ]
    if item.na_when:
        parts.append({"id": f"{control}_na", "name": "not-applicable-when", "prose": prose(item.na_when)})
    return parts


def _resource(pack: GuidelinePack, source: Source) -> Body:
    said = {"publisher": source.publisher, "date": source.date, "status": source.status, "rights": source.rights}
    return present(
        {
            "uuid": _id(pack, "source", source.prefix),
            "title": line(source.title),
            "description": prose(f"{source.prefix}. " + "; ".join(USE_WORDS[use] for use in source.use)),
            "props": props(said),
            "rlinks": [{"href": source.where}] if source.where.startswith("http") else [],
        }
    )


def _id(pack: GuidelinePack, *names: str) -> str:
    return uid(f"{pack.id}:{pack.sha256}", *names)
