"""What a person did last is taken back, and done again, by rows of their own: the log only grows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.casefile.store import Store
from core.errors import InputError, RefusedError
from core.evaluation.decisions import decision_lines, listed_reasons
from tests.core.casefile.acts import add, attach, confirm, reading
from tests.core.casefile.conftest import EVALUATOR
from tests.core.evaluation.samples import ITEMS, LISTED, PACK, deployment, draft

REVIEWER = "Ben Otieno"


def state(store: Store) -> tuple[Any, ...]:
    """Everything that counts in a case."""
    return (
        *(store.answers(), store.approvals(), store.findings(), store.links(), store.evidence()),
        store.deployment(),
    )


def doing(store: Store, act: Callable[[], object]) -> Any:
    """The step that `act` was."""
    before = store.last_row()
    act()
    step = store.step_since(before)
    assert step is not None
    return step


def test_undo_gives_the_state_before_to_the_last_date_and_redo_the_state_after(store: Store, document: Any) -> None:
    kept = attach(store, document())
    confirm(store, "MOD-VAL-1", "yes")
    for act in (
        lambda: confirm(store, "MOD-VAL-1", "no", remark="Not on nights."),
        lambda: confirm(store, "MOD-VAL-1", "yes"),
        lambda: store.link(kept.id, "MOD-VAL-1", by=EVALUATOR),
        lambda: store.unlink(kept.id, "MOD-VAL-1", by=EVALUATOR),
        lambda: store.change_evidence(kept.id, include=False, by=EVALUATOR),
        lambda: store.save_deployment(deployment(name="Screening 3"), by=EVALUATOR),
        lambda: store.decide(ITEMS[1:], reason="Nothing of it is used.", by=EVALUATOR),
        lambda: store.approve_decision(store.answers()[-1].decision_id, approved=True, remark="", by=REVIEWER),
        lambda: confirm(store, "MOD-VAL-2", "partly", remark="Half."),
        lambda: store.change_finding(store.findings()[-1].id, owner="Ann Lee", by=EVALUATOR),
    ):
        before, rows = state(store), len(store.log())
        step = doing(store, act)
        after = state(store)
        assert after != before
        store.undo(step, by=REVIEWER)
        assert state(store) == before
        store.redo(step, by=EVALUATOR)
        assert state(store) == after
        undone, again = store.log()[-2:]
        assert (undone.by, undone.sentence) == (REVIEWER, f"Undid: {step.sentence}.")
        assert again.sentence == f"Did again: {step.sentence}."
        assert len(store.log()) == rows + len(step.digests) + 2
    assert store.check().ok


def test_an_answer_that_is_undone_is_a_draft_again_and_its_finding_is_gone(store: Store) -> None:
    step = doing(store, lambda: confirm(store, "MOD-VAL-1", "no", remark="Not measured at night."))
    store.undo(step, by=EVALUATOR)
    assert store.answers() == store.findings() == ()
    assert store.drafts()["MOD-VAL-1"] == draft("MOD-VAL-1", "no", remark="Not measured at night.")
    assert [line.sentence for line in store.history("MOD-VAL-1")][-1] == "Undid: MOD-VAL-1 answered no."
    store.redo(step, by=EVALUATOR)
    assert store.drafts() == {}
    store.undo(step, by=EVALUATOR)
    store.save_draft(draft("MOD-VAL-1", "no", remark="Typed since."))
    store.redo(step, by=EVALUATOR)
    assert store.drafts()["MOD-VAL-1"].remark == "Typed since."


def test_what_is_final_or_undone_or_built_upon_can_not_be_undone(store: Store, document: Any) -> None:
    attached = doing(store, lambda: attach(store, document(), items=("MOD-VAL-1",)))
    with pytest.raises(RefusedError, match="Attaching a file can't be undone"):
        store.undo(attached, by=EVALUATOR)
    packet = {"sha256": "b" * 64, "file_name": "packet.pdf", "roles": ()}
    exported = doing(store, lambda: store.record_packet(**packet, by=EVALUATOR))
    assert "can't be undone" in exported.final
    first = doing(store, lambda: confirm(store, "MOD-VAL-1", "no"))
    confirm(store, "MOD-VAL-1", "partly", remark="Half.")
    with pytest.raises(RefusedError, match="Something newer rests on it"):
        store.undo(first, by=EVALUATOR)
    second = doing(store, lambda: confirm(store, "DAT-VAL-1", "yes"))
    store.undo(second, by=EVALUATOR)
    with pytest.raises(RefusedError, match="Undone already"):
        store.undo(second, by=EVALUATOR)
    with pytest.raises(InputError, match="Nobody is named"):
        store.redo(second, by=" ")
    before = store.last_row()
    add(store, reading("fail"))
    assert store.step_since(before) is None  # a probe's doing, and no person's


def test_one_decision_over_many_items_stands_at_each_and_needs_a_reviewer_only_where_its_reason_is_not_listed(
    store: Store,
) -> None:
    store.save_draft(draft("MOD-VAL-2", "yes", remark="Half typed."))
    given = store.decide(ITEMS[1:], reason=LISTED.lower(), by=EVALUATOR)
    (decision,) = {answer.decision_id for answer in given}
    assert decision in {line.digest for line in store.log()}
    assert "One decision over 4 items" in store.log()[-5].sentence
    assert [(answer.item_id, answer.reason_listed) for answer in given][-2:] == [
        ("DAT-VAL-1", False),
        ("DAT-SEC-1", True),
    ]
    assert given[0].remark == "Half typed."
    assert "one decision over several items" in store.history("DAT-SEC-1")[-1].sentence
    store.approve_decision(decision, approved=True, remark="Seen.", by=REVIEWER)
    assert {one.item_id for one in store.approvals()} == {"MOD-VAL-2", "MOD-SEC-1", "DAT-VAL-1"}
    with pytest.raises(InputError, match="No answer of this decision waits"):
        store.approve_decision(decision, approved=True, remark="", by=REVIEWER)
    own = store.decide(ITEMS[:1], reason="There is no model.", by=EVALUATOR)
    with pytest.raises(RefusedError, match="another person"):
        store.approve_decision(own[0].decision_id, approved=True, remark="", by=EVALUATOR)


def test_a_decision_without_items_or_reason_leaves_nothing_behind(store: Store) -> None:
    rows = len(store.log())
    for items, reason in (((), "There is none."), (ITEMS, "  ")):
        with pytest.raises(InputError):
            store.decide(items, reason=reason, by=EVALUATOR)
    assert len(store.log()) == rows


def test_what_a_decision_would_touch_is_known_beforehand(store: Store) -> None:
    answered = confirm(store, "MOD-VAL-1", "yes")
    lines = decision_lines(ITEMS, LISTED, answers={"MOD-VAL-1": answered}, drafts=["MOD-VAL-2"])
    assert [line.item.id for line in lines if line.left_alone] == ["MOD-VAL-1", "MOD-VAL-2"]
    assert [line.item.id for line in lines if not line.needs_review] == ["DAT-SEC-1"]
    assert listed_reasons(PACK.items) == ((LISTED, 1),)


def test_what_stands_unsaved_in_a_form_is_kept_and_is_no_draft_of_an_item(store: Store) -> None:
    store.keep_form("deployment", '{"agency": "Office"}')
    store.keep_form("deployment", '{"agency": "Office of"}')
    assert store.form("deployment") == '{"agency": "Office of"}'
    assert store.drafts() == {}
    store.keep_form("deployment", "")
    assert store.form("deployment") == ""
