"""The grammar of markings, held against 40 written examples and against marks made at random."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.marking import banner_to_portion, check, check_within, portion_to_banner
from core.marking.words import words
from tests.core.marking.markings import banners, portions

PROFILES = tuple(words().profiles)
EXAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8")
)


def profiles(example: dict[str, Any]) -> tuple[str, ...]:
    return PROFILES if example.get("profile", "ic") == "any" else (example.get("profile", "ic"),)


def test_the_examples_are_all_there() -> None:
    assert [len(EXAMPLES[kind]) for kind in ("valid", "invalid", "roll_up")] == [20, 20, 10]


@pytest.mark.parametrize("example", EXAMPLES["valid"], ids=lambda example: example["s"])
def test_a_valid_example_has_no_fault(example: dict[str, Any]) -> None:
    for profile in profiles(example):
        assert check(example["s"], kind=example["kind"], profile=profile) == ()


@pytest.mark.parametrize("example", EXAMPLES["invalid"], ids=lambda example: example["s"])
def test_an_invalid_example_breaks_exactly_the_rule_that_it_shows(example: dict[str, Any]) -> None:
    for profile in PROFILES:
        faults = check(example["s"], kind=example["kind"], profile=profile)
        expected = [example["why"]]
        if profile == "dod" and example["s"].startswith("CUI//"):
            expected.append("C12")
        assert [fault.rule for fault in faults] == expected


@pytest.mark.parametrize(
    "example", [example for example in EXAMPLES["invalid"] if "fix" in example], ids=lambda example: example["s"]
)
def test_a_fault_that_leaves_no_choice_is_put_right(example: dict[str, Any]) -> None:
    assert check(example["s"], kind=example["kind"])[0].fix == example["fix"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "C01"),
        ("TOP-SECRET", "C01"),
        ("SECRET//", "C03"),
        ("SECRET////NOFORN", "C03"),
        ("SECRET//SI//TK", "C02"),
        ("SECRET//SI/NOFORN", "C02"),
        ("SECRET//TK/SI", "C03"),
        ("SECRET//NOFORN/NOFORN", "C03"),
        ("SECRET//XYZZY", "C03"),
        ("SECRET//NF", "C01"),
        ("SECRET//NOFORN/RELIDO", "C04"),
        ("UNCLASSIFIED//ORCON", "C05"),
        ("SECRET//RELIDO/DISPLAY ONLY AFG", "C06"),
        ("SECRET//ORCON-USGOV/RELIDO", "C06"),
        ("SECRET//REL", "C07"),
        ("SECRET//DISPLAY ONLY", "C07"),
        ("SECRET//DISPLAY ONLY USA", "C07"),
        ("UNCLASSIFIED//IMCON", "C09"),
        ("UNCLASSIFIED//RD", "C10"),
        ("UNCLASSIFIED//FGI GBR", "C10"),
        ("UNCLASSIFIED//SAR-BP", "C10"),
        ("SECRET//NOFORN//CUI", "C11"),
        ("SECRET//REL TO USA, QQQ", "C15"),
        ("SECRET//FGI QQQ", "C15"),
        ("SECRET//DOD UCNI", "C03"),
        ("SECRET//FGI JPN GBR", "C03"),
        ("SECRET\n", "C02"),
    ],
)
def test_each_further_fault_is_named_by_its_rule(text: str, rule: str) -> None:
    assert rule in {fault.rule for fault in check(text, kind="banner")}


@pytest.mark.parametrize(
    "text",
    [
        "SECRET//SAR-BP/XR//NOFORN",
        "TOP SECRET//HCS/SI-G ABCD DEFG/TK//RSEN/ORCON/NOFORN",
        "SECRET//RD-CNWDI-SIGMA 18 20//NOFORN",
        "SECRET//FGI//NOFORN",
        "UNCLASSIFIED//DOE UCNI",
        "UNCLASSIFIED//FOUO",
        "SECRET//NOFORN//LIMDIS/LES NOFORN",
    ],
)
def test_every_category_has_a_valid_form(text: str) -> None:
    assert check(text, kind="banner") == ()


def test_dod_writes_cui_alone() -> None:
    assert [fault.rule for fault in check("CUI//SP-CTI", kind="banner", profile="dod")] == ["C12"]
    assert check("(CUI//SP-CTI)", kind="portion", profile="dod") == ()


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(InputError, match="profile 'nato'"):
        check("SECRET", kind="banner", profile="nato")


@given(banners())
def test_a_canonical_banner_is_valid_and_its_portion_too(banner: str) -> None:
    assert check(banner, kind="banner") == ()
    portion = banner_to_portion(banner)
    assert check(portion, kind="portion") == ()
    assert portion_to_banner(portion) == banner


@given(portions())
def test_a_canonical_portion_is_valid(portion: str) -> None:
    assert check(portion, kind="portion") == ()


@given(st.text(max_size=40), st.sampled_from(["banner", "portion"]), st.sampled_from(PROFILES))
def test_any_text_is_judged_and_a_fix_is_always_valid(text: str, kind: Any, profile: str) -> None:
    for fault in check(text, kind=kind, profile=profile):
        assert fault.message
        if fault.fix is not None:
            assert check(fault.fix, kind=kind, profile=profile) == ()


@given(banners(), st.data())
def test_a_spoiled_banner_is_never_fixed_into_an_invalid_one(banner: str, data: st.DataObject) -> None:
    spoiled = data.draw(st.sampled_from([banner.lower(), banner.replace("//", " // "), banner.replace("//", "/", 1)]))
    for fault in check(spoiled, kind="banner"):
        assert fault.fix is None or check(fault.fix, kind="banner") == ()


def test_a_wrong_marking_is_refused_where_a_form_is_changed() -> None:
    with pytest.raises(InputError, match="C04"):
        banner_to_portion("SECRET//NOFORN/REL TO USA, GBR")
    with pytest.raises(InputError, match="leaves its list"):
        portion_to_banner("(S//REL)")


def test_a_portion_above_its_banner_is_a_fault() -> None:
    assert [fault.rule for fault in check_within("CONFIDENTIAL", ["(U)", "(S)", "(C)"])] == ["C14"]
    assert check_within("SECRET//REL TO USA, GBR", ["(S//REL)", "(U)"]) == ()
    assert [fault.rule for fault in check_within("SECRET//NOFORN", ["(S//REL)"])] == ["C07"]
