"""Comparing two packets from the files alone, and what a reviewer writes back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from core.errors import InputError
from core.packet.build import build
from core.verify.asked import Asked
from core.verify.comments import MOST_COMMENTS, Comment, Comments, comments_from_json
from core.verify.compare import Comparison, Difference, compare
from core.verify.packet_read import PacketRead, open_packet
from core.verify.report import text
from core.verify.verify import not_opened, verify_packet
from tests.core.packet.sample_case import PACK, evaluation, reading_records, small_snapshot

ASKED = Asked(roots=(), signers=None, beside=None)
LONG = "The same long beginning of a remark. " * 200


def opened(**more: Any) -> PacketRead:
    return open_packet(build(small_snapshot(complete=True, good=True, **more)).pdf, ASKED)


@pytest.fixture(scope="module")
def before() -> PacketRead:
    return opened()


@pytest.fixture(scope="module")
def compared(before: PacketRead) -> Comparison:
    """Two answers changed, one only far behind its beginning; one reading and no evidence in the second."""
    case = small_snapshot(complete=True, good=True)
    first, second = (item.id for item in PACK.items[:2])
    answers = dict(case.answers)
    answers[first] = replace(answers[first], value="no", remark="Nothing of the kind is in place.")
    answers[second] = replace(answers[second], remark=LONG + "End.")
    case = replace(case, answers=answers, readings=reading_records(1), evidence=(), links=())
    return compare(before, open_packet(build(case).pdf, ASKED))


def of(compared: Comparison, section: str) -> list[Difference]:
    return [one for one in compared.differences if one.section == section]


def test_two_packets_of_one_case_differ_in_nothing_when_nothing_changed(before: PacketRead) -> None:
    same = compare(before, before)
    assert (same.differences, same.same_case, same.left_out) == ((), True, 0)
    assert same.unchanged["answers"] == 8


def test_answers_that_are_only_carried_over_are_counted_and_not_listed_as_changed(before: PacketRead) -> None:
    found = compare(before, opened(evaluation=evaluation(id="later", title="Second evaluation")))
    assert of(found, "answers") == []
    told = {one.key: (one.before, one.after) for one in of(found, "statement")}
    assert told["Carried over, not confirmed"] == ("0", "8")


def test_changed_answers_are_told_with_both_remarks(compared: Comparison) -> None:
    first, second = of(compared, "answers")
    assert (first.kind, first.key) == ("changed", PACK.items[0].id)
    assert first.before.startswith("yes: Examined")
    assert first.after == "no: Nothing of the kind is in place."
    assert second.after.startswith("yes: The same long beginning")
    assert compared.unchanged["answers"] == 6


def test_a_difference_far_behind_is_not_taken_for_none() -> None:
    def with_remark(end: str) -> PacketRead:
        case = small_snapshot(complete=True, good=True)
        item = PACK.items[0].id
        answers = {**case.answers, item: replace(case.answers[item], remark=LONG + end)}
        return open_packet(build(replace(case, answers=answers)).pdf, ASKED)

    [found] = of(compare(with_remark("One."), with_remark("Two.")), "answers")
    assert "differ in what is not shown" in found.after


def test_readings_and_files_that_came_and_went_are_told(compared: Comparison) -> None:
    [reading] = of(compared, "readings")
    assert (reading.kind, reading.title) == ("added", "perf-ci")
    assert "accuracy 0." in reading.after
    kinds = {one.key.split("-")[0]: one.kind for one in of(compared, "files")}
    assert kinds["evidence"] == "removed"
    assert kinds["readings.json"] == "changed"


def test_the_json_form_is_plain_and_names_itself(compared: Comparison) -> None:
    body = json.loads(json.dumps(compared.as_dict()))
    assert (body["format"], body["version"]) == ("touchstone-comparison", 1)
    assert set(body["differences"][0]) == {"section", "kind", "key", "title", "before", "after"}


def test_a_packet_that_nobody_signed_is_called_unsigned_and_not_damaged() -> None:
    found = verify_packet(build(small_snapshot()).pdf).as_dict()
    said = text(found)
    assert "NOT SIGNED" in said
    assert "NOT INTACT" not in said
    assert "Failed: 4" in said
    assert (found["intact"], found["exit_status"]) == (False, 1)


def test_a_file_that_is_not_there_has_the_same_form_as_any_other() -> None:
    found = not_opened("gone.pdf", "There is no file gone.pdf.").as_dict()
    there = verify_packet(b"%PDF-no").as_dict()
    assert set(found) == set(there)
    assert (found["exit_status"], found["sha256"], len(found["checks"])) == (2, "", len(there["checks"]))
    assert found["checks"][0]["sentence"] == "There is no file gone.pdf."


def comments(**more: Any) -> Comments:
    told: dict[str, Any] = {
        "packet_name": "packet.pdf",
        "packet_sha256": "ab" * 32,
        "packet_id": "1",
        "marking": "UNCLASSIFIED",
        "by": "Sam Okafor",
        "at": "2026-11-23T12:00:00Z",
        "comments": (Comment(about="MOD-VAL-1", text="Which data?\nAnd when?"), Comment(about="", text="Sign it.")),
    }
    return Comments(**(told | more))


def test_comments_come_back_as_they_were_written() -> None:
    assert comments_from_json(comments().to_json()) == comments()


@pytest.mark.parametrize("missing", [{"by": " "}, {"comments": ()}, {"comments": (Comment(about="", text=" "),)}])
def test_comments_need_a_name_and_something_said(missing: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        comments(**missing).to_json()


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"format": "x"}', b'{"format": "touchstone-comments", "version": 2}', b"\xff", b"[" * 9000],
)
def test_a_file_that_holds_no_comments_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError):
        comments_from_json(data)


def test_hostile_comments_are_cut_to_what_can_be_shown() -> None:
    many = tuple(Comment(about="x" * 500, text="a\u202eb" + "y" * 9000) for _ in range(MOST_COMMENTS + 5))
    with pytest.raises(InputError, match="larger than"):
        comments_from_json(comments(comments=many).to_json())
    found = comments_from_json(comments(comments=many[:50]).to_json()).comments
    assert all("\u202e" not in one.text and len(one.text) <= 4000 and len(one.about) <= 160 for one in found)
