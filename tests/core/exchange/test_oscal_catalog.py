"""A pack in OSCAL: valid against NIST's schemas, whole, and loading in NIST's own community's tool."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.catalog.load import builtin_pack
from core.exchange import schema
from core.exchange.oscal import assessment_plan, assessment_results, plan_of_action, system_security_plan
from core.exchange.oscal.catalog import catalog, crosswalk, profile
from tests.core.exchange import cases

PACK = builtin_pack()
DOCUMENTS = {
    "catalog": lambda: catalog(PACK),
    "profile": lambda: profile(PACK, "quick", ("MOD", "DAT")),
    "mapping-collection": lambda: crosswalk(PACK),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pack_gives_valid_documents_that_stay_the_same(name: str) -> None:
    document = DOCUMENTS[name]()
    schema.check(document, name)
    assert document == DOCUMENTS[name]()


def test_every_item_is_a_control_with_its_question_and_its_references() -> None:
    elements = [element for component in catalog(PACK)["catalog"]["groups"] for element in component["groups"]]
    controls = {control["id"]: control for element in elements for control in element["controls"]}
    assert list(controls) == [item.id.lower() for item in PACK.items]
    resources = {f"#{one['uuid']}" for one in catalog(PACK)["catalog"]["back-matter"]["resources"]}
    for item in PACK.items:
        control = controls[item.id.lower()]
        assert control["parts"][0]["prose"] == item.question.strip()
        assert [link["text"] for link in control["links"]] == list(item.references)
        assert {link["href"] for link in control["links"]} <= resources


def test_a_profile_names_what_is_asked_of_the_components_that_are_there() -> None:
    asked = profile(PACK, "quick", ("MOD", "DAT"))["profile"]["imports"][0]["include-controls"][0]["with-ids"]
    assert asked == [item.id.lower() for item in PACK.items if item.core and item.component in {"MOD", "DAT"}]


def test_the_crosswalk_holds_every_reference_to_the_ai_rmf_once() -> None:
    maps = crosswalk(PACK)["mapping-collection"]["mappings"][0]["maps"]
    pairs = {(one["sources"][0]["id-ref"], one["targets"][0]["id-ref"]) for one in maps}
    named = {
        (item.id.lower(), reference[6:].lower())
        for item in PACK.items
        for reference in item.references
        if reference.startswith("AIRMF:")
    }
    assert pairs == named
    assert len(maps) == len(named)


def test_every_document_loads_in_compliance_trestle(tmp_path: Path) -> None:
    from trestle.oscal import assessment_plan as plans
    from trestle.oscal import assessment_results as results
    from trestle.oscal import catalog as catalogs
    from trestle.oscal import mapping, poam, ssp
    from trestle.oscal import profile as profiles

    case = cases.full()
    documents = (
        (catalogs.Catalog, catalog(PACK)),
        (profiles.Profile, profile(PACK, "full")),
        (mapping.MappingCollection, crosswalk(PACK)),
        (results.AssessmentResults, assessment_results(case)),
        (plans.AssessmentPlan, assessment_plan(case)),
        (ssp.SystemSecurityPlan, system_security_plan(case)),
        (poam.PlanOfActionAndMilestones, plan_of_action(case)),
    )
    for kind, document in documents:
        [title] = [body["metadata"]["title"] for body in document.values()]
        path = tmp_path / f"{kind.__name__}.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        read = kind.oscal_read(path)
        assert read is not None
        assert read.metadata.title == title
