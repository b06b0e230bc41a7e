"""A case file is never written in the clear, even by an installation that went wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from core.casefile import connection
from core.casefile.store import Store
from core.errors import CaseFileError


def test_a_plain_sqlite_in_place_of_sqlcipher_is_refused_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "sqlcipher", sqlite3)
    with pytest.raises(CaseFileError, match="can't encrypt"):
        Store.create(tmp_path / "case.touchstone", "correct horse battery", title="Screening", by="Jordan Ellis")
    assert [path for path in tmp_path.iterdir() if path.stat().st_size] == []


def test_nothing_of_the_case_can_be_read_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "case.touchstone"
    with Store.create(path, "correct horse battery", title="Unmistakable title", by="Jordan Ellis"):
        pass
    held = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not held.startswith(b"SQLite format 3")
    assert b"Unmistakable title" not in held
    assert b"Jordan Ellis" not in held
