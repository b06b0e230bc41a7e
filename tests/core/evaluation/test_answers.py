from __future__ import annotations

import pytest

from core.evaluation.answers import (
    approval_problems,
    needs_second_reviewer,
    newest,
    newest_approvals,
    problems,
    standing,
)
from tests.core.evaluation.samples import LISTED, answer, approval, draft, item

PLAIN = item("MOD-VAL-1")
WITH_LISTED = item("DAT-SEC-1", na_when=LISTED)


@pytest.mark.parametrize("value", ["yes", "no"])
def test_yes_and_no_need_nothing_more(value: str) -> None:
    assert problems(draft("MOD-VAL-1", value), PLAIN) == ()


def test_partly_needs_a_remark_that_is_not_blank() -> None:
    assert "remark" in problems(draft("MOD-VAL-1", "partly", remark="  "), PLAIN)[0]
    assert problems(draft("MOD-VAL-1", "partly", remark="Only on old data."), PLAIN) == ()


def test_not_applicable_needs_a_reason() -> None:
    assert "reason" in problems(draft("MOD-VAL-1", "not-applicable"), PLAIN)[0]
    assert problems(draft("MOD-VAL-1", "not-applicable", reason="No model."), PLAIN) == ()


def test_the_listed_reason_can_be_used_only_where_the_pack_lists_one() -> None:
    assert problems(draft("DAT-SEC-1", "not-applicable", reason_listed=True), WITH_LISTED) == ()
    assert "lists no reason" in problems(draft("MOD-VAL-1", "not-applicable", reason_listed=True), PLAIN)[0]


def test_an_answer_has_to_be_chosen() -> None:
    assert problems(draft("MOD-VAL-1", None), PLAIN) == ("Choose yes, partly, no or not applicable.",)
    assert "not an answer" in problems(draft("MOD-VAL-1", "maybe"), PLAIN)[0]


def test_a_draft_of_another_item_is_refused() -> None:
    assert "not to MOD-VAL-1" in problems(draft("DAT-SEC-1", "yes"), PLAIN)[0]


def test_a_mark_outside_the_grammar_is_refused() -> None:
    assert "marking '(X)'" in problems(draft("MOD-VAL-1", "yes", marking="(X)"), PLAIN)[0]


def test_only_a_reason_of_its_own_needs_a_second_reviewer() -> None:
    assert needs_second_reviewer(draft("DAT-SEC-1", "not-applicable", reason="Other."), WITH_LISTED)
    assert not needs_second_reviewer(draft("DAT-SEC-1", "not-applicable", reason_listed=True), WITH_LISTED)
    assert needs_second_reviewer(draft("MOD-VAL-1", "not-applicable", reason_listed=True), PLAIN)
    assert not needs_second_reviewer(draft("MOD-VAL-1", "yes"), PLAIN)


def test_nobody_approves_their_own_answer_however_they_write_their_name() -> None:
    given = answer("MOD-VAL-1", "not-applicable", reason="No model.", by="Jane Doe")
    found = approval_problems(given, needed=True, approved=True, remark="", by="DOE, Jane")
    assert "another person" in found[0]
    assert approval_problems(given, needed=True, approved=True, remark="", by="Max Roe") == ()


def test_a_refusal_says_why() -> None:
    given = answer("MOD-VAL-1", "not-applicable", reason="No model.")
    assert "says why" in approval_problems(given, needed=True, approved=False, remark=" ", by="Max Roe")[0]


def test_an_answer_that_needs_no_review_gets_none() -> None:
    found = approval_problems(answer("MOD-VAL-1", "yes"), needed=False, approved=True, remark="", by="Max Roe")
    assert "no second reviewer" in found[0]


def test_the_newest_answer_to_an_item_counts_over_all_passes() -> None:
    first = answer("MOD-VAL-1", "no", key="1", evaluation_id="design")
    other = answer("DAT-SEC-1", "yes", key="2", evaluation_id="design")
    second = answer("MOD-VAL-1", "yes", key="3", evaluation_id="deployment")
    assert newest([first, other, second]) == {"MOD-VAL-1": second, "DAT-SEC-1": other}


def test_not_applicable_stands_only_with_the_newest_decision_of_another_person() -> None:
    given = answer("MOD-VAL-1", "not-applicable", reason="No model.")
    assert standing(given, PLAIN, None) == "waiting"
    assert standing(given, PLAIN, approval(given)) == "not-applicable"
    assert standing(given, PLAIN, approval(given, by="doe, jane")) == "waiting"
    decided = newest_approvals([approval(given), approval(given, approved=False)])
    assert standing(given, PLAIN, decided[given.id]) == "refused"
