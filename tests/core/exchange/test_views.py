"""The answers as other frameworks ask for them: as text, CSV and JSON, the same in each."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from core.catalog.views import view, views
from core.exchange.views import as_csv, as_json, as_text, coverage, every_coverage
from tests.core.exchange import cases


def test_every_form_says_the_same() -> None:
    snapshot = cases.full()
    covered = coverage(snapshot, view("ai-rmf"))
    states = {row.entry.id: row.state for row in covered.rows}
    assert "not met" in states.values()
    rows = list(csv.DictReader(io.StringIO(as_csv(covered))))
    assert {row["id"]: row["state"] for row in rows} == states
    document = json.loads(as_json([covered], snapshot))
    assert {entry["id"]: entry["state"] for entry in document["views"][0]["entries"]} == states
    said = as_text(covered, snapshot.act.day)
    assert all(entry in said for entry in states)
    short = as_text(covered, snapshot.act.day, gaps=True)
    assert all((f" {entry} " in short) == (state not in {"met", "not due"}) for entry, state in states.items())


def test_all_views_are_in_one_file() -> None:
    snapshot = cases.full()
    document = json.loads(as_json(every_coverage(snapshot), snapshot))
    assert [one["id"] for one in document["views"]] == [one.id for one in views()]
    assert set(document["states"]) == set(document["views"][0]["counts"])


def test_an_answer_that_is_held_back_is_open() -> None:
    yes = next(row for row in coverage(cases.full(), view("ai-rmf")).rows if "no" in row.items.values())
    item = next(item_id for item_id, word in yes.items.items() if word == "no")
    found = next(
        row
        for row in coverage(cases.full(held_back={item: "two copies differ"}), view("ai-rmf")).rows
        if row.entry.id == yes.entry.id
    )
    assert found.items[item] == "unanswered"


def test_carried_answers_are_carried_in_every_form_until_confirmed() -> None:
    case = cases.full()
    later = replace(case, evaluation=replace(case.evaluation, id="e2"))
    row = next(one for one in coverage(case, view("ai-rmf")).rows if one.items.get("MOD-VAL-2") == "no")
    covered = coverage(later, view("ai-rmf"))
    found = next(one for one in covered.rows if one.entry.id == row.entry.id)
    assert found.items["MOD-VAL-2"] == "no, carried"
    assert "MOD-VAL-2:no-carried" in as_csv(covered)
    assert not covered.counts["met"] + covered.counts["not met"]
    assert "carried" in json.loads(as_json([covered], later))["states"]
