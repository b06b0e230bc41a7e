"""Every copy of a case puts its rows in the same order, whichever was merged into which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import clock
from core.casefile import chain, schema
from core.casefile.store import Store
from tests.core.casefile.acts import confirm, run_raw
from tests.core.casefile.conftest import PASSPHRASE

OTHER = "Ann Lee"


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Iterator[Store]:
    store.backup(tmp_path / "copy.touchstone")
    with Store.open(tmp_path / "copy.touchstone", PASSPHRASE) as opened:
        yield opened


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the clock to a time of one day."""
    return lambda time: monkeypatch.setattr(clock, "stamp", lambda: f"2026-11-02T{time}:00Z")


def order(store: Store) -> list[str]:
    """The digests of the rows, without those in which a copy notes its own merge."""
    with store._database.reading() as connection:
        return [one.digest for one in chain.entries(connection) if one.kind not in ("merged", "conflict")]


def test_the_later_of_two_answers_is_the_newest_in_both_copies(
    store: Store, copy: Store, at: Callable[[str], None]
) -> None:
    at("10:00")
    early = confirm(copy, "MOD-VAL-1", "yes", by=OTHER)
    at("10:05")
    late = confirm(store, "MOD-VAL-1", "yes")
    store.merge(copy.path, PASSPHRASE, by="Jane Doe")
    copy.merge(store.path, PASSPHRASE, by=OTHER)
    for one in (store, copy):
        assert [answer.id for answer in one.answers()][-2:] == [early.id, late.id]
        assert one.check().ok
    assert order(store) == [row for row in order(copy) if row in order(store)]


def test_what_was_written_after_a_merge_comes_after_it_though_a_clock_was_wrong(
    store: Store, copy: Store, at: Callable[[str], None]
) -> None:
    at("12:00")
    confirm(copy, "MOD-VAL-1", "yes", by=OTHER)
    at("09:00")
    store.merge(copy.path, PASSPHRASE, by="Jane Doe")
    last = confirm(store, "MOD-VAL-1", "no")
    at("13:00")
    confirm(copy, "DAT-VAL-1", "yes", by=OTHER)
    copy.merge(store.path, PASSPHRASE, by=OTHER)
    assert [one.id for one in copy.answers() if one.item_id == "MOD-VAL-1"][-1] == last.id
    assert copy.check().ok


def test_a_row_that_lies_before_what_its_writer_knew_is_found_by_the_check(
    store: Store, copy: Store, path: Path
) -> None:
    confirm(copy, "MOD-VAL-1", "yes", by=OTHER)
    store.merge(copy.path, PASSPHRASE, by="Jane Doe")
    store.close()
    kept = next(one for one in schema.trigger_statements() if "entry_kept" in one)
    run_raw(path, "DROP TRIGGER entry_kept", f"UPDATE entry SET row = row + 1000 WHERE by = '{OTHER}'", kept)
    with Store.open(path, PASSPHRASE) as opened:
        assert "missing or moved" in opened.check().sentence
