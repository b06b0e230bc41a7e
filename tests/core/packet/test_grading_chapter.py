"""The packet's chapter on graded outputs: rubric, counts, intervals, agreement, notes; hidden while people grade."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import RefusedError
from core.evaluation.grading.records import Grade
from core.packet.build import BuiltPacket, build
from tests.core.evaluation.grading.graded import GRADERS, held, words
from tests.core.packet.reading_pdf import page_texts
from tests.core.packet.sample_case import AWKWARD, small_snapshot


def told(built: BuiltPacket) -> str:
    return " ".join(" ".join(page_texts(built)).split())


def grades(note: str = "") -> tuple[Grade, ...]:
    rubric = held(()).outputs.rubric
    return tuple(
        Grade(set_id="s", number=at, words=words(rubric, correct="fail" if at == 1 else "pass"), note=note, by=name)  # type: ignore[arg-type]
        for at in range(1, 5)
        for name in GRADERS
    )


@pytest.fixture(scope="module")
def closed() -> str:
    said = held(grades("Reads well."), closed_by="Jane Doe", outputs_sha256="ab" * 32, file_sha256="cd" * 32)
    return told(build(small_snapshot(gradings=(said,))))


def test_it_says_how_it_was_graded_and_what_came_out(closed: str) -> None:
    for said in (
        "Outputs graded",
        "Seed 1: sorted by SHA-256",
        "Ann Lee (4 of 4); Sam Okafor (4 of 4)",
        "Does every source, law, name and quotation that it gives exist",
        "AI600:MS-2.5-003",
        "0.19 to 0.99",
        "Newcombe, paired",
        "Cohen's kappa over pass, fail and cannot tell",
        "95 % interval 0.40 to 1.00",
        "(U) Output 1 (0), Ann Lee: Reads well.",
    ):
        assert said in closed, said


def test_while_people_grade_it_says_so_and_no_number_leaves() -> None:
    open_set = replace(held((), closed_at=""), done={"Ann Lee": 3, "Sam Okafor": 0})
    shown = told(build(small_snapshot(gradings=(open_set,))))
    assert "Ann Lee (3 of 4); Sam Okafor (0 of 4)" in shown
    assert "Its results are hidden until it is closed" in shown
    assert "Pass rates" not in shown


def test_without_outputs_there_is_no_chapter_and_a_note_above_the_banner_is_refused() -> None:
    assert "Outputs graded" not in told(build(small_snapshot()))
    secret = tuple(replace(one, marking="(S)") for one in grades(AWKWARD))
    with pytest.raises(RefusedError, match="above the banner"):
        build(small_snapshot(gradings=(held(secret),)))
