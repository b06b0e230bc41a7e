"""What a deployment counts as: by its newest verified packet, and never as more than that says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from core.agency.coverage import figures
from core.agency.noncompliance import group, noncompliance
from core.agency.portfolio import Portfolio, portfolio
from core.agency.records import Joined
from core.agency.summary import taken_in
from core.agency.tables import NAMES, as_csv, as_json, table
from core.agency.trend import steps, trends
from tests.core.agency.samples import AGENCY, COVERED, clock, digest, exempt, found, measure, stated

DAY = date(2026, 11, 23)


def of(*packets: dict[str, Any], day: date = DAY, joins: tuple[Joined, ...] = ()) -> Portfolio:
    return portfolio([taken_in(one) for one in packets], joins, day)


def only(*packets: dict[str, Any], day: date = DAY) -> Any:
    made = of(*packets, day=day)
    assert len(made.standings) == 1
    return made.standings[0]


MEETS = stated("meets")


@pytest.mark.parametrize(
    ("packet", "state"),
    [
        (found(says=MEETS), "compliant"),
        (found(says=stated("does not meet")), "does not meet"),
        (found(says=stated("incomplete")), "incomplete"),
        (found(says=stated("first screen passed")), "first screen"),
        (found(says=stated("a word of the future")), "incomplete"),
        (found(says=MEETS, complete=False), "incomplete"),  # the manifest contradicts standing.json
        (found(says=MEETS, meets=False), "incomplete"),
        (found(says=MEETS, failed=("genuine",)), "not verified"),
        (found(says=MEETS, unchecked=("chain",)), "not verified"),
        (found(says=MEETS, fault="standing.json is torn"), "not verified"),
        (found(says=exempt()), "no duty"),
        (found(says=exempt("2026-11-23")), "no duty"),  # its last day
        (found(says=exempt("2026-11-22")), "not decided"),
        (found(says=stated("meets", clocks=(clock(decision="cease", decision_day="2026-11-23"),))), "use ceased"),
        (found(says=stated("meets", clocks=(clock(decision="cease", decision_day="2026-11-24"),))), "compliant"),
        (found(says=None), "incomplete"),
        (found(says=None, complete=True, meets=True), "compliant"),
    ],
)
def test_a_packet_counts_as_what_it_shows_and_no_more(packet: dict[str, Any], state: str) -> None:
    assert only(packet).state == state


def test_a_file_that_is_no_packet_names_no_deployment() -> None:
    made = of(found("a", readable=False), found("b"))
    assert len(made.standings) == len(made.unread) == 1
    assert [one.newest.verified for one in noncompliance(made).listed] == [True]


def test_an_unverified_newer_packet_changes_nothing_and_is_said() -> None:
    old = found(says=stated("does not meet"), created="2026-05-01T00:00:00Z")
    forged = found(says=MEETS, created="2026-11-01T00:00:00Z", failed=("genuine",))
    one = only(forged, old)
    assert one.state == "does not meet"
    assert len(one.history) == 2
    assert "could not be verified" in one.cautions[0]


def test_the_newest_verified_packet_counts_whatever_the_order_of_arrival() -> None:
    new = found(says=MEETS, created="2026-11-01T00:00:00Z", version="2")
    old = found(says=stated("incomplete"), created="2026-05-01T00:00:00Z", version="1")
    assert only(new, old).state == only(old, new).state == "compliant"
    countersigned = found(says=MEETS, created="2026-11-01T00:00:00Z", version="2", signers=("evaluator", "caio"))
    one = only(countersigned, new, old)
    assert list(one.newest.signed) == ["evaluator", "caio"]
    assert [step.packet.version for step in steps(one)] == ["2", "1"]  # the same packet with more signatures is one


def test_cases_that_a_person_joined_are_one_deployment() -> None:
    first, second = found("case 1"), found("case 2", says=MEETS, created="2026-12-01T00:00:00Z")
    assert len(of(first, second).standings) == 2
    joined = Joined(case_id=digest("case 2")[:32], to_case_id=digest("case 1")[:32], reason="A new case file")
    made = of(first, second, joins=(joined,))
    assert [(one.case_id, one.state) for one in made.standings] == [(digest("case 1")[:32], "compliant")]
    apart = Joined(case_id=joined.case_id, to_case_id="", reason="They are not")
    assert len(of(first, second, joins=(apart,)).standings) == 2


@pytest.mark.parametrize(
    ("day", "word", "left"),
    [
        ("2026-11-23", "running", 219),
        ("2027-04-01", "soon", 90),
        ("2027-06-30", "passed", 0),
        ("2027-07-01", "passed", -1),
    ],
)
def test_clocks_are_read_on_the_day_that_it_is_now(day: str, word: str, left: int) -> None:
    clocked = only(found(), day=date.fromisoformat(day)).clock
    assert (clocked.word, clocked.left) == (word, left)


def test_tiers_are_those_that_the_packet_states() -> None:
    words = {**COVERED, "m-25-21": "yes", "m-24-10": "both", "nss": "undecided"}
    assert only(found(says=stated(determinations=words))).tiers == ("high-impact", "rights or safety", "not decided")
    assert only(found()).tiers == ("none",)
    assert only(found(says=None)).tiers == ("not decided",)


def test_the_noncompliance_list_holds_what_is_deployed_and_short() -> None:
    made = of(
        found("a", name="A", says=MEETS),
        found("b", name="B", says=stated("does not meet")),
        found("c", name="C", says=stated("incomplete")),
        found("d", name="D", says=stated("incomplete", in_use="no")),
        found("e", name="E", says=exempt()),
        found("f", name="F", says=MEETS, failed=("files",)),
        found("g", name="G", says=stated("does not meet"), marking="SECRET//NOFORN"),
        found("h", name="H", says=stated("does not meet"), marking="CUI"),
    )
    listed = noncompliance(made)
    assert [(one.newest.name, group(one)) for one in listed.listed] == [
        ("B", "not compliant"),
        ("C", "not evaluated"),
        ("F", "not evaluated"),
        ("G", "not compliant"),
        ("H", "not compliant"),
    ]
    assert [one.newest.name for one in listed.not_deployed] == ["D"]
    assert [one.newest.name for one in listed.held_back] == ["F", "G", "H"]


def test_coverage_counts_verified_packets_over_those_that_have_a_duty() -> None:
    made = of(
        found("a", says=MEETS),
        found("b", says=stated("incomplete", measures=(), findings={})),
        found("c", says=exempt()),
        found("d", says=MEETS, failed=("genuine",)),
    )
    counted = {one.id: (one.count, one.of, one.share) for one in figures(made)}
    assert counted == {
        "verified": (3, 4, "75.0 %"),
        "decided": (3, 4, "75.0 %"),
        "evaluated": (1, 3, "33.3 %"),
        "tested": (1, 3, "33.3 %"),
        "risks": (1, 3, "33.3 %"),
        "compliant": (1, 3, "33.3 %"),
    }
    assert figures(of())[0].share == ""


def test_a_trend_says_whether_the_intervals_lie_apart() -> None:
    months = zip((0.60, 0.61, 0.75), ("2026-01-01", "2026-05-01", "2026-09-01"), strict=True)
    packets = [found(says=stated(measures=(measure(value),)), created=f"{day}T00:00:00Z") for value, day in months]
    (trend,) = trends(only(*packets))
    assert [point.apart for point in trend.points] == ["", "overlap", "apart"]
    assert trend.change == pytest.approx(0.15)


def test_public_tables_hold_only_what_is_marked_unclassified() -> None:
    made = of(
        found("a", name="Open case", says=stated("does not meet")),
        found("b", name="Dark matter", says=stated("does not meet"), marking="SECRET//NOFORN"),
        found("c", name="Controlled", marking="CUI"),
        found("d", name="=HYPERLINK(1)", marking="UNCLASSIFIED", failed=("genuine",)),
    )
    for name in NAMES:
        public, whole = table(made, name, public=True), table(made, name)
        assert public.marking == "UNCLASSIFIED"
        assert whole.marking.startswith("SECRET") or name == "omb-inventory"
        assert public.left_out == 3
        text = as_csv(public)
        assert not any(word in text for word in ("Dark", "Controlled", "HYPERLINK", "SECRET"))
    assert "Dark matter" in as_csv(table(made, "portfolio"))
    assert "'=HYPERLINK" in as_csv(table(made, "portfolio"))


def test_the_inventory_in_the_columns_of_omb_is_public_and_guesses_nothing() -> None:
    nss = stated("incomplete", determinations={**stated().determinations, "nss": "neither"})
    high = stated("meets", determinations={**stated().determinations, "m-25-21": "yes"})
    held = of(
        found("a", name="Open", says=high),
        found("b", name="Secret", marking="SECRET//NOFORN"),
        found("c", name="National", says=nss),
        found("d", name="Forged", failed=("genuine",)),
    )
    out = table(held, "omb-inventory")
    assert out.header[:4] == ("agency", "agency_name", "id", "use_case_name")
    assert len(out.header) == 36
    (row,) = out.rows
    assert {name: value for name, value in row.items() if value} == {
        "agency_name": AGENCY,
        "use_case_name": "Open",
        "development_stage": "c) Deployed",
        "is_high_impact": "a) High-impact",
        "operational_date": "2025-03-01",
    }
    assert (out.marking, out.left_out) == ("UNCLASSIFIED", 3)
    assert "words for the public" in json.loads(as_json(out))["note"]
