from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.names import normalised_name, same_person

LETTERS = st.characters(whitelist_categories=("Ll",), max_codepoint=0x17F)
WORD = st.text(LETTERS, min_size=2, max_size=8)


@pytest.mark.parametrize(
    "other", ["jane doe", "DOE, Jane A.", "Dr. Jane Doe", "  Jane   Doe ", "Jané Doe", "J. Jane Doe, PhD"]
)
def test_the_same_name_written_otherwise_is_the_same_person(other: str) -> None:
    assert same_person("Jane Doe", other)


@pytest.mark.parametrize("other", ["Jane Roe", "John Doe", "Doe", "J. D."])
def test_another_name_is_another_person(other: str) -> None:
    assert not same_person("Jane Doe", other)


def test_a_name_in_another_script_is_not_lost() -> None:
    assert same_person("山田 太郎", "太郎 山田")
    assert not same_person("山田 太郎", "山田 花子")


def test_a_name_that_is_only_a_title_or_initials_still_differs_from_others() -> None:
    assert normalised_name("Dr") == ("dr",)
    assert not same_person("A. B.", "C. D.")


@given(st.lists(WORD, min_size=2, max_size=3), st.randoms(use_true_random=False))
def test_order_case_and_commas_never_matter(words: list[str], random: object) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert same_person(" ".join(words), ", ".join(shuffled).upper().lower())


@given(st.text(max_size=20))
def test_any_text_has_a_normal_form_that_is_its_own(name: str) -> None:
    once = normalised_name(name)
    assert normalised_name(" ".join(once)) == once
