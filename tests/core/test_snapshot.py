from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from core import clock
from core.casefile import connection
from core.casefile.store import Store
from core.errors import InputError, RefusedError
from core.evaluation.records import Finding
from core.snapshot import LOG_TAIL, take, take_for_packet
from tests.core.casefile.acts import add, attach, confirm, reading, run_raw
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import PACK, deployment, draft


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    with Store.create(tmp_path / "case.touchstone", PASSPHRASE, title="Case", by=EVALUATOR) as made:
        yield made


def described(store: Store) -> Store:
    store.save_deployment(deployment(), by=EVALUATOR)
    store.start_evaluation(title="Pass", stage="deployment", profile="full", pack=PACK, by=EVALUATOR)
    return store


def test_a_snapshot_holds_the_whole_case_at_one_moment(store: Store, tmp_path: Path) -> None:
    described(store)
    first, second = confirm(store, "MOD-VAL-1", "no"), confirm(store, "MOD-VAL-1", "yes")
    (tmp_path / "note.txt").write_text("evidence")
    kept = attach(store, tmp_path / "note.txt", items=("MOD-VAL-1",))
    record = add(store, reading("fail"))
    store.save_draft(draft("MOD-VAL-2", None))
    seen = take(store, PACK, by="  Ann  Lee ")
    assert (seen.case_id, seen.title, seen.taken_by) == (store.case_id, "Case", "Ann Lee")
    assert seen.chain_head == store.chain_head() == seen.log_tail[-1].digest
    assert seen.answers == {"MOD-VAL-1": second}
    assert seen.all_answers == (first, second)
    assert [finding.status for finding in seen.findings] == ["closed", "open"]
    assert (seen.progress.due, seen.progress.answered, seen.progress.complete) == (5, 1, False)
    assert seen.progress.cells["MOD", "VAL"].with_evidence == 1
    assert seen.progress.cells["MOD", "VAL"].drafts == 1
    assert seen.readings == (record,)
    assert b"".join(seen.content(kept.id)) == b"evidence"
    clock.parse(seen.taken_at)


def test_every_reading_in_it_leads_back_to_its_row_of_the_log(store: Store) -> None:
    described(store)
    for verdict in ("fail", "pass"):
        add(store, reading(verdict))
    digests = {line.digest: line.kind for line in store.log()}
    assert {digests[record.id] for record in take(store, PACK, by=EVALUATOR).readings} == {"reading-added"}


def test_later_work_does_not_change_it(store: Store) -> None:
    seen = take(described(store), PACK, by=EVALUATOR)
    confirm(store, "MOD-VAL-1", "yes")
    assert seen.answers == {}
    with pytest.raises(FrozenInstanceError):
        seen.title = "Another"  # type: ignore[misc]


def test_nothing_in_it_is_newer_than_the_rest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second window takes the snapshot while the first one goes on working."""
    described(store)
    with Store.open(store.path, PASSPHRASE) as reader:
        real = reader.findings

        def meanwhile() -> tuple[Finding, ...]:
            confirm(store, "MOD-VAL-1", "no")
            return real()

        monkeypatch.setattr(reader, "findings", meanwhile)
        seen = take(reader, PACK, by=EVALUATOR)
        assert (seen.answers, seen.findings) == ({}, ())
        assert seen.chain_head == seen.log_tail[-1].digest != store.chain_head()


def test_a_case_that_is_not_ready_says_what_is_missing(store: Store) -> None:
    with pytest.raises(InputError, match="not described"):
        take(store, PACK, by=EVALUATOR)
    store.save_deployment(deployment(), by=EVALUATOR)
    with pytest.raises(InputError, match="No evaluation"):
        take(store, PACK, by=EVALUATOR)


def test_another_pack_is_refused(store: Store) -> None:
    with pytest.raises(RefusedError, match="another pack"):
        take(described(store), replace(PACK, sha256="b" * 64), by=EVALUATOR)


def test_the_log_in_it_is_its_tail(store: Store) -> None:
    described(store)
    for _ in range(LOG_TAIL):
        confirm(store, "MOD-VAL-1", "yes")
    tail = take(store, PACK, by=EVALUATOR).log_tail
    assert len(tail) == LOG_TAIL
    assert tail == store.log()[-LOG_TAIL:]


def test_no_packet_is_made_of_a_case_whose_log_is_broken(store: Store) -> None:
    described(store)
    path = store.path
    assert take_for_packet(store, PACK, by=EVALUATOR).title == "Case"
    store.close()
    run_raw(path, "DROP TRIGGER entry_kept", "DROP TRIGGER entry_stays", "UPDATE entry SET subject = 'x' WHERE row = 2")
    with Store.open(path, PASSPHRASE) as broken, pytest.raises(RefusedError, match=r"[Rr]ow 2"):
        take_for_packet(broken, PACK, by=EVALUATOR)
