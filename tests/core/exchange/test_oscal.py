"""OSCAL documents: valid against NIST's schemas whatever people typed, complete, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.exchange import schema
from core.exchange.oscal import assessment_plan, assessment_results, plan_of_action, system_security_plan
from core.manifest import PLAN_NAME, READINGS_NAME, SSP_NAME
from tests.core.exchange import cases

MAKERS = {
    "assessment-results": assessment_results,
    "assessment-plan": assessment_plan,
    "system-security-plan": system_security_plan,
    "plan-of-action-and-milestones": plan_of_action,
}


def result(snapshot: Any) -> Any:
    return assessment_results(snapshot)["assessment-results"]["results"][0]


def values(holder: Any) -> dict[str, str]:
    return {one["name"]: one["value"] for one in holder["props"]}


@pytest.mark.parametrize("name", MAKERS)
def test_a_full_snapshot_gives_a_valid_document(name: str) -> None:
    document = MAKERS[name](cases.full())
    schema.check(document, name)
    assert list(document) == [name]


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_snapshot_gives_the_same_document(name: str) -> None:
    assert MAKERS[name](cases.full()) == MAKERS[name](cases.full())


def test_an_empty_evaluation_is_valid_too() -> None:
    empty = cases.full(answers={}, all_answers=(), approvals=(), evidence=(), links=(), readings=(), findings=())
    bare = replace(empty, deployment=replace(empty.deployment, components=()))
    for name in ("assessment-results", "assessment-plan", "system-security-plan"):
        schema.check(MAKERS[name](empty), name)
        schema.check(MAKERS[name](bare), name)


def test_not_applicable_is_an_observation_and_never_a_finding() -> None:
    found = result(cases.full())
    titles = [finding["title"].split(":")[0] for finding in found["findings"]]
    assert titles == ["MOD-VAL-1", "MOD-VAL-2", "MOD-VAL-3", "OUT-VAL-1"]
    excluded = [one for one in found["observations"] if one["types"] == ["not-applicable"]]
    assert [values(one)["item"] for one in excluded] == ["MOD-VAL-4", "MOD-SAF-1"]
    assert values(excluded[1])["na-second-reviewer"] == "Rita"
    assert excluded[0]["description"] == cases.PACK.item("MOD-VAL-4").na_when
    left_out = {one["control-id"] for one in found["reviewed-controls"]["control-selections"][0]["exclude-controls"]}
    assert {"mod-val-4", "mod-saf-1", "ant-val-1"} <= left_out
    assert "mod-val-1" not in left_out


def test_only_yes_satisfies_an_objective() -> None:
    states = {one["target"]["target-id"]: one["target"]["status"]["state"] for one in result(cases.full())["findings"]}
    assert states["mod-val-1_obj"] == "satisfied"
    assert states["mod-val-2_obj"] == states["mod-val-3_obj"] == "not-satisfied"


def test_not_applicable_reads_so_only_once_the_second_reviewer_has_approved() -> None:
    approval = cases.full().approvals[0]
    given = {"waiting": (), "refused": (replace(approval, approved=False, remark="It can."),), "": (approval,)}
    for word, approvals in given.items():
        case = cases.full(approvals=approvals)
        asked = system_security_plan(case)["system-security-plan"]["control-implementation"]
        found = {one["control-id"]: one for one in asked["implemented-requirements"]}["mod-saf-1"]
        status = found["by-components"][0]["implementation-status"]
        assert status["state"] == ("planned" if word else "not-applicable")
        assert bool(status.get("remarks")) == bool(word)
        assert values(found)["standing"] == (word or "not-applicable")
        seen = next(one for one in result(case)["observations"] if values(one).get("item") == "MOD-SAF-1")
        assert seen["types"] == [f"not-applicable-{word}" if word else "not-applicable"]


def test_what_is_only_carried_satisfies_no_objective() -> None:
    case = cases.full()
    later = replace(case, evaluation=replace(case.evaluation, id="e2"))
    states = [one["target"]["status"]["state"] for one in result(later)["findings"]]
    assert states == ["not-satisfied", "not-satisfied"]
    assert {one["types"][0] for one in result(later)["observations"] if "answer" in values(one)} == {"historic"}
    excluded = result(later)["reviewed-controls"]["control-selections"][0]["exclude-controls"]
    assert "mod-val-4" not in {one["control-id"] for one in excluded}
    asked = system_security_plan(later)["system-security-plan"]["control-implementation"]["implemented-requirements"]
    carried = [one for one in asked if "by-components" in one]
    assert all("not confirmed" in one["by-components"][0]["implementation-status"]["remarks"] for one in carried)


def test_a_reading_carries_every_metric_with_its_interval() -> None:
    observation = result(cases.full())["observations"][-1]
    groups: dict[str, dict[str, str]] = {}
    for one in observation["props"]:
        if "group" in one:
            groups.setdefault(one["group"], {})[one["name"]] = one["value"]
    assert groups["m1"] == {
        "metric": "accuracy",
        "estimate": "0.87",
        "ci-low": "0.86",
        "ci-high": "0.88",
        "ci-level": "0.95",
        "ci-method": "Wilson",
        "n": "4000",
        "unit": "share",
        "threshold-min": "0.9",
    }
    assert groups["m2"]["slice"] == "sex=female"
    assert "estimate" not in groups["m3"]
    link = observation["relevant-evidence"][0]
    assert link["href"] == READINGS_NAME
    assert values(link)["model-sha256"] == cases.digest("model")
    assert observation["methods"] == ["TEST"]
    assert observation["types"] == ["finding"]


def test_findings_link_to_what_was_seen() -> None:
    found = result(cases.full())
    seen = {one["uuid"] for one in found["observations"]}
    risks = {one["uuid"] for one in found["risks"]}
    accuracy = found["findings"][0]
    assert len(accuracy["related-observations"]) == 2
    for finding in found["findings"]:
        assert {one["observation-uuid"] for one in finding["related-observations"]} <= seen
        assert {one["risk-uuid"] for one in finding.get("related-risks", ())} <= risks
    for risk in found["risks"]:
        assert {one["observation-uuid"] for one in risk["related-observations"]} <= seen
    assert found["findings"][1]["related-risks"]


def test_evidence_is_referred_to_by_digest_and_a_withheld_piece_is_named() -> None:
    document = assessment_results(cases.full())["assessment-results"]
    resources = {f"#{one['uuid']}": one for one in document["back-matter"]["resources"]}
    link = document["results"][0]["observations"][0]["relevant-evidence"][0]
    assert values(resources[link["href"]])["sha256"] == cases.digest("Model card")
    assert values(list(resources.values())[-1])["in-packet"] == "withheld"


def test_risks_carry_state_owner_and_date() -> None:
    first, second = result(cases.full())["risks"]
    assert (first["status"], first["deadline"]) == ("open", "2027-06-30T00:00:00Z")
    assert (second["status"], "deadline" in second) == ("deviation-approved", False)
    assert values(second)["due"] == "soon"
    assert [entry["status-change"] for entry in second["risk-log"]["entries"]] == ["open", "deviation-approved"]


def test_the_documents_refer_to_each_other_and_every_person_is_a_party() -> None:
    results, plan = (
        assessment_results(cases.full())["assessment-results"],
        assessment_plan(cases.full())["assessment-plan"],
    )
    system = system_security_plan(cases.full())["system-security-plan"]
    assert results["import-ap"]["href"] == PLAN_NAME
    assert plan["import-ssp"]["href"] == SSP_NAME
    assert system["import-profile"]["href"] == "#" + system["back-matter"]["resources"][0]["uuid"]
    known = {party["uuid"] for party in results["metadata"]["parties"]}
    actors = {
        actor["actor-uuid"]
        for one in results["results"][0]["observations"]
        for origin in one["origins"]
        for actor in origin["actors"]
        if actor["type"] == "party"
    }
    assert actors <= known
    tools = {one["uuid"] for one in plan["assessment-assets"]["components"]}
    assert {
        actor["actor-uuid"]
        for one in results["results"][0]["observations"]
        for origin in one["origins"]
        for actor in origin["actors"]
        if actor["type"] == "tool"
    } == tools
    subjects = {one["subject-uuid"] for seen in results["results"][0]["observations"] for one in seen["subjects"]}
    assert subjects <= {one["uuid"] for one in system["system-implementation"]["components"]}


def test_every_moment_has_a_zone() -> None:
    def moments(value: Any, name: str = "") -> list[str]:
        if isinstance(value, dict):
            return [found for key, inner in value.items() for found in moments(inner, key)]
        if isinstance(value, list):
            return [found for inner in value for found in moments(inner, name)]
        return [value] if name in {"start", "end", "collected", "deadline", "last-modified"} else []

    for make in MAKERS.values():
        found = moments(make(cases.full()))
        assert found
        assert all(moment.endswith("Z") for moment in found)


ODD = st.text(max_size=30) | st.sampled_from(
    ["", " ", "\n", " x ", "a\nb", "\ufeff", "\u2028", "\x00", "*", "é" * 30, "-"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(ODD, min_size=12, max_size=12))
def test_whatever_people_type_gives_valid_documents(texts: list[str]) -> None:
    text = iter(texts)
    body = cases.reading(metrics=[cases.metric(slice={next(text): next(text)}, method=next(text), unit=next(text))])
    whole = cases.full(
        deployment=replace(cases.DEPLOYMENT, agency=next(text), name=next(text), purpose=next(text), owner=next(text)),
        readings=(cases.record(body, plan_name=next(text), by=next(text), plan_text=""),),
        evidence=(cases.evidence(origin=next(text), file_name=next(text)),),
        findings=(
            cases.planned(*texts[8:11], title=texts[0], detail=texts[1], owner=texts[2], due=texts[3], remark=texts[4]),
        ),
        answers={"MOD-VAL-1": cases.answer("MOD-VAL-1", "partly", remark=texts[5], by=texts[6] or "Eva")},
        taken_by=texts[7],
    )
    for name, make in MAKERS.items():
        schema.check(make(whole), name)
