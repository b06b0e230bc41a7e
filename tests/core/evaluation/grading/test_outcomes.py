"""Several graders' words become one outcome, outcomes become shares, and nobody sees them too early."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import RefusedError
from core.evaluation.grading.order import order_of, shuffled
from core.evaluation.grading.outcomes import agreement, differences, outcome, rate
from core.evaluation.grading.records import Grade
from core.evaluation.grading.results import results
from core.measure.agreement import cohens_kappa
from core.measure.intervals import clopper_pearson, newcombe, newcombe_paired
from tests.core.evaluation.grading.graded import GRADERS, held


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["pass"], "pass"),
        (["pass", "fail"], "split"),
        (["pass", "fail", "fail"], "fail"),
        (["pass", "cannot-tell"], "pass"),
        (["cannot-tell", "cannot-tell"], "unsure"),
        ([], "unsure"),
    ],
)
def test_the_majority_of_those_who_could_tell_decides(said: Any, expected: str) -> None:
    assert outcome(said) == expected


def test_a_split_counts_against_the_system_and_what_nobody_could_tell_is_left_out() -> None:
    found = rate(["pass"] * 6 + ["split", "fail", "unsure"], level=0.95)  # type: ignore[list-item]
    assert (found.passed, found.failed, found.split, found.unsure) == (6, 1, 1, 1)
    assert found.interval == clopper_pearson(6, 8, level=0.95)


def test_systems_that_were_asked_the_same_are_compared_prompt_by_prompt() -> None:
    kinds = dict.fromkeys(range(1, 11), "A") | dict.fromkeys(range(11, 21), "B")
    found: dict[int, Any] = {number: "pass" if number <= 9 or number in (11, 12) else "fail" for number in kinds}
    asked = {number: f"p{number % 10}" for number in kinds}
    paired = differences(found, kinds, asked, level=0.95)[0]
    assert paired.paired
    assert paired.interval == newcombe_paired(2, 7, 0, 1, level=0.95)
    apart = differences(found, kinds, {number: str(number) for number in kinds}, level=0.95)[0]
    assert not apart.paired
    assert apart.interval == newcombe(9, 10, 2, 10, level=0.95)


def test_the_intervals_of_three_systems_hold_together() -> None:
    kinds = {number: "ABC"[number % 3] for number in range(30)}
    found: dict[int, Any] = {number: "pass" if number % 2 else "fail" for number in kinds}
    three = differences(found, kinds, {}, level=0.95)
    alone = newcombe(5, 10, 5, 10, level=1 - 0.05 / 3)
    assert [(one.one, one.other) for one in three] == [("A", "B"), ("A", "C"), ("B", "C")]
    assert (three[0].interval.low, three[0].interval.level) == (alone.low, 0.95)
    assert "Bonferroni over 3 pairs" in three[0].interval.method


def test_agreement_is_counted_over_what_both_graded_and_perfect_agreement_has_no_false_interval() -> None:
    def of(by: str, said: str) -> list[Grade]:
        listed = {"p": "pass", "f": "fail", "c": "cannot-tell"}
        return [
            Grade(set_id="s", number=at, words={"correct": listed[one]}, by=by)  # type: ignore[dict-item]
            for at, one in enumerate(said, 1)
            if one != "-"
        ]

    grades = [*of("Ann Lee", "ppfpc-"), *of("Sam Okafor", "pffp-p")]
    found = agreement(grades, GRADERS, "correct", level=0.95)[0]
    assert (found.n, found.same) == (4, 3)
    assert found.kappa == cohens_kappa([[2, 1, 0], [0, 1, 0], [0, 0, 0]], level=0.95)
    alike = agreement([*of("Ann Lee", "pf"), *of("Sam Okafor", "pf")], GRADERS, "correct", level=0.95)[0]
    assert (alike.kappa.estimate, alike.kappa.low) == (1.0, None)
    assert "agree on every output" in alike.kappa.method
    for ann, sam, kappa in (("p" * 7, "ppfffff", 0.0), ("pfpf", "fpfp", -1.0)):  # one word throughout; never the same
        apart = agreement([*of("Ann Lee", ann), *of("Sam Okafor", sam)], GRADERS, "correct", level=0.95)[0]
        assert apart.kappa.estimate == pytest.approx(kappa)
        assert (apart.kappa.low, apart.kappa.method) == (None, "no interval: its large-sample variance is 0 here")


def test_results_are_refused_while_people_still_grade_and_say_what_weakens_them() -> None:
    said = {"correct": "pass"}
    grades = tuple(Grade(set_id="s", number=at, words=said, by="Ann Lee") for at in (1, 2))  # type: ignore[arg-type]
    with pytest.raises(RefusedError, match="hidden until it is closed"):
        results(held(grades, closed_at=""))
    cautions = " ".join(results(held(grades, by="ann lee", closed_why="No time.")).cautions)
    for words in ("Ann Lee imported the outputs", "Sam Okafor graded 0 of 4", "before everybody was done: No time."):
        assert words in cautions
    assert "not independent" not in cautions
    again = held(grades, graders=("Ann Lee",), origins=held(()).outputs.origins[:2] * 2)
    assert "4 outputs answer a prompt that the same system was asked more than once" in " ".join(
        results(again).cautions
    )
    assert "One person graded" in " ".join(results(again).cautions)


def test_the_order_follows_from_seed_and_name_and_can_be_worked_out_by_hand() -> None:
    first = order_of("Ann Lee", 50, 7)
    assert sorted(first) == list(range(1, 51))
    assert first == order_of("LEE, Ann", 50, 7) != order_of("Sam Okafor", 50, 7)
    assert first[0] == 37  # the least of sha256("7:ann lee:1") to sha256("7:ann lee:50")
    assert shuffled("abc", 1) != shuffled("abc", 2) or shuffled("abcdefgh", 1) != list("abcdefgh")
