"""The views come whole, and every reference of the pack that has a view leads somewhere in it."""

from __future__ import annotations

from datetime import date

import pytest

from core.catalog.load import builtin_pack
from core.catalog.views import playbook, view, views
from core.errors import InputError


def test_the_frameworks_have_their_numbers_of_entries() -> None:
    counts = {one.id: len(one.entries) for one in views()}
    assert counts["ai-rmf"] == 72
    assert counts["ai-600-1"] == 211
    assert len(view("ai-600-1").tags) == 12
    assert counts["m-24-10"] == 15
    assert counts["oecd"] == counts["dod-rai"] == 5
    assert counts["shield"] == 6
    assert counts["military-use"] == 10
    assert counts["owasp-llm"] == counts["owasp-ml"] == 10


@pytest.mark.parametrize("one", views(), ids=lambda one: one.id)
def test_a_view_holds_together(one) -> None:
    ids = [entry.id for entry in one.entries]
    assert len(set(ids)) == len(ids)
    assert {entry.group for entry in one.entries} == set(one.groups)
    assert all(set(entry.tags) <= set(one.tags) for entry in one.entries)
    assert all(not entry.parent or entry.parent in ids for entry in one.entries)
    assert all(item in builtin_pack().by_id for entry in one.entries for item in entry.items)


@pytest.mark.parametrize("one", [one for one in views() if one.prefix], ids=lambda one: one.id)
def test_every_reference_of_an_item_finds_its_entry(one) -> None:
    pack, places = builtin_pack(), {entry.id for entry in one.entries} | set(one.groups)
    refs = {ref.partition(":")[2] for item in pack.items for ref in item.references if ref.startswith(one.prefix + ":")}
    assert refs
    assert refs <= places


def test_an_item_bears_on_the_entry_above_and_on_every_entry_of_a_group_that_it_names() -> None:
    pack = builtin_pack()
    tied = view("m-25-21").items_by_entry(pack)
    parts = {item for part in "ABCDEFG" for item in tied[f"4b-ii-{part}"]}
    assert parts
    assert parts <= set(tied["4b-ii"])
    named = {item.id for item in pack.items if "NSMF:prohibited" in item.references}
    assert named
    tied = view("nsm-framework").items_by_entry(pack)
    assert all(named <= set(tied[f"prohibited-{number}"]) for number in range(1, 10))


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-03-27", "draft"), ("2024-03-28", "in force"), ("2025-04-02", "in force"), ("2025-04-03", "rescinded")],
)
def test_a_rescinded_memorandum_was_in_force_once(day: str, state: str) -> None:
    assert view("m-24-10").state_on(date.fromisoformat(day)) == state


def test_a_view_of_benefit_decisions_leads_to_notice_appeal_and_error_cost() -> None:
    tied = view("benefit-decisions").items_by_entry(builtin_pack())
    assert {"HAI-TRA-1", "HAI-TRA-2", "MOD-SAF-1"} <= {item for items in tied.values() for item in items}
    assert all(tied.values())


def test_a_draft_stays_a_draft() -> None:
    assert view("owasp-ml").state_on(date(2030, 1, 1)) == "draft"


def test_the_playbook_has_suggestions_for_what_an_item_refers_to() -> None:
    found = playbook(builtin_pack().item("MOD-VAL-1").references)
    assert list(found) == ["MEASURE-2.3", "MEASURE-2.5"]
    assert all(len(line) > 10 for lines in found.values() for line in lines)
    assert playbook(("SP80053:AC-3",)) == {}


def test_a_view_that_is_not_there_is_said_so() -> None:
    with pytest.raises(InputError, match="There is no view iso"):
        view("iso")
