"""Each register's rules: what is wrong or missing, case by case."""

from __future__ import annotations

from datetime import date

import pytest

from core.catalog.acquisition import acquisition_points, acquisition_policies
from core.evaluation.deployment_record import Part
from core.evaluation.recordable import entry_of, part_problems
from core.evaluation.registers import acquisition, board, energy, entries, privacy
from core.evaluation.registers.kinds import registers
from tests.core.packet.sample_case import reading_records

TODAY = date(2026, 11, 23)


def made(register: str, title: str = "X", **fields: str) -> Part:
    return entry_of(registers()[register], title=title, fields=fields, marking="(U)", entry_id=title)


@pytest.mark.parametrize(
    ("register", "fields", "why"),
    [
        ("protected-class", {"class": "sexx"}, "choose one of race"),
        ("protected-class", {}, "Class: this is needed"),
        ("synthetic-content", {"where": "labels", "generator": "G", "share": "101"}, "more than the whole"),
        ("synthetic-content", {"where": "labels", "generator": "G", "share": "-1"}, "not a number"),
        ("synthetic-content", {"where": "labels", "generator": "G", "share": "nan"}, "not a number"),
        ("dp-claim", {"epsilon": "inf"}, "not a number"),
        ("dp-claim", {"epsilon": "three"}, "not a number"),
        ("incident", {"items": "MOD-VAL-1, oops"}, "'OOPS' is no id"),
        ("pilot", {"start": "1.2.2026"}, "is not a date"),
        ("energy", {"kwh": "1,5"}, "not a number"),
        ("known-risk", {"colour": "red"}, "has no field 'colour'"),
    ],
)
def test_what_can_not_be_recorded_is_refused_with_its_reason(register, fields, why):
    problems = part_problems(made(register, **fields))
    assert any(why in sentence for sentence in problems), problems


def test_a_class_is_named_by_its_choice_and_an_unknown_register_is_refused():
    one = made("protected-class", title="", **{"class": "age"})
    assert (one.title, part_problems(one)) == ("Age", ())
    assert part_problems(Part(component="", kind="model", title="M")) != ()
    assert part_problems(Part(component="MOD", kind="incident", title="M")) != ()


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, ("epsilon", "delta", "the unit of privacy", "the accounting")),
        ({"epsilon": "1", "delta": "0", "unit": "person"}, ("the accounting",)),
        ({"epsilon": "1", "delta": "0", "unit": "person", "accounting": "PRV, 1.0"}, ()),
    ],
)
def test_a_privacy_claim_without_all_four_is_incomplete(fields, missing):
    assert privacy.missing_of_claim(made("dp-claim", **fields)) == missing
    assert any("incomplete" in one for one in privacy.claim_cautions([made("dp-claim", **fields)])) is bool(missing)


@pytest.mark.parametrize(("delta", "told"), [("1e-6", False), ("1e-3", True), ("0.001", True), ("0", False)])
def test_a_delta_of_one_over_n_or_more_is_said(delta, told):
    claim = made("dp-claim", delta=delta, units="1000", epsilon="1", unit="record", accounting="RDP")
    assert any("1/n" in one for one in privacy.claim_cautions([claim])) is told


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"start": "2026-12-01", "expires": "2027-01-01"}, "not begun"),
        ({"start": "2026-11-23", "expires": "2026-11-23"}, "running"),
        ({"start": "2026-01-01", "expires": "2026-11-22"}, "expired"),
        ({"start": "2026-01-01", "expires": "2026-11-22", "ended": "2026-11-20"}, "ended"),
        ({"start": "2026-01-01", "expires": "2026-12-22", "ended": "2026-11-24"}, "running"),
    ],
)
def test_a_pilot_runs_to_the_end_of_its_last_day(fields, state):
    one = made("pilot", limits="Two offices", **fields)
    assert entries.pilot_state(one, TODAY) == state
    told = " ".join(entries.pilot_cautions([one], TODAY))
    assert ("expired on" in told) is (state == "expired")
    assert ("not certified" in told) is (state != "ended")


def test_votes_members_and_decisions_have_to_fit():
    parts = [
        made("board-member", "Ann Lee", role="chair", office="IG"),
        made("board-member", "Bo Ray", role="adviser without a vote", office="Counsel"),
        made("board-meeting", "November", day="2026-11-03", question="Deploy?", decision="approved"),
        made("board-vote", "Dr. Ann Lee", meeting="november", vote="against"),
        made("board-vote", "Ann Lee", meeting="November", vote="for"),
        made("board-vote", "Bo Ray", meeting="November", vote="against", dissent="Not tested"),
        made("board-vote", "Cy Poe", meeting="October", vote="for"),
    ]
    told = " ".join(board.vote_cautions(parts))
    for words in (
        "voted twice",
        "(U) Bo Ray is an adviser",
        "(U) Cy Poe voted and is not",
        "no meeting is recorded as “October”",
    ):
        assert words in told
    assert "(U) Dr. Ann Lee voted against in “november”; the dissent is not written down." in told
    assert board.meeting_cautions(parts) == ("(U) November: recorded as approved, with 1 for and 2 against.",)
    assert board.board_decisions(parts)[0].sentence == "Approved: 2 against, 1 for"
    assert board.member_cautions(parts) == ()
    assert board.member_cautions(parts[1:2]) == ("The board has no chair.",)


def test_custody_breaks_are_found_in_the_order_of_days():
    parts = [
        made("custody", "Weights", what="weights", event="destroyed", day="2026-03-01", to="Lab", second="Ann Lee"),
        made("custody", "weights", what="weights", event="received", day="2026-01-01", to="Lab", sha256="a" * 64),
        made("custody", "Weights", what="weights", event="handed over", day="2026-02-01", to="Bo Ray",
             second="B. Ray Bo", sha256="b" * 64),
        made("custody", "Weights", what="weights", event="checked", day="2026-04-01", to="Lab"),
    ]  # fmt: skip
    told = entries.custody_cautions(parts)
    assert told == (
        "(U) Weights: handed over on 2026-02-01 without a second person.",
        "(U) Weights: its digest on 2026-02-01 is not that of 2026-01-01.",
        "(U) Weights: checked on 2026-04-01, after it was destroyed.",
    )


def test_campaigns_incidents_risks_and_assessments_say_what_they_lack():
    campaign = made("red-team", independent="no", start="2026-02-01", end="2026-01-01", attempts="5", successes="6")
    assert len(entries.campaign_cautions([campaign])) == 5
    hidden = made("red-team", start="2026-01-01", result="passed", attempts="5", successes="2")
    assert entries.campaign_cautions([hidden]) == ("(U) X: it is marked passed, and 2 attempts succeeded.",)
    harmed = made("incident", severity="serious", day="2026-02-01", reported_on="2026-01-31")
    assert len(entries.incident_cautions([harmed])) == 3
    near = made("incident", severity="none", day="2026-02-01", lesson="Check twice")
    assert entries.incident_cautions([near]) == ()
    assert len(entries.risk_cautions([made("known-risk", review="2026-11-22")], TODAY)) == 2
    assert privacy.privacy_cautions([made("privacy-assessment", status="not needed")], TODAY) != ()
    assert privacy.privacy_cautions([made("privacy-assessment", status="not needed", reason="No persons")], TODAY) == ()


def test_the_points_of_an_acquisition_stay_open_until_they_are_settled():
    points = acquisition_points()
    assert len(points) == 8
    assert acquisition.acquisition_cautions([], points, TODAY) == ()
    parts = [
        made("acquisition", point="privacy", state="settled"),
        made("acquisition", point="access", state="asked of the vendor", asked="2026-10-01"),
    ]
    told = acquisition.acquisition_cautions(parts, points, TODAY)
    assert len(told) == 8  # seven open points, one of them waiting for the vendor
    assert (
        "Access and time for independent evaluation: asked of the vendor on 2026-10-01, and nothing was received."
        in told
    )
    stands = {one.id: one.stands_on(date(2025, 4, 3)) for one in acquisition_policies()}
    assert stands == {"m-25-22": True, "m-24-18": False}


def test_the_energy_card_adds_up_and_says_what_the_accuracy_cost():
    parts = [
        made("energy", "A", phase="training", kwh="2", method="metered", factor="0.5"),
        made("energy", "B", phase="fine-tuning", kwh="0.5", method="metered"),
        made("energy", "C", phase="inference", kwh="1", method="metered", decisions="1000"),
    ]
    card = energy.energy_card(parts, reading_records(5))
    assert (card.kwh, card.co2e_kg) == (3.5, 1.0)
    assert [one.without_factor for one in card.phases] == [0, 1, 1]
    assert card.phases[2].wh_per_decision == 1.0
    measured = energy.newest_accuracy(reading_records(5))
    assert card.per_kwh == (None if measured is None else pytest.approx(100 * measured / 2.5))
    assert energy.energy_card([], ()).per_kwh is None
