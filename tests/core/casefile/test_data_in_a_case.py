"""Data sets in a case file: what is refused, what is undone, where two copies meet, what a removal takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.casefile.store import Store
from core.errors import InputError
from core.evaluation.data_profiles import PROFILE, profiles
from core.evaluation.data_sets import KIND, SHEET, data_sheets, sheet_with
from core.evaluation.deployment_record import Part
from core.evaluation.lineage import lineage
from core.evaluation.lineage_faults import chain_standing
from core.evaluation.parts import of_kind
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.lineage_sample import chain, step
from tests.core.evaluation.samples import PACK
from tests.core.evaluation.test_data_sets import FOUND

OTHER = "Ann Lee"


@pytest.fixture
def filled(store: Store) -> Store:
    """The sample chain, recorded."""
    for part in chain():
        store.add_part(replace(part, id=""), by=EVALUATOR)
    return store


def named(store: Store, title: str) -> Part:
    return next(
        one for one in store.deployment_record().parts if one.title == title and one.kind in (KIND, "data-step")
    )


def word(store: Store) -> str:
    return chain_standing(lineage(store.deployment_record().parts)).word


def test_what_would_come_from_itself_is_refused_when_it_is_recorded(filled: Store) -> None:
    with pytest.raises(InputError, match="come from themselves"):
        filled.add_part(replace(step("Back", "joined", "Test", "Raw", "", 9)), by=EVALUATOR)
    split = named(filled, "Split")
    with pytest.raises(InputError, match="come from themselves"):
        filled.change_part(replace(split, fields={**split.fields, "gives": "Raw"}), by=EVALUATOR)
    with pytest.raises(InputError, match="already"):
        filled.add_part(replace(chain()[0], id=""), by=EVALUATOR)
    assert word(filled) == "whole"


def test_a_profile_moves_the_digest_and_is_corrected_by_another(filled: Store) -> None:
    test = named(filled, "Test")
    filled.record_profile(test.id, {**FOUND, "sha256": "9" * 64}, by=EVALUATOR)
    assert named(filled, "Test").fields["sha256"] == "9" * 64
    assert word(filled) == "broken"
    filled.record_profile(test.id, FOUND, by=EVALUATOR)
    assert word(filled) == "whole"
    assert profiles(filled.deployment_record().parts)[test.id].current
    told = [one.sentence for one in filled.log(4)]
    assert told[-1] == "Part 'test.csv' (data-profile) recorded in DAT."
    assert told[-2] == "Part 'Test' changed."


def test_facts_and_sheet_of_a_data_set_meet_in_a_merge_without_a_conflict(filled: Store, tmp_path: Path) -> None:
    filled.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        (sheet,) = [one for one in data_sheets(copy.deployment_record().parts) if one.data_set.title == "Test"]
        copy.add_part(sheet_with(sheet, {"purpose": "To measure"}), by=OTHER)
        test = named(filled, "Test")
        filled.change_part(replace(test, fields={**test.fields, "version": "2"}), by=EVALUATOR)
        raw = named(filled, "Raw")
        filled.change_part(replace(raw, fields={**raw.fields, "rows": "101"}), by=EVALUATOR)
        copy.change_part(replace(raw, fields={**raw.fields, "rows": "102"}), by=OTHER)
    filled.merge(tmp_path / "copy", PASSPHRASE, by=EVALUATOR)
    (conflict,) = filled.conflicts()
    assert conflict.title == "What is said of “Raw”: content"
    filled.settle(conflict.id, conflict.theirs.id, by=EVALUATOR, pack=PACK)
    assert named(filled, "Raw").fields["rows"] == "102"
    sheets = {one.data_set.title: one for one in data_sheets(filled.deployment_record().parts)}
    assert sheets["Test"].said == 1
    assert sheets["Test"].data_set.fields["version"] == "2"


def test_two_copies_can_close_a_circle_which_is_then_named(filled: Store, tmp_path: Path) -> None:
    filled.add_part(replace(chain()[0], id="", title="Extra", fields={"role": "other"}), by=EVALUATOR)
    filled.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        copy.add_part(replace(step("Back", "joined", "Test", "Extra", "", 9), id=""), by=OTHER)
    filled.add_part(replace(step("On", "joined", "Extra", "Raw", "", 9), id=""), by=EVALUATOR)
    filled.merge(tmp_path / "copy", PASSPHRASE, by=EVALUATOR)
    graph = lineage(filled.deployment_record().parts)
    assert {graph.node(one).title for one in graph.cycle} >= {"Raw", "Test", "Extra", "Back", "On"}
    assert word(filled) == "broken"


def test_a_removal_takes_the_words_of_a_data_set_its_sheet_and_its_profile(filled: Store) -> None:
    (sheet,) = [one for one in data_sheets(filled.deployment_record().parts) if one.data_set.title == "Test"]
    filled.add_part(sheet_with(sheet, {"purpose": "Blue Heron"}), by=EVALUATOR)
    column = {**FOUND["columns"][1], "classes": [["Blue Heron", 9]]}
    filled.record_profile(sheet.data_set.id, {**FOUND, "columns": [column]}, by=EVALUATOR)
    hits = filled.find_words("Blue Heron")
    assert len(hits) == 2
    filled.remove_spill([one.id for one in hits], what="A name", why="Wrong system", by=EVALUATOR, second=OTHER)
    parts = filled.deployment_record().parts
    assert not of_kind(parts, SHEET)
    assert not of_kind(parts, PROFILE)
    assert filled.check().ok
