"""The reading grade, against counts made by hand and by its formula."""

from __future__ import annotations

import pytest

from core.measure.readability import readability, syllables

BY_HAND = {
    "cat": 1, "the": 1, "people": 2, "table": 2, "decision": 3, "evaluation": 5, "agency": 3, "used": 1, "needed": 2,
    "decided": 3, "machine": 2, "application": 4, "area": 3, "idea": 3, "changes": 2, "makes": 1, "being": 2,
    "question": 2, "serious": 3, "actual": 3, "evaluate": 4, "science": 2, "quiet": 2, "video": 3, "high-risk": 2,
}  # fmt: skip


@pytest.mark.parametrize(("word", "count"), BY_HAND.items())
def test_syllables_are_those_that_a_person_counts(word, count):
    assert syllables(word) == count


def test_the_grade_follows_the_formula_of_1975():
    text = "The cat sat on the mat. People used the machine! A decision is needed, and an agency decided 12 times."
    found = readability(text)
    assert (found.words, found.sentences, found.syllables) == (19, 3, 28)
    assert found.grade == pytest.approx(0.39 * 19 / 3 + 11.8 * 28 / 19 - 15.59)


def test_a_law_is_harder_to_read_than_a_plain_sentence_and_nothing_has_no_grade():
    law = (
        "The head of each Federal agency shall identify as compliant, and make publicly available, in accordance with"
        " all applicable classification requirements and national security restrictions, the documentation of"
        " evaluation status and compliance details for each artificial intelligence system deployment."
    )
    plain = readability("The check is done. The tool is safe to use. You can ask us why.")
    assert readability(law).grade > 20 > 4 > plain.grade
    assert readability("12, 13!").grade is None
