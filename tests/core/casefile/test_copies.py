"""Backups and upgrades: copies that stand on their own."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from core.casefile import schema, upgrades
from core.casefile.connection import Database
from core.casefile.store import Store
from core.errors import CaseFileError, ReadOnlyError
from tests.core.casefile.acts import attach, confirm, run_raw
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE
from tests.core.evaluation.samples import draft

Write = Callable[..., Path]


def test_a_backup_of_an_open_case_opens_with_its_passphrase_and_holds_everything(
    store: Store, tmp_path: Path, document: Write
) -> None:
    confirm(store, "MOD-VAL-1", "no")
    kept = attach(store, document(b"x" * 2_000_000))
    store.save_draft(draft("MOD-VAL-2", None, remark="typing"))
    target = tmp_path / "it's a backup"
    store.backup(target)
    confirm(store, "MOD-VAL-1", "yes")
    with Store.open(target, PASSPHRASE) as copy:
        assert copy.check().ok
        assert (copy.case_id, copy.title) == (store.case_id, store.title)
        assert [answer.value for answer in copy.answers()] == ["no"]
        assert b"".join(copy.evidence_chunks(kept.id)) == b"x" * 2_000_000
        assert copy.drafts()["MOD-VAL-2"].remark == "typing"
    assert target.read_bytes()[:15] != b"SQLite format 3"
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_backup_never_writes_over_a_file_and_leaves_none_that_failed(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backup"
    target.write_text("something else")
    with pytest.raises(CaseFileError, match="already is a file"):
        store.backup(target)
    assert target.read_text() == "something else"
    with pytest.raises(CaseFileError, match="can't be written"):
        store.backup(tmp_path / "none" / "backup")

    def full(_: Database, __: str) -> None:
        raise CaseFileError("The disk is full.")

    monkeypatch.setattr(Database, "run", full)
    with pytest.raises(CaseFileError, match="full"):
        store.backup(tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_copy_goes_on_with_a_chain_of_its_own(store: Store, tmp_path: Path) -> None:
    confirm(store, "MOD-VAL-1", "no")
    head, rows = store.chain_head(), len(store.log())
    store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        assert copy.chain_head() == head
        confirm(copy, "MOD-VAL-1", "yes", by="Ann Lee")
        confirm(copy, "MOD-VAL-2", "yes", by="Ann Lee")
        assert copy.log()[rows].kind == "chain-started"
        assert [line.number for line in copy.log()] == list(range(1, rows + 5))
        assert [finding.status for finding in copy.findings()] == ["closed"]
        assert copy.check().ok
        with copy._database.reading() as connection:
            chains = connection.execute(text("SELECT chain_id, max(number) FROM entry GROUP BY chain_id")).all()
        assert sorted(number for _, number in chains) == [4, rows]
    confirm(store, "MOD-VAL-1", "yes")
    assert store.chain_head() != head


def test_rows_cut_from_the_chain_before_are_missed_in_a_copy(store: Store, tmp_path: Path) -> None:
    confirm(store, "MOD-VAL-1", "no")
    store.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy", PASSPHRASE) as copy:
        confirm(copy, "MOD-VAL-2", "yes")
    run_raw(
        tmp_path / "copy",
        "DROP TRIGGER entry_stays",
        "DELETE FROM entry WHERE row = 6",
        "UPDATE chain SET head_number = 5, head_digest = (SELECT digest FROM entry WHERE row = 5)"
        " WHERE head_number = 6",
    )
    with Store.open(tmp_path / "copy", PASSPHRASE, read_only=True) as copy:
        result = copy.check()
    assert (result.ok, result.first_broken) == (False, 6)


def older(path: Path) -> None:
    """Makes the case at `path` one of an imagined older version, which lacked an index and a trigger."""
    run_raw(
        path,
        "DROP TRIGGER chunk_closed",
        "DROP INDEX entry_by_subject",
        f"PRAGMA user_version = {schema.VERSION - 1}",
    )


def step(connection: Connection) -> None:
    connection.execute(text('CREATE INDEX entry_by_subject ON entry (subject, "row")'))
    statement = next(one for one in schema.trigger_statements() if "chunk_closed" in one)
    connection.execute(text(statement))


def described(path: Path) -> tuple[tuple[str, str, str], ...]:
    database = Database(path, PASSPHRASE, mode="look")
    try:
        with database.reading() as connection:
            return schema.described(connection)
    finally:
        database.close()


def test_an_upgraded_case_has_the_schema_of_a_new_one_and_keeps_its_rows(store: Store, path: Path) -> None:
    confirm(store, "MOD-VAL-1", "no")
    store.close()
    Store.create(path.with_name("new"), PASSPHRASE, title="New", by=EVALUATOR).close()
    older(path)
    assert described(path) != described(path.with_name("new"))
    kept = upgrades.upgrade(path, PASSPHRASE, steps={schema.VERSION - 1: step}, version=schema.VERSION)
    assert kept == path.with_name(f"{path.name}.version-{schema.VERSION - 1}")
    assert described(path) == described(path.with_name("new"))
    with Store.open(path, PASSPHRASE) as again:
        assert [answer.value for answer in again.answers()] == ["no"]
        assert again.check().ok
    assert upgrades.upgrade(path, PASSPHRASE) is None


def test_an_upgrade_that_fails_leaves_the_case_as_it_was(store: Store, path: Path) -> None:
    store.close()
    older(path)
    before = path.read_bytes()

    def spoil(connection: Connection) -> None:
        connection.execute(text("DROP TRIGGER entry_stays"))
        connection.execute(text("DELETE FROM entry WHERE row = 2"))

    old = schema.VERSION - 1
    for steps, said in (({old: spoil}, "Row 2 of the log is missing"), ({}, f"no way from form {old}")):
        with pytest.raises(CaseFileError, match=said):
            upgrades.upgrade(path, PASSPHRASE, steps=steps, version=schema.VERSION)
        assert path.read_bytes() == before
        assert list(path.parent.iterdir()) == [path]


def test_every_version_before_this_one_has_its_step() -> None:
    assert set(upgrades.STEPS) == set(range(1, schema.VERSION))


def test_a_new_case_passes_its_check_at_once(store: Store) -> None:
    assert store.check().ok


def test_a_case_open_for_reading_only_is_copied_too_and_stays_as_it_was(
    store: Store, path: Path, tmp_path: Path
) -> None:
    confirm(store, "MOD-VAL-1", "no")
    store.close()
    before = path.read_bytes()
    with Store.open(path, PASSPHRASE, read_only=True) as reader:
        reader.backup(tmp_path / "copy.touchstone")
        with pytest.raises(ReadOnlyError):
            confirm(reader, "MOD-VAL-1", "yes")
    assert path.read_bytes() == before
    with Store.open(tmp_path / "copy.touchstone", PASSPHRASE) as copy:
        assert copy.check().ok
        assert [answer.value for answer in copy.answers()] == ["no"]
