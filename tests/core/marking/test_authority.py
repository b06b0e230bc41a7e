"""What stands beside a banner: authority and CUI blocks, compilation, file names, and the words of a facility."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.errors import InputError
from core.marking import check, roll_up
from core.marking.authority import (
    Authority,
    CuiBlock,
    authority_lines,
    authority_problems,
    cui_lines,
    cui_problems,
    declassify_problem,
    latest_declassification,
)
from core.marking.compilation import compilation_problems, is_above
from core.marking.file_name import marked_file_name
from core.marking.local import VARIABLE
from core.marking.words import words

DERIVED = Authority(
    classified_by="J. Doe, Analyst", derived_from="Guide 7, 2026", declassify_on="20491231", origin="2026-11-22"
)
ORIGIN = date(2026, 11, 22)


def changed(**fields: object) -> Authority:
    return Authority(**{**DERIVED.__dict__, **fields})


@pytest.mark.parametrize(
    ("block", "banner", "said"),
    [
        (DERIVED, "SECRET//NOFORN", ""),
        (changed(derived_from="", reason="1.4(c)"), "SECRET", ""),
        (changed(derived_from="", reason="1.4(c)(d)"), "SECRET", ""),
        (changed(derived_from="Multiple Sources", sources=("Guide 7",)), "SECRET", ""),
        (Authority(), "UNCLASSIFIED", ""),
        (Authority(), "CUI", ""),
        (DERIVED, "UNCLASSIFIED", "has no authority block"),
        (Authority(), "SECRET", "Classified By"),
        (changed(derived_from=""), "SECRET", "not both and not neither"),
        (changed(reason="1.4(c)"), "SECRET", "not both and not neither"),
        (changed(derived_from="", reason="secret stuff"), "SECRET", "1.4"),
        (changed(derived_from="multiple sources"), "SECRET", "list of sources"),
        (changed(origin="yesterday"), "SECRET", "date of origin"),
        (changed(declassify_on="OADR"), "SECRET", "retired"),
    ],
)
def test_an_authority_block_is_whole_or_says_what_it_lacks(block: Authority, banner: str, said: str):
    found = " ".join(authority_problems(block, banner))
    assert (said in found) if said else found == ""


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("20511122", True),
        ("20511123", False),
        ("20491332", False),
        ("50X1-HUM", True),
        ("50X2-WMD", True),
        ("25X1", True),
        ("25X1, EO 12951", True),
        ("25X3, 20651231", True),
        ("25X3", False),
        ("75X2, 20991231", True),
        ("25X9, Completion of the program", True),
        ("Completion of the exercise", True),
        ("N/A to NATO portions. See source list for NSI portions.", True),
        *((retired, False) for retired in ("OADR", "MR", "X1", "X8", "DNI Only", "DCI Only", "25X1-human")),
        ("Subject to treaty or international agreement", False),
        ("2049-12-31", False),
        ("", False),
    ],
)
def test_a_declassification_instruction_is_one_of_those_in_use(text: str, good: bool):
    assert (declassify_problem(text, ORIGIN) == "") is good


def test_the_longest_protection_of_several_sources_is_proposed():
    assert latest_declassification(["20301231", "20491231"]) == "20491231"
    assert latest_declassification(["20491231", "25X1, 20651231", "25X1, 20701231"]) == "25X1, 20701231"
    assert latest_declassification(["25X1, 20651231", "50X1-HUM", "50X2-WMD"]) == "50X1-HUM"
    assert latest_declassification(["End of the exercise", "20301231"]) == "20301231"
    assert latest_declassification([]) == ""


def test_blocks_are_written_in_the_order_of_the_register():
    assert [label for label, _ in authority_lines(DERIVED)] == [
        "Classified By",
        "Derived From",
        "Declassify On",
        "Date of origin",
    ]
    assert cui_lines(CuiBlock(controlled_by="Office", contact="555")) == (("Controlled by", "Office"), ("POC", "555"))


def test_cui_needs_who_controls_it_and_under_dod_its_categories():
    held = CuiBlock(controlled_by="Office", contact="555")
    assert cui_problems(held, "CUI", holds_cui=True, profile="nara-cui") == ()
    assert "categories" in cui_problems(held, "CUI", holds_cui=True, profile="dod")[0]
    assert len(cui_problems(CuiBlock(), "SECRET", holds_cui=True, profile="ic")) == 2
    assert cui_problems(CuiBlock(), "SECRET", holds_cui=False) == ()


def test_a_whole_above_its_parts_needs_a_reason():
    parts = ["(U)", "(U)"]
    assert is_above("SECRET", parts)
    assert not is_above("SECRET//NOFORN", ["(S)"])
    assert compilation_problems("SECRET", parts, "Together they show the unit's schedule.") == ()
    assert "not above" in compilation_problems("UNCLASSIFIED", parts, "Together they show it.")[0]
    assert "in a sentence" in compilation_problems("SECRET", parts, "because")[0]
    assert "C01" in compilation_problems("Secret", parts, "Together they show it.")[0]


@pytest.mark.parametrize(
    ("name", "banner", "marked"),
    [
        ("packet.pdf", "UNCLASSIFIED", "(U) packet.pdf"),
        ("packet.pdf", "SECRET//NOFORN", "(S--NF) packet.pdf"),
        ("(U) packet.pdf", "TOP SECRET//SI/TK//NOFORN", "(TS--SI-TK--NF) packet.pdf"),
        ("packet.pdf", "SECRET//REL TO USA, GBR", "(S--REL TO USA, GBR) packet.pdf"),
        ("(draft) packet.pdf", "CUI", "(CUI) (draft) packet.pdf"),
    ],
)
def test_a_file_name_carries_the_marking(name: str, banner: str, marked: str):
    assert marked_file_name(name, banner) == marked
    assert marked_file_name(marked, banner) == marked


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A facility's folder, in use until the test ends."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    words.cache_clear()
    yield tmp_path
    monkeypatch.delenv(VARIABLE)
    words.cache_clear()


def test_a_facility_sets_its_profile_marks_and_codes(folder: Path):
    (folder / "markings.yaml").write_text(
        "edition: Register 2030\ndefault_profile: ours\nprofiles:\n  ours: {title: Ours, cui_alone: true}\n"
        "sci: [ZZTOP]\ntetragraphs:\n  TWOS: [AUS, GBR]\n",
        encoding="utf-8",
    )
    codes = ["AUS", "GBR", "CAN", "NZL", "USA", "FVEY", "ACGU", "TEYE", "TWOS"]
    (folder / "country-codes.csv").write_text(
        "code,name\n" + "".join(f"{code},Name\n" for code in codes), encoding="utf-8"
    )
    assert words().edition == "Register 2030"
    assert check("TOP SECRET//ZZTOP//NOFORN", kind="banner") == ()
    assert check("CUI//SP-CTI", kind="banner")[0].rule == "C12", "their own profile is the one that is set"
    assert check("CUI//SP-CTI", kind="banner", profile="ic") == ()
    assert check("SECRET//REL TO USA, DEU", kind="banner")[0].rule == "C15", "their list replaces ours"
    assert roll_up(["(S//REL TO USA, TWOS)", "(S//REL TO USA, GBR)"]) == "SECRET//REL TO USA, GBR"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("markings.yaml", "edition: x\nlevels: [A]\n", "markings.yaml, line 2, markings: the field 'levels'"),
        ("markings.yaml", "sci: [zz]\n", "markings.yaml, line 1, markings: 'zz'"),
        ("markings.yaml", "edition: x\ndefault_profile: none\n", "line 2, markings: the profile 'none'"),
        ("markings.yaml", "a: [\n", "markings.yaml, line 2: this is no whole YAML"),
        ("markings.yaml", "profiles:\n  ours: {title: A}\n", "line 2, profile ours: the field 'cui_alone' is missing"),
        ("markings.yaml", "tetragraphs: {FVEY: [XQQ]}\n", "'XQQ' of FVEY"),
        ("country-codes.csv", "code,name\nUSA,United States\nusa,Again\n", "country-codes.csv, line 3: 'usa'"),
        ("country-codes.csv", "code,name\nUSA,United States\nUSA,Again\n", "line 3: the code USA is there twice"),
        ("country-codes.csv", "kode,name\n", "line 1: the columns"),
        ("", "", "neither markings.yaml nor"),
    ],
)
def test_a_mistake_in_a_facilitys_folder_names_its_line(folder: Path, name: str, text: str, said: str):
    if name:
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        check("SECRET", kind="banner")
    assert said in caught.value.message


@pytest.mark.parametrize("code", ["FVEY", "ACGU", "TEYE"])
def test_organisations_are_known_and_expanded_to_find_common_countries(code: str):
    assert check(f"SECRET//REL TO USA, {code}", kind="banner") == ()
    assert roll_up([f"(S//REL TO USA, {code})", "(S//REL TO USA, AUS, JPN)"]) == "SECRET//REL TO USA, AUS"
    assert roll_up([f"(S//REL TO USA, {code})", "(S//REL TO USA, JPN)"]) == "SECRET//NOFORN"
