"""The pack that comes with the program: whole, and every item fit to be asked."""

from __future__ import annotations

import re

import pytest

from core.catalog.load import BUILT_IN, builtin_pack, packs, problems
from core.catalog.profile import by_cell, cells, items_of
from core.catalog.read import reference_problem
from core.errors import InputError
from core.marking import check
from core.paths import resources

PACK = builtin_pack()
FILE = resources() / "guidelines" / BUILT_IN
SECOND_QUESTION = re.compile(r"(, and|;) (is|are|was|were|does|do|did|has|have|can|must|how|what|why|when)\b")
CRITERION = re.compile(r"\b(yes if|partly|is a no|are a no)\b", re.IGNORECASE)


def test_the_pack_has_200_items_in_all_63_cells() -> None:
    assert (PACK.id, PACK.version, len(PACK.items)) == ("tbd-ai", "2026.1", 200)
    assert len(cells(PACK)) == 63
    assert all(by_cell(PACK).values())
    assert problems(FILE) == ()


def test_the_ids_are_those_of_the_draft() -> None:
    counts = {
        "MOD": (5, 4, 5, 4, 4, 4, 4, 5, 1),
        "DAT": (5, 3, 4, 3, 3, 2, 5, 5, 1),
        "POST": (4, 3, 4, 4, 3, 3, 3, 4, 1),
        "OUT": (4, 3, 4, 3, 3, 3, 3, 4, 1),
        "HW": (3, 3, 4, 3, 3, 2, 3, 3, 1),
        "HAI": (3, 4, 3, 3, 4, 3, 3, 4, 1),
        "ANT": (3, 4, 3, 3, 3, 2, 3, 3, 1),
    }
    elements = [element.id for element in PACK.elements]
    retired = {"POST-RES-3", "HAI-EXP-2"}  # numbers that are never used again
    expected = {
        f"{component}-{element}-{number}"
        for component, row in counts.items()
        for element, count in zip(elements, row, strict=True)
        for number in range(1, count + 1)
    }
    assert {item.id for item in PACK.items} == expected - retired


def test_the_quick_profile_is_the_core_items_and_leaves_few_cells_out() -> None:
    quick = items_of(PACK, "quick")
    assert quick == tuple(item for item in PACK.items if item.core)
    left_out = {cell for cell, items in by_cell(PACK, "quick").items() if not items}
    assert left_out == {cell for cell in cells(PACK) if cell[1] == "OTH"} | {("HW", "EXP")}
    assert items_of(PACK, "full") == PACK.items
    with pytest.raises(InputError, match="'fast'"):
        items_of(PACK, "fast")


def test_protected_classes_and_synthetic_content_are_provided_for() -> None:
    assert {item.element for item in PACK.items if item.protected_classes} >= {"FAI"}
    assert len([item for item in PACK.items if item.synthetic_content]) == 8


def test_each_item_asks_one_question() -> None:
    assert [
        item.id for item in PACK.items if item.question.count("?") != 1 or SECOND_QUESTION.search(item.question)
    ] == []


def test_each_item_says_what_its_answer_takes() -> None:
    assert [item.id for item in PACK.items if not CRITERION.search(item.guidance)] == []
    assert [item.id for item in PACK.items if not item.guidance.endswith(".") or len(item.guidance) > 450] == []


def test_each_item_that_names_a_probe_is_tested() -> None:
    assert [item.id for item in PACK.items if item.probes and "test" not in item.methods] == []
    assert {probe for item in PACK.items for probe in item.probes} == set(PACK.probes)


def test_each_listed_reason_is_a_sentence_and_no_instruction() -> None:
    reasons = {item.id: item.na_when for item in PACK.items if item.na_when}
    order = re.compile(r"\b(cite it|say who|see [A-Z]{2,4}-|judge it)\b")
    assert [key for key, text in reasons.items() if not text[0].isupper() or not text.endswith(".")] == []
    assert [key for key, text in reasons.items() if order.search(text)] == []


def test_each_reference_is_named_in_its_source() -> None:
    sources = {source.prefix: source for source in PACK.sources}
    assert [item.id for item in PACK.items if not item.references] == []
    for item in PACK.items:
        for reference in item.references:
            prefix, _, name = reference.partition(":")
            assert reference_problem(reference, sources) == ""
            assert not name or (sources[prefix].ids or {})[name]


def test_each_item_that_another_names_exists() -> None:
    known = set(PACK.by_id)
    for item in PACK.items:
        named = re.findall(r"\b(?:MOD|DAT|POST|OUT|HW|HAI|ANT)-[A-Z]{3}-\d+\b", f"{item.guidance} {item.na_when}")
        assert set(named) <= known - {item.id}


def test_overlapping_items_name_each_other_to_tell_their_scopes_apart() -> None:
    pairs = [
        ("POST-SEC-3", "OUT-SEC-1"),
        ("HW-RES-3", "OUT-RES-1"),
        ("OUT-VAL-4", "DAT-VAL-5"),
        ("MOD-RES-4", "OUT-RES-2"),
        ("OUT-RES-3", "HAI-RES-1"),
        ("OUT-EXP-3", "HAI-EXP-3"),
    ]
    for one, other in pairs:
        assert other in PACK.item(one).guidance
        assert one in PACK.item(other).guidance


@pytest.mark.parametrize(
    ("item_id", "words"),
    [
        ("MOD-RES-2", "A confident answer to a well-formed but unlikely row is no fault here"),
        ("HW-SEC-4", "SP 800-88"),
        ("DAT-PRI-3", "report a spill"),
        ("HAI-FAI-2", "equally right or wrong"),
        ("HAI-RES-3", "roster"),
        ("HAI-SEC-3", "pass mark"),
        ("HW-SEC-1", "section 889"),
    ],
)
def test_a_mended_item_says_what_it_was_mended_for(item_id: str, words: str) -> None:
    item = PACK.item(item_id)
    assert words in f"{item.question} {item.guidance}"


def test_media_that_were_never_retired_are_a_listed_reason() -> None:
    assert PACK.item("HW-SEC-4").na_when.startswith("Nothing that held weights or data was retired")


def test_the_pack_is_unclassified_and_says_what_it_is_not() -> None:
    assert check(PACK.marking, kind="banner") == ()
    assert "not issued by NIST" in PACK.status


def test_the_pack_is_listed_and_read_once() -> None:
    assert FILE in packs()
    assert builtin_pack() is builtin_pack()
