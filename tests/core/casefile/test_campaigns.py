"""Red-team campaigns open findings as failed readings do, and later ones that try as much close them."""

from __future__ import annotations

import pytest

from core.casefile.store import Store
from core.errors import InputError
from core.evaluation.deployment_record import Part
from core.evaluation.recordable import entry_of
from core.evaluation.registers.campaigns import tries_again
from core.evaluation.registers.kinds import registers
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE


def campaign(title: str, result: str, day: str = "2026-11-01", entry_id: str = "", **fields: str) -> Part:
    said = {"team": "Blue", "independent": "yes", "start": day, "scope": "The form", "result": result} | fields
    return entry_of(registers()["red-team"], title=title, fields=said, marking="(CUI)", entry_id=entry_id)


def held(store: Store) -> list[tuple[str | None, str, str]]:
    return [(one.item_id, one.status, one.title.partition(": ")[2]) for one in store.findings()]


def test_a_failed_campaign_opens_a_finding_on_each_item_that_it_names(store: Store) -> None:
    store.add_part(campaign("First", "", items="MOD-VAL-1"), by=EVALUATOR)
    assert held(store) == []
    store.add_part(
        campaign("Second", "failed", items="MOD-VAL-1, MOD-VAL-2", attempts="200", successes="3", found="By emoji."),
        by=EVALUATOR,
    )
    assert held(store) == [("MOD-VAL-1", "open", "Second"), ("MOD-VAL-2", "open", "Second")]
    one = store.findings()[0]
    assert (one.cause, one.marking, one.severity) == ("red-team", "(CUI)", "moderate")
    assert one.detail == "3 of 200 attempts succeeded. By emoji."
    with pytest.raises(InputError):  # nobody accepts what they found themselves
        store.change_finding(one.id, status="accepted", remark="Rare.", by=EVALUATOR)


def test_only_a_later_campaign_with_the_same_techniques_closes_it_and_a_changed_mark_does_not(store: Store) -> None:
    store.add_part(campaign("One", "failed", techniques="AML.T0043 AML.T0051", items="MOD-VAL-1"), by=EVALUATOR)
    own = next(part for part in store.deployment_record().parts if part.title == "One")
    store.change_part(campaign("One", "passed", entry_id=own.id, items="MOD-VAL-1"), by=EVALUATOR)
    store.change_part(
        campaign("One", "failed", entry_id=own.id, items="MOD-VAL-1", techniques="AML.T0043 AML.T0051"), by=EVALUATOR
    )
    assert [status for _, status, _ in held(store)] == ["open"]
    for title, day, techniques, item in (
        ("Less", "2026-11-05", "AML.T0043", "MOD-VAL-1"),
        ("Before", "2026-10-05", "AML.T0043 AML.T0051", "MOD-VAL-1"),
        ("Elsewhere", "2026-11-05", "AML.T0043 AML.T0051", "MOD-VAL-2"),
    ):
        store.add_part(campaign(title, "passed", day, techniques=techniques, items=item), by=EVALUATOR)
        assert [status for _, status, _ in held(store)] == ["open"], title
    store.add_part(
        campaign("Again", "failed", "2026-11-06", techniques="AML.T0043, AML.T0051", items="MOD-VAL-1"), by="B"
    )
    assert held(store) == [("MOD-VAL-1", "open", "Again")]  # carried on, not opened twice
    store.add_part(
        campaign("Fixed", "passed", "2026-11-09", techniques="aml.t0051; aml.t0043; aml.t0001", items="MOD-VAL-1"),
        by="B",
    )
    assert [status for _, status, _ in held(store)] == ["closed"]
    assert store.history(store.findings()[0].id)[-1].sentence == "Closed: a later red-team campaign passed (Fixed)."


def test_a_campaign_never_repairs_itself() -> None:
    one = campaign("One", "failed", entry_id="a")
    assert not tries_again(one, one)
    assert tries_again(campaign("Two", "passed", entry_id="b"), one)


def test_copies_that_are_merged_show_the_finding_of_a_campaign_once(store: Store, tmp_path) -> None:
    store.add_part(campaign("One", "failed", items="MOD-VAL-1"), by=EVALUATOR)
    store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        copy.add_part(campaign("Two", "passed", "2026-11-09", items="MOD-VAL-1"), by="Ann Lee")
        store.merge(copy.path, PASSPHRASE, by=EVALUATOR)
        copy.merge(store.path, PASSPHRASE, by="Ann Lee")
        assert held(store) == held(copy) == [("MOD-VAL-1", "closed", "One")]
