"""Two people work on copies of a case and bring them together: both keep what they wrote."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.casefile.store import Store
from core.errors import InputError, RefusedError
from core.evaluation.answers import newest
from core.evaluation.progress import progress
from tests.core.casefile.acts import attach, confirm, run_raw
from tests.core.casefile.conftest import PASSPHRASE
from tests.core.evaluation.samples import PACK, deployment, draft

Write = Callable[..., Path]
OTHER = "Ann Lee"


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Iterator[Store]:
    """The other evaluator's copy, made by Back up when MOD-VAL-2 had an answer."""
    confirm(store, "MOD-VAL-2", "yes")
    store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as made:
        yield made


def merged(store: Store, copy: Store) -> object:
    return store.merge(copy.path, PASSPHRASE, by="Jane Doe")


def test_what_either_wrote_is_in_the_merged_case_and_its_chains_are_whole(
    store: Store, copy: Store, document: Write
) -> None:
    confirm(store, "MOD-VAL-1", "no")
    theirs = confirm(copy, "DAT-VAL-1", "partly", by=OTHER, remark="Only half is described.")
    kept = attach(copy, document(b"y" * 700_000), by=OTHER, items=("DAT-VAL-1",))
    copy.save_draft(draft("DAT-SEC-1", None, remark="typing"))
    outcome = store.merge(copy.path, PASSPHRASE, by="Jane Doe")
    assert (outcome.rows, outcome.documents, outcome.people, outcome.conflicts, outcome.drafts) == (
        5,
        1,
        (OTHER,),
        (),
        1,
    )
    assert {answer.item_id: answer.by for answer in store.answers()} == {
        "MOD-VAL-2": "Jane Doe",
        "MOD-VAL-1": "Jane Doe",
        "DAT-VAL-1": OTHER,
    }
    assert theirs.id in {answer.id for answer in store.answers()}, "a row taken over keeps its digest"
    assert b"".join(store.evidence_chunks(kept.id)) == b"y" * 700_000
    assert {finding.item_id for finding in store.findings()} == {"MOD-VAL-1", "DAT-VAL-1"}
    assert store.check().ok
    assert "copy" in copy.path.name
    assert "1 draft" in outcome.sentence


def test_merging_the_same_copy_again_changes_nothing(store: Store, copy: Store) -> None:
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)
    merged(store, copy)
    before = store.log()
    again = store.merge(copy.path, PASSPHRASE, by="Jane Doe")
    assert again.rows == 0
    assert "nothing was changed" in again.sentence
    assert store.log() == before


def test_both_can_merge_and_go_on_and_end_with_the_same_answers(store: Store, copy: Store) -> None:
    confirm(store, "MOD-VAL-1", "yes")
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)
    merged(store, copy)
    copy.merge(store.path, PASSPHRASE, by=OTHER)
    confirm(copy, "MOD-SEC-1", "yes", by=OTHER)
    confirm(store, "DAT-SEC-1", "yes")
    merged(store, copy)
    copy.merge(store.path, PASSPHRASE, by=OTHER)
    assert {answer.id for answer in store.answers()} == {answer.id for answer in copy.answers()}
    assert len(store.answers()) == 5
    assert store.check().ok
    assert copy.check().ok


def test_two_answers_to_one_item_both_stay_and_a_person_chooses(store: Store, copy: Store) -> None:
    mine = confirm(store, "MOD-VAL-1", "no", remark="Not on field data.")
    theirs = confirm(copy, "MOD-VAL-1", "yes", by=OTHER)
    merged(store, copy)
    (conflict,) = store.conflicts()
    assert (conflict.ours.id, conflict.theirs.id, conflict.item_id) == (mine.id, theirs.id, "MOD-VAL-1")
    assert "Not on field data." in conflict.ours.sentence
    so_far = progress(PACK, "full", deployment(), answers=store.answers(), held_back=store.held_back())
    assert [one.sentence for one in so_far.missing if one.item_id == "MOD-VAL-1"] == [
        "MOD-VAL-1 was answered differently in two copies that were merged; choose one."
    ]
    with pytest.raises(InputError, match="one of the two"):
        store.settle(conflict.id, "0" * 64, by="Jane Doe", pack=PACK)
    store.settle(conflict.id, mine.id, by="Jane Doe", pack=PACK)
    assert store.conflicts() == ()
    assert sorted(one.value for one in store.answers() if one.item_id == "MOD-VAL-1") == ["no", "yes"]
    assert newest(store.answers())["MOD-VAL-1"] == mine
    assert [finding.status for finding in store.findings()] == ["open"]
    assert "what Jane Doe wrote was chosen" in " ".join(line.sentence for line in store.log())
    copy.merge(store.path, PASSPHRASE, by=OTHER)
    assert copy.conflicts() == (), "the choice travels with the chain"
    assert copy.answers()[-1].value == "no"
    assert copy.check().ok


def test_choosing_the_answer_that_was_taken_over_keeps_its_author_and_closes_findings(
    store: Store, copy: Store
) -> None:
    confirm(store, "MOD-VAL-1", "no")
    theirs = confirm(copy, "MOD-VAL-1", "yes", by=OTHER)
    merged(store, copy)
    store.save_draft(draft("MOD-VAL-1", None, remark="typing"))
    store.settle(store.conflicts()[0].id, theirs.id, by="Jane Doe", pack=PACK)
    assert store.answers()[-1].id == theirs.id
    assert [finding.status for finding in store.findings()] == ["closed"]
    assert store.drafts()["MOD-VAL-1"].remark == "typing"


def test_an_approved_answer_that_is_chosen_stays_approved_and_closes_what_the_other_one_opened(
    store: Store, copy: Store
) -> None:
    skipped = confirm(store, "MOD-VAL-1", "not-applicable", reason="No model of ours.")
    store.approve(skipped.id, approved=True, remark="Seen.", by="Ben Otieno")
    confirm(copy, "MOD-VAL-1", "no", by=OTHER)
    merged(store, copy)
    assert [finding.status for finding in store.findings()] == ["open"]
    store.settle(store.conflicts()[0].id, skipped.id, by="Jane Doe", pack=PACK)
    assert newest(store.answers())["MOD-VAL-1"] == skipped
    assert [finding.status for finding in store.findings()] == ["closed"]


def test_the_same_answer_twice_is_no_conflict_and_a_new_answer_settles_one(store: Store, copy: Store) -> None:
    confirm(store, "MOD-VAL-1", "yes")
    confirm(copy, "MOD-VAL-1", "yes", by=OTHER)
    confirm(store, "DAT-VAL-1", "yes")
    confirm(copy, "DAT-VAL-1", "no", by=OTHER)
    assert [one.item_id for one in store.merge(copy.path, PASSPHRASE, by="Jane Doe").conflicts] == ["DAT-VAL-1"]
    confirm(store, "DAT-VAL-1", "partly", remark="Seen both: half of it.")
    assert store.conflicts() == ()


def test_a_deployment_described_differently_is_a_conflict_and_the_chosen_one_holds(store: Store, copy: Store) -> None:
    store.save_deployment(deployment(name="Screening A"), by="Jane Doe")
    copy.save_deployment(deployment(name="Screening B"), by=OTHER)
    merged(store, copy)
    (conflict,) = store.conflicts()
    assert conflict.title == "The description of the deployment"
    so_far = progress(PACK, "full", store.deployment(), answers=(), held_back=store.held_back())
    assert "The description of the deployment differs" in so_far.missing[0].sentence
    store.settle(conflict.id, conflict.ours.id, by="Jane Doe", pack=PACK)
    held = store.deployment()
    assert held is not None
    assert held.name == "Screening A"


def test_a_copy_made_with_a_file_manager_can_be_merged_as_well(store: Store, path: Path, tmp_path: Path) -> None:
    store.close()
    plain = tmp_path / "carried" / "case.touchstone"
    plain.parent.mkdir()
    shutil.copyfile(path, plain)
    with Store.open(path, PASSPHRASE) as ours, Store.open(plain, PASSPHRASE) as theirs:
        confirm(ours, "MOD-VAL-1", "yes")
        confirm(theirs, "MOD-VAL-2", "yes", by=OTHER)
        merged(ours, theirs)
        assert {answer.item_id for answer in ours.answers()} == {"MOD-VAL-1", "MOD-VAL-2"}
        assert ours.check().ok


def test_another_case_a_broken_log_and_a_forked_log_are_refused_and_change_nothing(
    store: Store, copy: Store, path: Path, tmp_path: Path
) -> None:
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)
    other = Store.create(tmp_path / "other", PASSPHRASE, title="Other", by=OTHER)
    with other, pytest.raises(RefusedError, match="another case"):
        merged(store, other)
    store.close()
    shutil.copyfile(path, tmp_path / "fork")
    run_raw(tmp_path / "fork", "DELETE FROM meta WHERE key = 'place'")
    copy.close()
    run_raw(copy.path, "DROP TRIGGER entry_kept", "UPDATE entry SET \"by\" = 'X' WHERE row = 3")
    with Store.open(path, PASSPHRASE) as ours, Store.open(tmp_path / "fork", PASSPHRASE) as fork:
        confirm(ours, "MOD-VAL-1", "yes")
        confirm(fork, "MOD-VAL-1", "no", by=OTHER)
        before = ours.log()
        with pytest.raises(RefusedError, match="went on with the same log"):
            merged(ours, fork)
        with pytest.raises(RefusedError, match="Row 3 of the log"):
            merged(ours, copy)
        with pytest.raises(InputError, match="case that is open"):
            merged(ours, ours)
        assert ours.log() == before
        assert ours.check().ok
