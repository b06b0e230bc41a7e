"""Submitting, returning, accepting and reopening an evaluation, and the second person for a packet."""

from __future__ import annotations

from typing import Any

import pytest

from core.casefile.store import Store
from core.errors import InputError, RefusedError
from core.evaluation.deployment_record import RoleHolder
from core.evaluation.finding_acts import Change, JustifyDelay, NoteProgress, SetBarrier, SetMilestone
from core.evaluation.review import Review, ReviewAct, ReviewComment
from core.snapshot import take_for_packet
from tests.core.casefile.acts import confirm
from tests.core.casefile.conftest import EVALUATOR
from tests.core.evaluation.samples import PACK, draft

REVIEWER, OWNER = "Ben Okoro", "Chris Lee"
ITEM = PACK.items[0].id
DELAY = JustifyDelay(
    cause="The vendor delivered the field data of March six weeks late.",
    action="The evaluation branch measures accuracy on that data.",
    date="2027-05-31",
)


def do(store: Store, kind: Any, *, by: str, complete: bool = True, **said: Any) -> Review:
    act = ReviewAct(kind=kind, evaluation_id="", **{"seen": store.review().content, **said})
    store.act_on_review(act, complete=complete, items=PACK.by_id.keys(), by=by)
    return store.review()


@pytest.fixture
def submitted(store: Store) -> Store:
    confirm(store, ITEM, "yes")
    do(store, "submit", by=EVALUATOR)
    return store


def test_an_evaluation_is_returned_with_comments_and_accepted_once_it_is_mended(submitted: Store) -> None:
    comment = ReviewComment(text="On which data?", item_id=ITEM)
    returned = do(submitted, "return", by=REVIEWER, comments=(comment,))
    assert (returned.state, returned.acts[-1].comments) == ("returned", (comment,))
    confirm(submitted, ITEM, "partly", remark="On field data of May.")
    do(submitted, "submit", by=EVALUATOR)
    accepted = do(submitted, "accept", by=REVIEWER, role="second-reviewer")
    assert (accepted.state, accepted.changed) == ("accepted", False)
    assert accepted.sentence == "Accepted by Ben Okoro (Second reviewer), as it stands here."
    both = do(submitted, "accept", by=OWNER, role="owner")
    assert [act.by for act in both.acceptances] == [REVIEWER, OWNER]
    said = [entry.sentence for entry in submitted.log(3)]
    assert said[0].startswith("Evaluation submitted for review as seen under ")
    assert said[1].endswith("and locked.")


def test_nobody_accepts_their_own_work_by_whatever_spelling_of_their_name(submitted: Store) -> None:
    with pytest.raises(RefusedError, match="own work"):
        do(submitted, "accept", by="DOE, Jane A.", role="second-reviewer")
    with pytest.raises(RefusedError, match="the evaluator submits"):
        do(submitted, "accept", by=REVIEWER, role="evaluator")
    submitted.set_role(RoleHolder(role="owner", name=OWNER), by=EVALUATOR)
    with pytest.raises(RefusedError, match="System owner is Chris Lee"):
        do(submitted, "accept", by=REVIEWER, role="owner")
    do(submitted, "accept", by=REVIEWER, role="second-reviewer")
    with pytest.raises(RefusedError, match="has accepted it already, as Second reviewer"):
        do(submitted, "accept", by=REVIEWER, role="caio")
    assert len(submitted.review().acceptances) == 1


def test_what_is_accepted_is_what_was_seen(submitted: Store) -> None:
    seen = submitted.review().content
    confirm(submitted, ITEM, "no", remark="It is not.")
    with pytest.raises(RefusedError, match="changed since you looked"):
        do(submitted, "accept", by=REVIEWER, role="caio", seen=seen)
    now = submitted.review().content
    assert do(submitted, "accept", by=REVIEWER, role="caio", seen=now[:10].upper()).acts[-1].seen == now


def test_an_incomplete_evaluation_is_accepted_only_with_a_remark_and_returned_only_with_a_comment(
    submitted: Store,
) -> None:
    with pytest.raises(RefusedError, match="at least one comment"):
        do(submitted, "return", by=REVIEWER)
    with pytest.raises(RefusedError, match="no item NO-SUCH-1"):
        do(submitted, "return", by=REVIEWER, comments=(ReviewComment(text="Why?", item_id="NO-SUCH-1"),))
    with pytest.raises(RefusedError, match="incomplete"):
        do(submitted, "accept", by=REVIEWER, role="caio", complete=False)
    assert do(submitted, "accept", by=REVIEWER, role="caio", complete=False, remark="A pilot.").state == "accepted"


def test_after_acceptance_nothing_changes_but_by_reopening_with_a_reason(submitted: Store) -> None:
    do(submitted, "accept", by=REVIEWER, role="second-reviewer")
    for change in (
        lambda: confirm(submitted, ITEM, "no", remark="After all not."),
        lambda: submitted.save_draft(draft(ITEM, "no")),
        lambda: submitted.set_role(RoleHolder(role="owner", name=OWNER), by=EVALUATOR),
        lambda: submitted.attach_note("A note", title="N", made_by_ai=False, marking="(U)", by=EVALUATOR),
    ):
        with pytest.raises(RefusedError, match="accepted and locked"):
            change()
    submitted.record_packet(sha256="0" * 64, file_name="packet.pdf", roles=(), by=EVALUATOR)
    assert not submitted.review().changed
    with pytest.raises(RefusedError, match="Say why"):
        do(submitted, "reopen", by=EVALUATOR)
    assert do(submitted, "reopen", by=EVALUATOR, remark="New data came in.").state == "open"
    confirm(submitted, ITEM, "no", remark="After all not.")


def test_the_plan_of_action_goes_on_after_acceptance_and_takes_nothing_from_it(submitted: Store) -> None:
    confirm(submitted, ITEM, "no", remark="Not measured.")
    finding = submitted.findings()[0].id
    step = submitted.act_on_finding(finding, SetMilestone(text="Memo", due="2027-01-15"), by=EVALUATOR).milestones[0]
    do(submitted, "accept", by=REVIEWER, role="second-reviewer")
    submitted.set_two_person(on=True, reason="Insider threat.", by=EVALUATOR)
    submitted.release_packet(seen=submitted.review().content, remark="", by=REVIEWER)
    seen = submitted.review().content
    for act in (
        NoteProgress(text="The memo is written."),
        SetMilestone(id=step.id, text="Memo", due="2027-01-15", done="2027-01-10"),
        SetBarrier(kind="staff", text="One analyst is missing."),
        DELAY,
    ):
        submitted.act_on_finding(finding, act, by=EVALUATOR)
    now, review = submitted.findings()[0], submitted.review()
    assert (len(now.notes), now.milestones[0].done, len(now.barriers)) == (1, "2027-01-10", 1)
    assert review.stands, "what was accepted is as it was"
    assert review.content != seen, "yet it is another packet"
    assert review.released(by=EVALUATOR) is None, "so the second person looks again"
    assert do(submitted, "accept", by=OWNER, role="owner").stands
    for act in (Change(owner="Lee Tran"), Change(status="mitigated", remark="Done."), Change(severity="high")):
        with pytest.raises(InputError, match=r"Progress, milestones, delays and barriers .* can still be recorded"):
            submitted.act_on_finding(finding, act, by=EVALUATOR)
    with pytest.raises(InputError, match="accepted with this in its plan"):
        submitted.act_on_finding(finding, SetMilestone(id=step.id, text="M", due="2027-01-15", dropped=True), by=OWNER)
    do(submitted, "reopen", by=EVALUATOR, remark="New data came in.")
    assert do(submitted, "submit", by=EVALUATOR).state == "submitted"
    assert do(submitted, "accept", by=REVIEWER, role="second-reviewer").stands


def test_the_next_evaluation_begins_unlocked_with_a_review_of_its_own(submitted: Store) -> None:
    do(submitted, "accept", by=REVIEWER, role="second-reviewer")
    submitted.start_evaluation(title="Second", stage="operation", profile="full", pack=PACK, by=EVALUATOR)
    assert submitted.review().state == "open"
    confirm(submitted, ITEM, "no", remark="No longer.")


def test_a_removal_after_acceptance_shows_as_a_change(submitted: Store) -> None:
    confirm(submitted, PACK.items[1].id, "yes", remark="Feeds Blue Heron.")
    do(submitted, "accept", by=REVIEWER, role="second-reviewer")
    row = submitted.find_words("blue heron")[0].id
    submitted.remove_spill([row], what="A name", why="Wrong system", by=EVALUATOR, second=OWNER)
    found = submitted.review()
    assert found.changed
    assert "not what was accepted" in found.sentence


def test_where_packets_need_a_second_person_nobody_makes_one_alone(submitted: Store) -> None:
    with pytest.raises(InputError, match="Say why"):
        submitted.set_two_person(on=True, reason=" ", by=EVALUATOR)
    submitted.set_two_person(on=True, reason="Insider threat.", by=EVALUATOR)
    with pytest.raises(RefusedError, match="nobody has released"):
        take_for_packet(submitted, PACK, by=EVALUATOR)
    submitted.release_packet(seen=submitted.review().content, remark="", by="Doe, Jane")
    with pytest.raises(RefusedError, match="has to be another person"):
        take_for_packet(submitted, PACK, by=EVALUATOR)
    submitted.release_packet(seen=submitted.review().content, remark="Read it.", by=REVIEWER)
    assert take_for_packet(submitted, PACK, by=EVALUATOR).review.two_person
    confirm(submitted, ITEM, "no", remark="After all not.")  # what was released is no longer what would go out
    with pytest.raises(RefusedError, match="nobody has released"):
        take_for_packet(submitted, PACK, by=EVALUATOR)
