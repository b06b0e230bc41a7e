"""The deployment record in OSCAL: determinations, exemptions, parts and people, valid whatever people typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.exchange import schema
from core.exchange.oscal import assessment_plan, assessment_results, system_security_plan
from tests.core.evaluation.record_sample import full_record
from tests.core.exchange import cases
from tests.core.packet.sample_case import AWKWARD


def system(awkward: str = "") -> Any:
    return system_security_plan(replace(cases.full(), record=full_record(awkward)))["system-security-plan"]


def test_the_system_carries_each_determination_and_the_dates() -> None:
    props = {one["name"]: one["value"] for one in system()["system-characteristics"]["props"]}
    assert props["determination-covered-use"] == "covered"
    assert props["determination-timing"] == "gap"
    assert (props["enacted"], props["released"], props["exemption"]) == ("2025-03-01", "2026-01-15", "emergency")


def test_each_part_is_a_component_and_each_role_has_its_party() -> None:
    told = system()
    parts = [one for one in told["system-implementation"]["components"] if "part" in str(one.get("props"))]
    assert [one["title"] for one in parts] == ["Ranker", "All forms", "Adults"]
    assert "before: 10000" in parts[2]["description"]
    assert "Pat Kim" in {party["name"] for party in told["metadata"]["parties"]}
    assert "caio" in {one["role-id"] for one in told["metadata"]["responsible-parties"]}


def test_a_use_that_has_ceased_is_a_system_in_disposition() -> None:
    record = full_record()
    ceased = replace(record.decisions["existing"], kind="cease", proof="Change record 88")
    case = replace(cases.full(), record=replace(record, decisions={"existing": ceased}))
    status = system_security_plan(case)["system-security-plan"]["system-characteristics"]["status"]
    assert status["state"] == "disposition"
    assert "Change record 88" in status["remarks"]
    assert system()["system-characteristics"]["status"]["state"] == "operational"


def test_exempt_items_are_left_out_of_what_is_reviewed() -> None:
    case = replace(cases.full(), record=full_record())
    selection = assessment_results(case)["assessment-results"]["results"][0]["reviewed-controls"]
    excluded = {one["control-id"] for one in selection["control-selections"][0]["exclude-controls"]}
    assert "mod-val-1" in excluded


def test_the_documents_stay_valid_whatever_was_typed() -> None:
    case = replace(cases.full(), record=full_record(AWKWARD))
    for name, make in (("assessment-results", assessment_results), ("assessment-plan", assessment_plan),
                       ("system-security-plan", system_security_plan)):  # fmt: skip
        schema.check(make(case), name)
