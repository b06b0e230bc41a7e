"""Where two copies meet after undo, review, a plan of action or another pack: nothing is lost or counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.casefile import evaluations, packs
from core.casefile.store import Store
from core.catalog.compare import compare
from core.evaluation.answers import newest
from core.evaluation.carrying import carried
from core.evaluation.finding_acts import NoteProgress, SetMilestone
from core.evaluation.records import Evaluation
from core.evaluation.review import ReviewAct
from tests.core.casefile.acts import confirm
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import ITEMS, PACK, deployment, item

OTHER, REVIEWER = "Ann Lee", "Ben Otieno"
NEXT = replace(
    PACK,
    version="next",
    sha256="b" * 64,
    items=(
        ITEMS[0],
        replace(ITEMS[1], question="Is it measured in the field?"),
        item("MOD-SEC-9", stages=("operation",), question=ITEMS[2].question, guidance=ITEMS[2].guidance),
        *ITEMS[3:],
    ),
)


@pytest.fixture
def copies(store: Store, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two copies: MOD-VAL-1 is answered no, then not applicable for a reason of its own; MOD-VAL-2 no."""
    for number, value in enumerate(("no", "not-applicable")):
        confirm(store, "MOD-VAL-1", value, reason="No model." * number)
    confirm(store, "MOD-VAL-2", "no")
    store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        yield store, copy


def both_ways(one: Store, other: Store) -> None:
    one.merge(other.path, PASSPHRASE, by=EVALUATOR)
    other.merge(one.path, PASSPHRASE, by=OTHER)
    assert one.check().ok
    assert other.check().ok


def undone(store: Store, rows: int) -> None:
    """Takes back what the newest `rows` rows say."""
    step = store.step_since(store.last_row() - rows)
    assert step is not None
    store.undo(step, by=EVALUATOR)


def pass_of(store: Store) -> Evaluation:
    found = store.evaluation()
    assert found is not None
    return found


def statuses(store: Store) -> list[tuple[str | None, str]]:
    return sorted((finding.item_id, finding.status) for finding in store.findings())


def test_an_approval_of_an_answer_that_was_taken_back_elsewhere_closes_nothing(store: Store, tmp_path: Path) -> None:
    confirm(store, "MOD-VAL-1", "no")
    own = confirm(store, "MOD-VAL-1", "not-applicable", reason="No model.")
    store.backup(tmp_path / "copy")
    undone(store, 1)
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        copy.approve(own.id, approved=True, remark="", by=REVIEWER)
        assert statuses(copy) == [("MOD-VAL-1", "closed")]
        both_ways(store, copy)
        for one in (store, copy):
            assert newest(one.answers())["MOD-VAL-1"].value == "no"
            assert one.approvals() == ()
            assert statuses(one) == [("MOD-VAL-1", "open")]


def test_a_finding_stays_where_somebody_else_went_on_with_it(store: Store, tmp_path: Path) -> None:
    confirm(store, "MOD-VAL-1", "no")
    store.backup(tmp_path / "copy")
    undone(store, 2)
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        copy.change_finding(copy.findings()[0].id, owner=OTHER, by=OTHER)
        confirm(copy, "MOD-VAL-1", "no", by=OTHER, remark="Nor here.")
        both_ways(store, copy)
        for one in (store, copy):
            (finding,) = one.findings()
            assert (finding.status, finding.owner, finding.detail) == ("open", OTHER, "Nor here.")


def test_no_and_an_approval_of_not_applicable_leave_the_finding_open(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    store.approve(newest(store.answers())["MOD-VAL-1"].id, approved=True, remark="", by=REVIEWER)
    confirm(copy, "MOD-VAL-1", "no", by=OTHER)
    both_ways(store, copy)
    for one in copies:
        assert newest(one.answers())["MOD-VAL-1"].value == "no"
        assert ("MOD-VAL-1", "open") in statuses(one)


def test_what_is_added_to_a_plan_of_action_is_no_conflict_and_is_there_once(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    finding = store.findings()[-1].id
    store.act_on_finding(finding, SetMilestone(text="Measure", due="2099-01-01"), by=EVALUATOR)
    store.change_finding(finding, owner=EVALUATOR, by=EVALUATOR)
    copy.act_on_finding(finding, NoteProgress(text="Begun."), by=OTHER)
    copy.change_finding(finding, due="2099-02-01", by=OTHER)
    both_ways(store, copy)
    for one in copies:
        held = one.findings()[-1]
        assert one.conflicts() == ()
        assert (len(held.milestones), len(held.notes)) == (1, 1)
        assert (held.owner, held.due) == (EVALUATOR, "2099-02-01")


def test_an_item_that_two_copies_answered_no_has_one_finding_with_the_work_of_both(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    ids = set()
    for one, by in ((store, EVALUATOR), (copy, OTHER)):
        confirm(one, "MOD-VAL-2", "yes", by=by)
        confirm(one, "MOD-VAL-2", "no", by=by)
        finding = one.findings()[-1].id
        one.act_on_finding(finding, SetMilestone(text=f"Measured by {by}", due="2099-01-01"), by=by)
        one.change_finding(finding, owner=by, by=by)
        ids.add(finding)
    both_ways(store, copy)
    for one in copies:
        (held,) = (found for found in one.findings() if found.item_id == "MOD-VAL-2" and found.status == "open")
        assert {done.text for done in held.milestones} == {f"Measured by {by}" for by in (EVALUATOR, OTHER)}
        (conflict,) = one.conflicts()
        assert conflict.title == "The decision on a finding: owner"  # neither name wins in silence
        assert sum(line.sentence.startswith("Finding opened") for line in one.history(held.id)) == 2
        assert any("Findings of both copies on one item that go on as one: 1." in line.sentence for line in one.log())
    (gone,) = ids - {held.id}
    store.settle(store.conflicts()[0].id, store.conflicts()[0].theirs.id, by=EVALUATOR, pack=PACK)
    copy.merge(store.path, PASSPHRASE, by=OTHER)
    assert {found.owner for one in copies for found in one.findings() if found.id == held.id} == {OTHER}
    assert copy.change_finding(gone, due="2099-03-01", by=OTHER).id == held.id  # by the id that it had in the copy
    confirm(copy, "MOD-VAL-2", "yes", by=OTHER)
    assert {found.status for found in copy.findings() if found.item_id == "MOD-VAL-2"} == {"closed"}


def test_only_the_part_that_was_chosen_is_said_again(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    finding = store.findings()[-1].id
    store.change_finding(finding, owner="Kim Ito", severity="low", remark="Seen twice.", by=EVALUATOR)
    store.change_finding(finding, due="2099-01-01", by=EVALUATOR)
    copy.change_finding(finding, owner=OTHER, by=OTHER)
    both_ways(store, copy)
    (conflict,) = store.conflicts()
    assert conflict.title == "The decision on a finding: owner"
    store.change_finding(finding, severity="high", remark="Worse.", by=EVALUATOR)
    store.settle(conflict.id, conflict.ours.id, by=EVALUATOR, pack=PACK)
    both_ways(store, copy)
    for one in copies:
        held = one.findings()[-1]
        assert (held.owner, held.severity, held.due) == ("Kim Ito", "high", "2099-01-01")
        assert one.conflicts() == ()


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_was_chosen_holds_in_both_copies(copies: tuple[Store, Store], side: str) -> None:
    store, copy = copies
    store.save_deployment(deployment(name="Screening A"), by=EVALUATOR)
    copy.save_deployment(deployment(name="Screening B"), by=OTHER)
    confirm(store, "DAT-VAL-1", "no")
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)
    one_pass(store, "In the field"), one_pass(copy, "At the desk")
    both_ways(store, copy)
    assert len(store.conflicts()) == 3
    wanted = {"ours": ("Screening A", "no", "In the field"), "theirs": ("Screening B", "yes", "At the desk")}[side]
    ids = {one.title: one.id for one in store.evaluations()}
    for conflict in store.conflicts():
        store.settle(conflict.id, getattr(conflict, side).id, by="Kim Ito", pack=PACK)
    both_ways(store, copy)
    for one in copies:
        assert one.conflicts() == ()
        described = one.deployment()
        assert described is not None
        assert (described.name, newest(one.answers())["DAT-VAL-1"].value, pass_of(one).title) == wanted
        assert pass_of(one).id == ids[wanted[2]], "answers of the chosen pass stay in it"


def test_a_link_that_was_made_meanwhile_is_not_taken_away_with_the_other(store: Store, tmp_path: Path) -> None:
    kept = store.attach_note("Seen.", title="Note", made_by_ai=False, marking="(U)", by=EVALUATOR, items=["MOD-VAL-1"])
    store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        store.unlink(kept.id, "MOD-VAL-1", by=EVALUATOR)
        copy.unlink(kept.id, "MOD-VAL-1", by=OTHER)
        copy.link(kept.id, "MOD-VAL-1", by=OTHER)
        both_ways(store, copy)
        assert [len(one.links()) for one in (store, copy)] == [1, 1]


def one_pass(store: Store, title: str) -> Any:
    return store.start_evaluation(title=title, stage="deployment", profile="full", pack=PACK, by=EVALUATOR)


def rebased(store: Store) -> None:
    """Goes on with a pack in which the question of MOD-VAL-2 changed and MOD-SEC-1 became MOD-SEC-9."""
    with store._database.writing() as connection:
        before = evaluations.newest_evaluation(connection)
        assert before is not None
        said: dict[str, Any] = {"title": "On", "stage": "deployment", "profile": "full", "pack": NEXT, "by": EVALUATOR}
        after = evaluations.start(connection, **said)
        packs.record_rebase(connection, compare(PACK, NEXT), before=before, after=after, by=EVALUATOR)


def test_answers_given_to_the_old_pack_in_another_copy_are_asked_again_and_kept(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    rebased(store)
    confirm(copy, "MOD-VAL-2", "yes", by=OTHER)  # the question before
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)  # is the same in both
    confirm(copy, "MOD-SEC-1", "yes", by=OTHER, remark="Logged.")  # is another item now
    both_ways(store, copy)
    for one in copies:
        assert set(one.asked_again()) == {"MOD-VAL-2"}
        assert one.drafts()["MOD-SEC-9"].remark == "Logged."
        assert "DAT-VAL-1" not in carried(one.answers(), pass_of(one).id)
    store.confirm_answer(
        replace(store.drafts()["MOD-SEC-9"], item_id="MOD-VAL-2"), item=NEXT.item("MOD-VAL-2"), by="Kim"
    )
    assert store.asked_again() == {}


def test_a_pack_that_both_went_on_with_makes_one_pass(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    rebased(store)
    rebased(copy)
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)
    both_ways(store, copy)
    for one in copies:
        assert one.conflicts() == ()
        assert len(one.evaluations()) == 2
        assert not {"DAT-VAL-1", "MOD-VAL-1"} & carried(one.answers(), pass_of(one).id).keys()
        assert set(one.asked_again()) == {"MOD-VAL-2"}
    assert pass_of(store).id == pass_of(copy).id


def test_a_draft_that_undo_gives_back_lies_where_its_item_is_now(store: Store) -> None:
    row = store.last_row()
    confirm(store, "MOD-SEC-1", "yes", remark="Logged.")
    step = store.step_since(row)
    assert step is not None
    rebased(store)
    store.discard_draft("MOD-SEC-9")
    store.undo(step, by=EVALUATOR)
    assert {name: one.remark for name, one in store.drafts().items()} == {"MOD-SEC-9": "Logged."}


def test_an_acceptance_comes_back_with_the_copy_in_which_it_was_given(copies: tuple[Store, Store]) -> None:
    store, copy = copies
    for kind, by in (("submit", EVALUATOR), ("accept", REVIEWER)):
        act = ReviewAct(kind=kind, seen=copy.review().content, role="second-reviewer", evaluation_id="")  # type: ignore[arg-type]
        copy.act_on_review(act, complete=True, items=PACK.by_id, by=by)
    store.merge(copy.path, PASSPHRASE, by=EVALUATOR)
    assert (store.review().state, store.review().changed) == ("accepted", False)
    with_more = store.log()
    store.merge(copy.path, PASSPHRASE, by=EVALUATOR)
    assert store.log() == with_more
