"""The help is whole: an example, the clauses and the sources for every item, and words that lead somewhere."""

from __future__ import annotations

import re

import pytest

from core.catalog.examples import example_of, examples_of
from core.catalog.explained import explained
from core.catalog.help import shipped_help
from core.catalog.load import builtin_pack
from core.catalog.shipped import help_file
from core.catalog.source_text import act, clauses_of, source_text
from core.errors import InputError
from core.probes import PROBES

PACK = builtin_pack()
ITEMS = tuple(PACK.by_id)
EXAMPLES = help_file("examples.yaml")


def test_every_item_has_an_example_of_its_own() -> None:
    found = [example_of(item) for item in PACK.items]
    assert len(found) == 200
    texts = [text for one in found if one for text in (one.yes, one.partly)]
    assert len(set(texts)) == 400
    assert all(30 <= len(text) <= 400 for text in texts)
    assert {one.system[:9] for one in found if one} == {"A made-up"}


def test_an_example_says_nothing_that_its_item_calls_a_no() -> None:
    """Where the guidance leaves no room for a yes without a limit, the example names one."""
    for item in PACK.items:
        example = example_of(item)
        assert example is not None
        if "limit that was set beforehand" in item.guidance:
            assert re.search(r"limit|mark", example.yes), item.id


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("  MOD-VAL-2:\n", "  MOD-VAL-9:\n"), "item MOD-VAL-9: the pack has no such item"),
        (lambda text: text.replace("  MOD-VAL-2:\n", "  MOD-VAL-1:\n"), "'MOD-VAL-1' is there twice"),
        (lambda text: text.replace("    system: screening\n", "", 1), "item MOD-VAL-1: the field 'system' is missing"),
        (lambda text: text.replace("system: imagery", "system: radar", 1), "the system 'radar' is not one of"),
        (lambda text: text[: text.rindex("  ANT-OTH-1:")], "these items have no example: ANT-OTH-1"),
    ],
)
def test_a_missing_an_unknown_and_an_unfinished_example_are_refused(change, said) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        examples_of(change(EXAMPLES.decode()).encode(), ITEMS)


def test_an_item_that_another_pack_asks_otherwise_has_no_example() -> None:
    from dataclasses import replace

    assert example_of(replace(PACK.items[0], question="Something else?")) is None


def test_every_item_leads_to_the_words_of_its_clauses_and_sources() -> None:
    for item in PACK.items:
        clauses = dict(clauses_of(item, PACK))
        assert ("3(c)(2)" in clauses) == item.protected_classes
        assert ("3(e)" in clauses) >= item.synthetic_content
        assert sum(clause.startswith("3(b)") for clause in clauses) >= 1
        assert sum(clause.startswith("3(c)(1)") for clause in clauses) == 1
        for reference in item.references:
            if reference.startswith(("AIRMF:", "AI600:", "ACT:")):
                assert source_text(reference), reference


def test_the_act_is_carried_clause_by_clause() -> None:
    assert len(act()) == 67
    assert act()["4(d)(2)(B)(iii)"] == "a clear, specific justification for any delay; and"
    assert act()["2(1)(C)"].endswith("for information or action.")
    assert source_text("ACT:4d1") == act()["4(d)(1)"]


def test_an_item_is_told_whole_and_only_with_probes_that_can_be_run() -> None:
    titles = {probe.id: probe.title for probe in PROBES}
    told = explained(PACK.item("MOD-FAI-2"), PACK, titles)
    parts = dict(told.parts)
    assert [line.split(":")[0] for line in parts["Example"]] == ["About", "Yes", "Partly"]
    assert any(title.startswith("AI RMF Playbook suggests") for title in parts)
    assert parts["Probes that support it"]
    assert "Probes that support it" not in dict(explained(PACK.item("MOD-FAI-2"), PACK, {}).parts)


def test_the_how_tos_begin_on_pages_that_are_told_of() -> None:
    told = shipped_help()
    assert {one.page for one in told.how_tos} <= told.pages.keys()
    assert {one.role for one in told.how_tos} >= {"Evaluator", "Second reviewer", "System owner", "Chief AI Officer"}
    assert all(len(one.steps) >= 3 for one in told.how_tos)
    assert {"deployment", "cell", "finding", "reading", "marking", "packet"} <= told.words.keys()
