"""What an entry of another framework may be called, from the answers to its items."""

from __future__ import annotations

import pytest

from core.catalog.load import builtin_pack
from core.catalog.views import view
from core.evaluation.view_coverage import view_coverage

ALL = tuple(component.id for component in builtin_pack().components)
TIED = view("ai-rmf").items_by_entry(builtin_pack())["MEASURE-2.3"]


def row(standings, *, present=ALL, exempt=(), carried=(), entry="MEASURE-2.3", name="ai-rmf"):
    covered = view_coverage(view(name), builtin_pack(), standings, present=present, exempt=exempt, carried=carried)
    return next(one for one in covered.rows if one.entry.id == entry)


def every(word):
    return dict.fromkeys(TIED, word)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "met"),
        ({0: "not-applicable"}, "met"),
        ({0: "partly"}, "partly"),
        ({0: "partly", 1: "waiting"}, "partly"),
        ({0: "partly", 1: "no"}, "not met"),
        ({0: "waiting"}, "open"),
        ({0: "refused"}, "open"),
        ({0: None}, "open"),
    ],
)
def test_the_worst_answer_names_the_entry(change, state) -> None:
    standings = {**every("yes"), **{TIED[place]: word for place, word in change.items()}}
    assert row({item: word for item, word in standings.items() if word}).state == state


def test_what_is_not_due_is_not_called_met() -> None:
    assert row(every("not-applicable")).state == "not due"
    assert row(every("yes"), present=()).state == "not due"
    assert row(every("yes"), exempt=TIED).state == "not due"
    assert set(row({}, exempt=TIED).items.values()) == {"exempt"}


@pytest.mark.parametrize(
    ("change", "carried", "state"),
    [
        ({}, TIED, "carried"),
        ({}, TIED[:1], "carried"),
        ({}, (), "met"),
        ({0: "no"}, TIED[:1], "carried"),
        ({0: "no"}, TIED[1:], "not met"),
        ({0: "partly"}, TIED[1:], "partly"),
        ({0: "not-applicable"}, TIED[:1], "carried"),
        ({0: None}, TIED[1:], "open"),
        ({0: "waiting"}, TIED, "open"),
    ],
)
def test_what_is_only_carried_is_never_called_met(change, carried, state) -> None:
    standings = {**every("yes"), **{TIED[place]: word for place, word in change.items()}}
    found = row({item: word for item, word in standings.items() if word}, carried=carried)
    assert found.state == state
    assert all(found.items[item].endswith("carried") for item in carried if standings[item] != "waiting")


def test_an_entry_without_an_item_is_a_gap_that_names_what_is_near() -> None:
    found = row({}, entry="GV-1.4-001", name="ai-600-1")
    covered = view_coverage(view("ai-600-1"), builtin_pack(), {}, present=ALL)
    gaps = [one for one in covered.rows if one.state == "gap"]
    assert len(gaps) == 211 - 74
    assert found.state == "open"
    near = next(one for one in gaps if one.entry.near == "AIRMF:MEASURE-2.11")
    assert "MOD-FAI-1" in near.near


def test_counts_and_sentence_agree_with_the_rows() -> None:
    covered = view_coverage(view("ai-600-1"), builtin_pack(), {}, present=ALL)
    assert sum(covered.counts.values()) == 211
    assert covered.sentence == "74 of 211 entries have an item that bears on them: 74 open."
    assert sum(covered.by_tag["CBRN"].values()) == sum("CBRN" in one.entry.tags for one in covered.rows)
