from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.evaluation.progress import Progress, progress
from core.evaluation.records import Answer, EvidenceLink
from core.evaluation.verdict import conclusion
from tests.core.evaluation.samples import ITEMS, PACK, answer, approval, deployment, finding

ALL_YES = tuple(answer(item.id, "yes") for item in ITEMS)


def of(*answers: Answer, profile: Any = "full", **fields: Any) -> Progress:
    return progress(PACK, profile, fields.pop("deployment", deployment()), answers=answers, **fields)


def with_answer(changed: Answer) -> tuple[Answer, ...]:
    return (*ALL_YES, changed)


def test_every_item_is_due_at_every_stage_and_all_yes_meets_the_guidelines() -> None:
    seen = of(*ALL_YES)
    assert (seen.due, seen.answered, seen.complete, seen.meets_guidelines) == (5, 5, True, True)
    assert seen.missing == seen.unmet == ()
    assert {cell.state for cell in seen.cells.values()} == {"met"}
    assert conclusion(seen).word == "meets"


def test_nothing_answered_is_incomplete_and_names_each_item_and_its_page() -> None:
    seen = of()
    assert [gap.item_id for gap in seen.missing] == ["MOD-VAL-1", "MOD-VAL-2", "MOD-SEC-1", "DAT-VAL-1", "DAT-SEC-1"]
    assert {gap.page for gap in seen.missing} == {"checklist"}
    assert conclusion(seen).sentence == "This evaluation is incomplete: 0 of 5 items due are answered."
    assert not seen.meets_guidelines


def test_an_unanswered_item_keeps_it_from_being_complete() -> None:
    seen = of(*ALL_YES[1:])
    assert not seen.complete
    assert not seen.meets_guidelines
    assert seen.cells["MOD", "VAL"].state == "in progress"


def test_no_and_partly_are_answers_but_do_not_meet() -> None:
    for value in ("no", "partly"):
        seen = of(*with_answer(answer("DAT-VAL-1", value)))
        assert seen.complete
        assert not seen.meets_guidelines
        assert seen.cells["DAT", "VAL"].state == "gaps"
        assert conclusion(seen).word == "does not meet"


def test_not_applicable_for_a_reason_of_its_own_waits_for_another_person() -> None:
    given = answer("MOD-SEC-1", "not-applicable", reason="Not in use.")
    waiting = of(*with_answer(given))
    assert not waiting.complete
    assert waiting.cells["MOD", "SEC"].state == "waiting for review"
    assert "second reviewer" in waiting.missing[0].sentence
    assert of(*with_answer(given), approvals=[approval(given)]).meets_guidelines
    refused = of(*with_answer(given), approvals=[approval(given, approved=False)])
    assert refused.cells["MOD", "SEC"].refused == 1
    assert "refused" in refused.missing[0].sentence


def test_an_approval_of_an_earlier_answer_does_not_carry_over() -> None:
    first = answer("MOD-SEC-1", "not-applicable", reason="Not in use.", key="first")
    second = answer("MOD-SEC-1", "not-applicable", reason="Another.", key="second")
    assert not of(*ALL_YES, first, second, approvals=[approval(first)]).complete


def test_the_listed_reason_meets_at_once() -> None:
    assert of(*with_answer(answer("DAT-SEC-1", "not-applicable", reason_listed=True))).meets_guidelines


def test_an_open_finding_keeps_a_complete_evaluation_from_meeting() -> None:
    seen = of(*ALL_YES, findings=[finding(item_id="DAT-VAL-1", cause="threshold")])
    assert seen.complete
    assert not seen.meets_guidelines
    assert seen.cells["DAT", "VAL"].state == "gaps"
    assert [gap.finding_id for gap in seen.unmet] == ["finding"]
    assert of(*ALL_YES, findings=[finding(status="mitigated")]).meets_guidelines


def test_a_finding_on_no_item_counts_too() -> None:
    seen = of(*ALL_YES, findings=[finding(item_id=None, title="evasion: threshold not met")])
    assert not seen.meets_guidelines
    assert "evasion" in seen.unmet[0].sentence


def test_items_of_a_component_recorded_as_absent_are_not_due() -> None:
    seen = of(*ALL_YES[:3], deployment=deployment(components=("MOD",)))
    assert (seen.due, seen.meets_guidelines) == (3, True)
    assert seen.cells["DAT", "SEC"].state == "component not present"


def test_without_a_described_deployment_everything_is_due_and_it_is_missing() -> None:
    seen = of(*ALL_YES, deployment=None)
    assert seen.due == 5
    assert seen.missing[0].page == "deployment"
    assert not seen.complete


def test_a_deployment_without_components_never_meets() -> None:
    seen = of(*ALL_YES, deployment=deployment(components=()))
    assert not seen.complete
    assert not seen.meets_guidelines


def test_the_quick_profile_asks_core_items_and_never_meets() -> None:
    seen = of(*ALL_YES, profile="quick")
    assert (seen.due, seen.complete, seen.meets_guidelines) == (2, True, False)
    assert seen.cells["MOD", "SEC"].state == "nothing asked"
    assert conclusion(seen).word == "first screen passed"


def test_answers_to_items_of_another_pack_do_not_count() -> None:
    assert of(answer("OLD-VAL-1", "yes")).answered == 0


def test_drafts_and_evidence_are_counted_beside() -> None:
    link = EvidenceLink(evidence_id="e", item_id="MOD-VAL-1", by="Jane Doe", at="2026-11-22T10:00:00Z")
    cell = of(drafts={"MOD-VAL-2"}, links=[link]).cells["MOD", "VAL"]
    assert (cell.drafts, cell.with_evidence, cell.answered) == (1, 1, 0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([item.id for item in ITEMS]), st.sampled_from(["yes", "partly", "no", "not-applicable"])
        )
    ),
    st.sampled_from(["full", "quick"]),
)
def test_the_counts_of_a_cell_always_add_up(given_answers: list[tuple[str, str]], profile: str) -> None:
    answers = [answer(item_id, value, key=str(place)) for place, (item_id, value) in enumerate(given_answers)]
    seen = of(*answers, profile=profile)
    for cell in seen.cells.values():
        assert cell.due == cell.answered + cell.waiting + cell.refused + cell.unanswered
    assert seen.answered <= seen.due
    assert seen.complete == (seen.answered == seen.due)
    assert not (seen.meets_guidelines and (seen.missing or seen.unmet))
