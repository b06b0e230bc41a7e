"""What the packet says of the deployment under the Act, of its components and of its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import RefusedError
from core.evaluation.data_profiles import profile_entry
from core.evaluation.data_sets import data_sheets, sheet_with
from core.evaluation.deployment_record import DeploymentRecord
from core.packet.build import BuiltPacket, build
from tests.core.evaluation.lineage_sample import chain, spoiled
from tests.core.evaluation.record_sample import full_record
from tests.core.evaluation.test_data_sets import FOUND
from tests.core.packet.reading_pdf import page_texts
from tests.core.packet.sample_case import AWKWARD, evaluation, small_snapshot

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def told() -> str:
    first = evaluation(id="first", title="Evaluation at development", opened_at="2026-01-05T00:00:00Z")
    record = replace(full_record(), evaluations=(first, evaluation()))
    return " ".join(" ".join(page_texts(build(small_snapshot(complete=True, record=record, today=TODAY)))).split())


def test_each_determination_stands_with_its_clause_its_answers_and_who_overruled_it(told: str) -> None:
    assert "It ranks claims" in told
    assert "Jane Doe decided “covered” in place of “exempt in part”: Counsel, memo 12" in told
    assert "Neither existing nor clearly new" in told
    assert "rescinded and replaced by M-25-21" in told
    assert "Access to education, housing" in told


def test_exemptions_clocks_and_people_are_told(told: str) -> None:
    assert "Flood relief" in told
    assert "overdue" in told  # the evaluation after the emergency
    assert "418 days left, until 2028-01-15. Use goes on by authority of Secretary" in told
    assert "Enacted: 2025-03-01. Guidelines released: 2026-01-15. Source: Notice 7" in told
    assert "Pat Kim, designated 2026-02-01" in told


def test_parts_stand_with_their_counts_and_what_changed_follows(told: str) -> None:
    assert "1,200 removed (12.0 %)" in told
    assert "Ranker" in told
    assert "a" * 64 in told
    assert "Compared with Evaluation at development" in told


def test_where_the_data_come_from_stands_with_its_sheets_profiles_and_breaks() -> None:
    (begun,) = [one for one in data_sheets(chain()) if one.data_set.title == "Test"]
    _, profile = profile_entry(begun.data_set, FOUND)
    sheet = replace(sheet_with(begun, {"purpose": f"To measure {AWKWARD}"}), id="s")
    record = DeploymentRecord(parts=(*spoiled(chain(), "Clean", sha256="f" * 64), sheet, replace(profile, id="p")))
    built = build(small_snapshot(record=record, today=TODAY))
    said = " ".join(" ".join(page_texts(built)).split())
    assert "The chain of digests is broken. 4 data sets, 2 steps, 1 model." in said
    assert "names the digest bbbbbbbbbbbb for “(U) Clean”, which has ffffffffffff" in said
    assert "Data sheet: (U) Test1 of 49 fields are filled in" in said
    assert "Motivation: PurposeTo measure" in said
    assert "Profile of test.csv: 20 records in 2 columns; 6 values are missing." in said
    assert "Female: 12; Male: 8" in said


def test_the_manifest_says_what_an_agency_sorts_packets_by() -> None:
    act = build(small_snapshot(record=full_record(), today=TODAY)).manifest.status["act"]
    assert (act["determinations"]["timing"], act["overruled"], act["exemptions"]) == ("gap", ["covered-use"], 1)
    assert {"id": "existing", "clause": "4(b)", "state": "running", "due": "2028-01-15"} in act["clocks"]


def test_what_people_typed_breaks_nothing() -> None:
    built = build(small_snapshot(record=full_record(AWKWARD), today=TODAY))
    assert isinstance(built, BuiltPacket)


def test_a_part_that_is_marked_above_the_case_keeps_the_packet_in_the_room() -> None:
    record = full_record()
    secret = replace(record, parts=(replace(record.parts[0], marking="(S//NF)"),))
    with pytest.raises(RefusedError, match="UNCLASSIFIED"):
        build(small_snapshot(record=secret, today=TODAY))


def test_an_answer_of_an_earlier_evaluation_says_that_it_is_carried_over() -> None:
    first = evaluation()
    later = evaluation(id="b" * 64, title="Yearly look", opened_at="2026-11-22T00:00:00Z")
    record = replace(full_record(), evaluations=(first, later))
    case = small_snapshot(complete=True, evaluation=later, record=record, today=TODAY)
    text = " ".join(" ".join(page_texts(build(case))).split())
    assert "carried over from First evaluation in operation, not confirmed in this evaluation" in text
