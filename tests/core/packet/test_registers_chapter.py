"""What the packet says of protected classes by statute, and of the registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import RefusedError
from core.evaluation.deployment_record import DeploymentRecord, Part
from core.evaluation.recordable import entry_of
from core.evaluation.registers.kinds import registers
from core.packet.build import BuiltPacket, build
from tests.core.packet.reading_pdf import page_texts
from tests.core.packet.sample_case import AWKWARD, reading_records, small_snapshot

TODAY = date(2026, 11, 23)


def made(register: str, title: str, **fields: str) -> Part:
    one = entry_of(registers()[register], title=title, fields=fields, marking="(U)", entry_id=f"{register} {title}")
    return replace(one, by="Jane Doe", at="2026-11-20T12:00:00Z")


def of_everything(text: str) -> DeploymentRecord:
    """An entry in every register with `text` wherever people type."""
    plain = {
        "day": "2026-11-02",
        "digest": "a" * 64,
        "count": "7",
        "number": "0.5",
        "percent": "40",
        "items": "MOD-VAL-1",
    }
    parts = [
        made(key, text, **{one.id: one.choices[0] if one.choices else plain.get(one.kind, text) for one in kind.fields})
        for key, kind in registers().items()
    ]
    return DeploymentRecord(parts=tuple(parts))


def words(built: BuiltPacket) -> str:
    return " ".join(" ".join(page_texts(built)).split())


@pytest.fixture(scope="module")
def told() -> str:
    records = reading_records(5)
    fairness = next(one for one in records if one.probe == "group-fairness")
    column = fairness.body["facts"]["splits"][0]["columns"][0]
    parts = (
        made("protected-class", "", **{"class": "race", "column": column, "counsel": "Title VI bears on it"}),
        made("protected-class", "", **{"class": "age", "column": "birth"}),
        made("incident", "Old cut-off", kind="near miss", day="2026-08-30", what="It stayed", severity="none"),
        made("energy", "Training", phase="training", kwh="2", method="metered", factor="0.5"),
    )  # fmt: skip
    case = small_snapshot(complete=True, record=DeploymentRecord(parts=parts), today=TODAY, readings=(fairness,))
    return words(build(case))


def test_classes_stand_by_statute_with_the_legal_status_of_the_day(told: str) -> None:
    assert "Not measured: no reading by birth" in told
    assert "(U) Race, note of counsel: Title VI bears on it" in told
    assert "Civil Rights Act of 1964, Title VII" in told
    assert "Race: measured" in told
    assert "Age: not measured" in told
    assert "Legal status on 2026-11-23" in told
    assert "the effects test is removed under ECOA. In effect since 2026-07-21." in told
    assert "29 CFR 1607.4(D)" in told


def test_registers_are_told_where_they_hold_something_or_the_act_asks_for_them(told: str) -> None:
    assert "Old cut-off" in told
    assert "All phases: 2 kWh, 1 kg CO2e where a grid factor is named." in told
    assert "section 3(e) asks how the risks" in told  # nothing is in it
    assert "Red-team campaigns" not in told
    assert "energy.cdx.json" in told


def test_what_people_typed_into_registers_breaks_nothing() -> None:
    assert isinstance(build(small_snapshot(record=of_everything(AWKWARD), today=TODAY)), BuiltPacket)


def test_an_entry_that_is_marked_above_the_case_keeps_the_packet_in_the_room() -> None:
    secret = replace(made("incident", "Leak"), marking="(S//NF)")
    with pytest.raises(RefusedError, match="UNCLASSIFIED"):
        build(small_snapshot(record=DeploymentRecord(parts=(secret,)), today=TODAY))


def test_an_item_page_warns_where_content_made_by_ai_carries_the_answer() -> None:
    whole = small_snapshot(complete=True, today=TODAY)
    carried = next(one for one in whole.links if one.item_id in whole.answers)
    evidence = tuple(replace(one, made_by_ai=one.id == carried.evidence_id) for one in whole.evidence)
    answers = {carried.item_id: replace(whole.answers[carried.item_id], value="yes")}
    text = words(build(replace(whole, evidence=evidence, answers={**whole.answers, **answers})))
    assert f"Content made by AI. The answer to {carried.item_id} rests on evidence made by AI" in text
