"""The log: nothing in it can be changed, and whoever changes it beneath the program is found out, row by row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.casefile import chain
from core.casefile.check import Integrity
from core.casefile.store import Store
from core.errors import CaseFileError, InputError
from tests.core.casefile.acts import add, attach, confirm, reading, run_raw
from tests.core.casefile.conftest import EVALUATOR, PASSPHRASE

FIELDS = ("chain_id", "number", "at", "by", "kind", "subject", "content_sha256", "previous")
VALUES = st.fixed_dictionaries(
    {name: st.integers(0, 10**6) if name == "number" else st.text(max_size=12) for name in FIELDS}
)


def checked(path: Path) -> Integrity:
    with Store.open(path, PASSPHRASE, read_only=True) as store:
        return store.check()


@pytest.fixture
def filled(store: Store, path: Path, document: Callable[..., Path]) -> Path:
    """A closed case of nine rows; row 8 is evidence of three chunks, row 9 its link."""
    confirm(store, "MOD-VAL-1", "no", remark="Not measured.")
    confirm(store, "DAT-VAL-1", "yes")
    attach(store, document(bytes(range(256)) * 5000, "log.bin"), items=("MOD-VAL-1",))
    store.close()
    assert checked(path).rows == 9
    return path


def tampered(path: Path, *statements: str) -> Integrity:
    """The check's result once someone with the passphrase has dropped the triggers and run `statements`."""
    names = (
        "entry_kept entry_stays entry_once content_kept content_stays content_once document_kept document_stays"
        " document_once chunk_kept chunk_stays chunk_closed"
    )
    run_raw(path, *(f"DROP TRIGGER {name}" for name in names.split()), *statements)
    return checked(path)


def test_an_untouched_case_passes(filled: Path) -> None:
    result = checked(filled)
    assert result.ok
    assert result.first_broken is None
    assert "9 rows" in result.sentence


@pytest.mark.parametrize(
    ("change", "row"),
    [
        *((f"UPDATE entry SET {name} = 'x' WHERE row = 5", 5) for name in ("at", "by", "kind", "subject")),
        ("UPDATE entry SET content_sha256 = 'x' WHERE row = 5", 5),
        ("UPDATE entry SET previous = digest WHERE row = 5", 5),
        ("UPDATE entry SET digest = 'x' WHERE row = 5", 5),
        ("UPDATE content SET body = replace(body, 'Not', 'Is') WHERE body LIKE '%Not measured%'", 5),
        ("UPDATE content SET salt = x'00' WHERE body LIKE '%Not measured%'", 5),
        ("DELETE FROM content WHERE body LIKE '%Not measured%'", 5),
        ("DELETE FROM entry WHERE row = 5", 5),
        ("DELETE FROM entry WHERE row = 1", 1),
        ("DELETE FROM entry WHERE row > 6", 7),
        ("DELETE FROM entry WHERE row = 9", 9),
        ("DELETE FROM entry", 1),
        ("UPDATE chunk SET data = x'00' WHERE position = 1", 8),
        ("DELETE FROM chunk WHERE position = 2", 8),
        ("UPDATE chunk SET position = 9 - position", 8),
        ("DELETE FROM document", 8),
        ("UPDATE document SET chunks = 2", 8),
        ("UPDATE chain SET head_number = 6", 9),
        ("UPDATE meta SET value = 'Another case' WHERE key = 'title'", 2),
    ],
)
def test_a_change_beneath_the_program_names_the_row(filled: Path, change: str, row: int) -> None:
    result = tampered(filled, change)
    assert not result.ok
    assert result.first_broken == row
    assert f"ow {row} of the log" in result.sentence


def test_triggers_that_are_gone_or_others_are_found(filled: Path) -> None:
    run_raw(filled, "DROP TRIGGER entry_kept")
    result = checked(filled)
    assert (result.ok, result.first_broken) == (False, None)
    assert "triggers" in result.sentence
    run_raw(filled, "CREATE TRIGGER entry_kept BEFORE UPDATE ON entry WHEN 0 BEGIN SELECT 1; END")
    assert not checked(filled).ok


def test_a_case_that_has_lost_what_a_row_says_says_so(filled: Path) -> None:
    lost = "DELETE FROM content WHERE sha256 = (SELECT content_sha256 FROM entry WHERE kind = 'finding-opened')"
    run_raw(filled, "DROP TRIGGER content_stays", lost)
    with Store.open(filled, PASSPHRASE, read_only=True) as store, pytest.raises(CaseFileError, match="is missing"):
        store.findings()


def test_two_rows_that_changed_places_are_found(filled: Path) -> None:
    result = tampered(
        filled,
        "UPDATE entry SET row = 99 WHERE row = 5",
        "UPDATE entry SET row = 5 WHERE row = 6",
        "UPDATE entry SET row = 6 WHERE row = 99",
    )
    assert (result.ok, result.first_broken) == (False, 5)


def test_a_row_forged_with_a_right_digest_breaks_the_one_after_it(filled: Path) -> None:
    """Someone who knows the form can give a changed row its digest, but then the next row names another one."""
    columns = ", ".join(f"'{name}', {name}" for name in FIELDS)
    found = run_raw(filled, f"SELECT json_object({columns}) FROM entry WHERE row = 5")
    import json

    values = {**json.loads(found), "by": "Somebody Else"}
    result = tampered(
        filled,
        f"UPDATE entry SET by = 'Somebody Else', digest = '{chain.entry_digest(values)}' WHERE row = 5",
    )
    assert result.first_broken == 6
    assert "does not follow" in result.sentence


@pytest.mark.parametrize("table", ["entry", "content", "document", "chunk"])
def test_the_database_itself_refuses_changes(store: Store, document: Callable[..., Path], table: str) -> None:
    attach(store, document())
    column = {"entry": "by", "content": "body", "document": "size_bytes", "chunk": "data"}[table]
    for statement in (
        f"UPDATE {table} SET {column} = 'x'",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ):
        with pytest.raises(IntegrityError, match=r"can't be|can be added"), store._database.writing() as connection:
            connection.execute(text(statement))
    with pytest.raises(IntegrityError, match="can be added"), store._database.writing() as connection:
        connection.execute(text("INSERT INTO chunk SELECT upload, 7, x'00' FROM document"))
    assert store.check().ok


def test_replacing_is_refused_even_where_recursive_triggers_are_off(store: Store) -> None:
    store._database.pragma("recursive_triggers = OFF")
    with pytest.raises(IntegrityError, match="replaced"), store._database.writing() as connection:
        connection.execute(text("INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE row = 3"))


def test_the_same_words_twice_leave_different_digests(store: Store) -> None:
    for _ in range(2):
        confirm(store, "MOD-VAL-1", "yes")
    with store._database.reading() as connection:
        digests = connection.execute(text("SELECT content_sha256 FROM entry")).scalars().all()
    assert len(set(digests)) == len(digests)


def test_a_row_names_somebody(store: Store) -> None:
    with pytest.raises(InputError, match="Nobody is named"):
        confirm(store, "MOD-VAL-1", "yes", by="  ")
    assert store.answers() == ()


def test_a_number_that_is_not_finite_is_refused(store: Store) -> None:
    body = {**reading("pass"), "metrics": [{"name": "accuracy", "estimate": float("nan")}]}
    with pytest.raises(InputError, match="can't be kept"):
        add(store, body)
    assert store.readings() == ()


def test_the_head_is_the_digest_of_the_newest_row(store: Store) -> None:
    confirm(store, "MOD-VAL-1", "yes", by="  Jane   Doe ")
    assert store.chain_head() == store.log(1)[0].digest
    assert store.log(1)[0].by == EVALUATOR


@given(VALUES, VALUES)
def test_two_rows_have_one_digest_only_when_all_their_fields_agree(
    one: dict[str, object], other: dict[str, object]
) -> None:
    assert (chain.entry_digest(one) == chain.entry_digest(other)) == (one == other)


@given(VALUES, st.sampled_from(FIELDS))
def test_every_field_is_in_the_digest(values: dict[str, object], name: str) -> None:
    value = values[name]
    changed = {**values, name: value + 1 if isinstance(value, int) else f"{value}x"}
    assert chain.entry_digest(values) != chain.entry_digest(changed)
