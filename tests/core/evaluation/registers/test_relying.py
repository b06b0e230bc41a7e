"""Answers that rest on content made by AI (3(e)), and protected classes with what measures them (3(c)(2))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.catalog.protected_classes import protected_classes
from core.evaluation.deployment_record import Part
from core.evaluation.recordable import entry_of
from core.evaluation.records import Evidence, EvidenceLink, ReadingRecord
from core.evaluation.registers.classes import (
    class_cautions,
    class_standings,
    columns_of,
    open_class_items,
    unregistered_columns,
)
from core.evaluation.registers.kinds import registers
from core.evaluation.registers.synthetic import ledger_cautions, reliances
from tests.core.evaluation.samples import PACK, item

KNOWN = protected_classes()


def made(register: str, title: str = "X", **fields: str) -> Part:
    return entry_of(registers()[register], title=title, fields=fields, marking="(U)", entry_id=f"{register} {title}")


def said(entry: Part, **fields: str) -> Part:
    return replace(entry, fields={**entry.fields, **fields})


def piece(title: str, *, made_by_ai: bool) -> Evidence:
    return Evidence(
        id=title, title=title, file_name="f.md", media_type="text/markdown", sha256="e" * 64, size_bytes=1, origin="",
        made_by_ai=made_by_ai, marking="(U)", include=True, by="Ana", at="",
    )  # fmt: skip


def reading(probe: str = "group-fairness", *columns: str, **body: Any) -> ReadingRecord:
    metrics = [{"name": "accuracy", "slice": {column: "a"}} for column in columns]
    told = {"status": "ok", "data_sha256": "d" * 64, "metrics": metrics, **body}
    return ReadingRecord(
        id=f"{probe} {columns}", probe=probe, plan_name="", plan_text="", body=told, by="", at="",
        linked_items=("MOD-VAL-1",),
    )  # fmt: skip


HUMAN, AI = piece("Report", made_by_ai=False), piece("Draft", made_by_ai=True)
LEDGER = made("synthetic-content", "draft", where="evidence", share="50", generator="G", human_check="All read")
DATA = made("synthetic-content", "Rows", where="test data", share="10", generator="G")
FULL = made(
    "synthetic-content", "Rows", where="test data", share="10", generator="G", human_check="1 in 10", real_only="Run 7"
)


@pytest.mark.parametrize(
    ("answer", "evidence", "readings", "ledger", "found"),
    [
        ("yes", [HUMAN], [], [], []),
        ("yes", [AI], [], [], [("evidence", True, False)]),
        ("partly", [AI, HUMAN], [], [], [("evidence", False, False)]),
        ("not-applicable", [AI], [], [], [("evidence", True, False)]),
        ("no", [AI], [], [], []),  # a no claims nothing
        ("refused", [AI], [], [], []),
        ("yes", [AI], [reading()], [], [("evidence", False, False)]),
        ("yes", [AI], [], [LEDGER], [("evidence", True, True)]),
        ("yes", [HUMAN], [], [replace(LEDGER, title="report")], [("evidence", True, True)]),
        ("yes", [HUMAN], [], [said(LEDGER, share="0")], []),
        ("yes", [HUMAN], [], [said(LEDGER, sha256="e" * 64)], [("evidence", True, True)]),
        ("yes", [HUMAN], [], [replace(LEDGER, title="report", removed="Wrong")], []),
        ("yes", [], [reading()], [DATA], [("test data", True, False)]),
        ("yes", [], [reading()], [FULL], [("test data", True, True)]),
        ("yes", [HUMAN], [reading()], [DATA], [("test data", False, False)]),
        ("yes", [], [reading()], [said(DATA, sha256="d" * 64)], [("test data", True, False)]),
        ("yes", [], [reading()], [said(DATA, sha256="c" * 64)], []),
        ("yes", [], [reading(data_sha256=None)], [DATA], []),
        ("yes", [], [reading(status="failed")], [DATA], []),
        ("yes", [], [reading()], [said(DATA, where="training data")], []),
        ("yes", [AI], [reading()], [DATA], [("evidence", True, False), ("test data", True, False)]),
    ],
)  # fmt: skip
def test_content_made_by_ai_that_carries_an_answer_is_found(answer, evidence, readings, ledger, found):
    links = [EvidenceLink(evidence_id=one.id, item_id="MOD-VAL-1", by="", at="") for one in evidence]
    told = reliances({"MOD-VAL-1": answer}, evidence=evidence, links=links, readings=readings, parts=ledger)
    assert [(one.kind, one.alone, one.checked) for one in told] == found


def test_the_warning_names_the_item_the_piece_and_what_is_missing():
    links = [EvidenceLink(evidence_id="Draft", item_id="MOD-VAL-1", by="", at="")]
    (told,) = reliances({"MOD-VAL-1": "yes"}, evidence=[AI], links=links, readings=[], parts=[])
    assert told.sentence == (
        "The answer to MOD-VAL-1 rests on evidence made by AI (“(U) Draft”) and nothing else. The register of synthetic"
        " content does not record a human check (3(e))."
    )
    assert ledger_cautions([DATA]) == (
        "(U) Rows: no human check is recorded.",
        "(U) Rows: no test on real data alone is recorded.",
    )
    assert ledger_cautions([FULL, LEDGER], [HUMAN, AI]) == ()
    assert ledger_cautions([], [HUMAN, AI]) == ("(U) Draft: evidence that AI made, and the register does not name it.",)


def test_a_class_is_measured_by_a_reading_grouped_by_its_column_alone():
    by_sex = reading("group-fairness", "sex")
    pairs = reading(metrics=[{"name": "accuracy", "slice": {"sex": "f", "race": "b"}}])
    over = reading(metrics=[{"name": "gap", "slice": {"column": "race"}}])
    assert (columns_of(by_sex), columns_of(pairs), columns_of(over)) == ({"sex"}, frozenset(), frozenset())
    assert columns_of(reading("group-fairness", "sex", status="skipped")) == frozenset()
    assert columns_of(reading("calibration", "sex")) == frozenset()
    parts = [
        made("protected-class", **{"class": "sex", "column": "sex", "counsel": "Title VII"}),
        made("protected-class", **{"class": "race", "column": "race"}),
        made("protected-class", **{"class": "age", "otherwise": "Interviews", "counsel": "ADEA"}),
    ]
    readings = [by_sex, pairs, over, reading("group-fairness", "region")]
    found = class_standings(parts, readings, KNOWN)
    assert [(one.about.id, one.state) for one in found] == [
        ("race", "not measured"), ("sex", "measured"), ("age", "looked at otherwise"),
    ]  # fmt: skip
    assert unregistered_columns(parts, readings) == ("region",)
    told = class_cautions(found, ("region",))
    assert "Race: not measured: no reading by race." in told
    assert "Race: no note of counsel is recorded." in told
    assert not any(one.startswith("Sex") for one in told)
    assert "Readings are grouped by “region”, and no class is registered for it." in told


def test_items_on_protected_classes_stay_open_until_yes_or_not_applicable():
    marked = [
        item(item_id, protected_classes=True) for item_id in (*(f"MOD-VAL-{at}" for at in range(1, 6)), "DAT-VAL-1")
    ]
    pack = replace(PACK, items=(*marked, item("MOD-SEC-1")))
    standings = {"MOD-VAL-1": "yes", "MOD-VAL-2": "not-applicable", "MOD-VAL-3": "partly", "MOD-VAL-4": "waiting"}
    still = open_class_items(pack, standings, present=("MOD",), exempt={"MOD-VAL-5"})  # type: ignore[arg-type]
    assert still == ("MOD-VAL-3", "MOD-VAL-4")


@pytest.mark.parametrize(
    ("day", "statute", "count"),
    [
        ("2025-04-22", "", 1),  # only what stands in the statute itself
        ("2025-04-23", "", 2),
        ("2026-04-21", "ECOA", 0),
        ("2026-04-22", "ECOA", 1),
        ("2026-11-23", "T7", 2),
        ("2026-11-23", "", 5),
    ],
)
def test_the_legal_status_is_that_of_the_day(day, statute, count):
    assert len(KNOWN.events_on(date.fromisoformat(day), statute)) == count


def test_a_rule_that_is_not_in_effect_yet_says_so():
    (rule,) = KNOWN.events_on(date(2026, 7, 20), "ECOA")
    assert rule.words_on(date(2026, 7, 20)).endswith("Takes effect on 2026-07-21.")
    assert rule.words_on(date(2026, 7, 21)).endswith("In effect since 2026-07-21.")


def test_every_class_names_statutes_that_are_known():
    assert all(one.statutes and set(one.statutes) <= KNOWN.statutes.keys() for one in KNOWN.classes.values())
    assert all(set(one.statutes) <= KNOWN.statutes.keys() for one in KNOWN.events)
