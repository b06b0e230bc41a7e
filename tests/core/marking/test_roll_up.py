"""Roll-up: the written examples, each line of the disclosure table, and what must hold for any portions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.marking import check, check_within, roll_up
from core.marking.words import words
from tests.core.marking.markings import portions

EXAMPLES = yaml.safe_load(Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8"))["roll_up"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: " ".join(example["portions"]))
def test_an_example_rolls_up_as_written(example: dict[str, Any]) -> None:
    assert roll_up(example["portions"], profile=example.get("profile", "ic")) == example["banner"]


@pytest.mark.parametrize(
    ("marks", "banner"),
    [
        ([], "UNCLASSIFIED"),
        (["(S//NF)", "(S//REL TO USA, GBR)"], "SECRET//NOFORN"),
        (["(S)", "(U//SBU-NF)"], "SECRET//NOFORN"),
        (["(S//REL TO USA, FVEY)", "(S//REL TO USA, GBR, NZL)"], "SECRET//REL TO USA, GBR, NZL"),
        (["(S//REL TO USA, FRA, FVEY)", "(S//REL TO USA, FVEY)"], "SECRET//REL TO USA, FVEY"),
        (["(S//REL TO USA, ACGU)", "(S//REL TO USA, TEYE)"], "SECRET//REL TO USA, AUS, GBR"),
        (["(S//REL TO USA, GBR)", "(S//REL)"], "SECRET//REL TO USA, GBR"),
        (["(S//REL)"], "SECRET//NOFORN"),
        (["(S//REL TO USA, GBR/RELIDO)", "(S//REL TO USA, GBR/RELIDO)"], "SECRET//REL TO USA, GBR/RELIDO"),
        (["(S//REL TO USA, GBR)", "(S//RELIDO)"], "SECRET//NOFORN"),
        (["(S//RELIDO)", "(S)"], "SECRET//NOFORN"),
        (["(S//RELIDO)", "(S//DISPLAY ONLY AFG)"], "SECRET//NOFORN"),
        (["(S//DISPLAY ONLY AFG, IRQ)", "(S//DISPLAY ONLY AFG)"], "SECRET//DISPLAY ONLY AFG"),
        (["(S//DISPLAY ONLY GBR)", "(S//REL TO USA, GBR)"], "SECRET//DISPLAY ONLY GBR"),
        (["(S//DISPLAY ONLY AFG)", "(S//DISPLAY ONLY IRQ)"], "SECRET//NOFORN"),
        (["(S//DISPLAY ONLY AFG)", "(S)"], "SECRET//NOFORN"),
        (["(S)", "(C)"], "SECRET"),
        (["(S//OC/NF)", "(S//OC-USGOV/NF)"], "SECRET//ORCON/NOFORN"),
        (["(U//FOUO)", "(U)"], "UNCLASSIFIED//FOUO"),
        (["(U//FOUO)", "(S//NF)"], "SECRET//NOFORN"),
        (["(U//FOUO)", "(CUI)"], "CUI"),
        (["(CUI//SP-CTI)", "(CUI//PRVCY//NF)"], "CUI//SP-CTI/PRVCY//NOFORN"),
        (["(S//FGI GBR//NF)", "(C//FGI JPN//NF)"], "SECRET//FGI GBR JPN//NOFORN"),
        (["(S//FGI//NF)", "(C//FGI JPN//NF)"], "SECRET//FGI//NOFORN"),
        (["(S//RD//NF)", "(S//FRD-SIGMA 14//NF)", "(S//RD-CNWDI//NF)"], "SECRET//RD-CNWDI-SIGMA 14//NOFORN"),
        (["(TS//SI//NF)", "(S//TK//NF)", "(S//SAR-BP//NF)"], "TOP SECRET//SI/TK//SAR-BP//NOFORN"),
        (["(S//NF//LES)", "(C//NF//LES-NF)"], "SECRET//NOFORN//LES NOFORN"),
    ],
)
def test_each_line_of_the_table_holds(marks: list[str], banner: str) -> None:
    assert roll_up(marks) == banner


def test_cui_is_alone_in_a_dod_banner() -> None:
    assert roll_up(["(CUI//SP-CTI//NF)", "(U)"], profile="dod") == "CUI"


def test_a_portion_that_is_not_valid_is_refused() -> None:
    with pytest.raises(InputError, match="C13"):
        roll_up(["(U)", "S//NF"])


@given(st.lists(portions(), max_size=6), st.sampled_from(sorted(words().profiles)))
def test_a_roll_up_is_a_valid_banner_that_no_portion_exceeds(marks: list[str], profile: str) -> None:
    banner = roll_up(marks, profile=profile)
    assert check(banner, kind="banner", profile=profile) == ()
    assert check_within(banner, marks, profile=profile) == ()


@given(st.lists(portions(), min_size=1, max_size=5), st.randoms())
def test_the_order_and_repetition_of_portions_do_not_matter(marks: list[str], random: Any) -> None:
    other = [*marks, marks[0], "(U)"]
    random.shuffle(other)
    assert roll_up(other) == roll_up(marks)
