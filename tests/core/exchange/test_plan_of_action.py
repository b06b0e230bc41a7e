"""The plan of action and milestones in OSCAL: what section 4(d)(2)(B) asks for, finding by finding."""

from __future__ import annotations

from typing import Any

from core.evaluation.records import Acceptance
from core.exchange.oscal import assessment_results, plan_of_action
from core.manifest import SSP_NAME
from tests.core.exchange import cases

HELD = Acceptance(reason="Rare, and seen by a person.", until="2027-05-31", by="Olga Owner", at=cases.AT)


def plan(*findings: Any) -> Any:
    document = plan_of_action(cases.full(findings=findings))
    assert document is not None
    return document["plan-of-action-and-milestones"]


def said(item: Any, name: str) -> list[str]:
    return [prop["value"] for prop in item["props"] if prop["name"] == name]


def test_a_case_without_a_finding_that_stands_has_no_plan() -> None:
    assert plan_of_action(cases.full(findings=())) is None
    assert plan_of_action(cases.full(findings=(cases.finding(status="closed"),))) is None


def test_every_finding_that_is_not_closed_is_an_item_with_its_risk() -> None:
    states = ("open", "mitigated", "accepted", "closed")
    found = plan(*(cases.finding(id=cases.digest(state), status=state) for state in states))
    assert [said(item, "state") for item in found["poam-items"]] == [["open"], ["mitigated"], ["accepted"]]
    known = {risk["uuid"] for risk in found["risks"]}
    assert [one["risk-uuid"] for item in found["poam-items"] for one in item["related-risks"]] == [
        risk["uuid"] for risk in found["risks"]
    ]
    assert len(known) == 3
    assert found["import-ssp"]["href"] == SSP_NAME


def test_what_a_red_team_found_stands_in_it_without_an_answer_or_a_reading_behind_it() -> None:
    found = [cases.finding(item, cause="red-team", entry_id=cases.digest("e")) for item in ("MOD-SEC-3", None)]
    document = plan(*found)
    assert [said(risk, "cause") for risk in document["risks"]] == [["red-team"]] * 2


def test_status_progress_delay_and_barriers_are_said() -> None:
    (item,) = plan(cases.planned())["poam-items"]
    assert said(item, "evaluation-status") == ["incomplete"]
    assert said(item, "milestones-reached") == ["1 of 2"]
    assert said(item, "progress") == ["Retest without field 17."]
    assert said(item, "delay-date") == ["2027-06-30"]
    assert len(said(item, "delay-cause")) == len(said(item, "delay-action")) == 1
    first = [one for one in item["props"] if one.get("group") == "barrier-1"]
    assert {one["name"]: one["value"] for one in first} == {
        "barrier": "Retest without field 17.",
        "barrier-amount": "2",
        "barrier-unit": "people",
        "barrier-remark": "Retest without field 17.",
    }
    assert {one["class"] for one in first} == {"staff"}
    assert said(item, "barrier-lifted") == ["2026-11-01"]


def test_what_the_plan_lacks_is_said_with_its_clause() -> None:
    (item,) = plan(cases.finding(owner="", due=""))["poam-items"]
    assert said(item, "not-stated") == [
        "4(d)(2)(B)(ii): No owner is named.",
        "4(d)(2)(B)(ii): No due date is set.",
        "4(d)(2)(B)(ii): No milestone is set.",
    ]


def test_milestones_are_tasks_and_the_first_severity_stays() -> None:
    (risk,) = plan(cases.planned())["risks"]
    tasks = risk["remediations"][0]["tasks"]
    assert [task["type"] for task in tasks] == ["milestone", "milestone"]
    assert tasks[0]["timing"]["on-date"]["date"] == "2027-03-31T00:00:00Z"
    facets = risk["characterizations"][0]["facets"]
    assert [(one["value"], one["props"][0]["value"]) for one in facets] == [
        ("high", "initial"),
        ("moderate", "adjusted"),
    ]
    assert [entry["title"] for entry in risk["risk-log"]["entries"]] == ["Opened", "Severity changed", "Progress"]


def test_an_accepted_risk_names_who_when_until_when_and_why() -> None:
    (risk,) = plan(cases.finding(status="accepted", acceptance=HELD, owner=""))["risks"]
    (response,) = risk["remediations"]
    assert risk["status"] == "deviation-approved"
    assert response["description"] == HELD.reason
    assert [prop["value"] for prop in response["props"]] == ["accept", "Olga Owner", cases.AT, "2027-05-31"]


def test_everyone_and_everything_that_the_plan_names_is_in_it() -> None:
    found = plan(
        cases.planned(),
        cases.finding(None, id=cases.digest("x"), cause="threshold", reading_id=cases.digest("reading")),
    )
    parties = {party["uuid"] for party in found["metadata"]["parties"]}
    logged = {
        by["party-uuid"]
        for risk in found["risks"]
        for entry in risk["risk-log"]["entries"]
        for by in entry["logged-by"]
    }
    assert logged <= parties
    seen = {one["uuid"] for one in found["observations"]}
    assert len(seen) == 2
    assert {one["observation-uuid"] for item in found["poam-items"] for one in item["related-observations"]} == seen


def test_the_risks_are_those_of_the_results() -> None:
    snapshot = cases.full(findings=(cases.planned(),))
    document = plan_of_action(snapshot)
    assert document is not None
    results = assessment_results(snapshot)["assessment-results"]["results"][0]
    assert document["plan-of-action-and-milestones"]["risks"] == results["risks"]
