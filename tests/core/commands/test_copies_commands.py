"""Copies, packs and removals from a script: what is said, what the exit status is, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.casefile import connection
from core.cli import EXIT_USAGE, main

Run = Callable[..., tuple[int, str]]
FACTS = ("--title", "T", "--agency", "A", "--name", "S", "--purpose", "P", "--owner", "O", "--new-use")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command; CASE and COPY stand for the case and its copy, and `by` names the person."""
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    (tmp_path / "key").write_text("correct horse battery\n", encoding="utf-8")
    places = {"CASE": str(tmp_path / "case.touchstone"), "COPY": str(tmp_path / "copy.touchstone")}

    def touchstone(*arguments: str, by: str = "") -> tuple[int, str]:
        named = [places.get(one, one) for one in arguments]
        try:
            status = main([*named, "--passphrase-file", str(tmp_path / "key"), *(("--by", by) if by else ())])
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return status, said.out + said.err

    assert touchstone("new", "CASE", *FACTS, by="Ana Ruiz")[0] == 0
    return touchstone


def test_two_people_work_on_copies_and_settle_what_differs(run: Run) -> None:
    assert run("case", "backup", "CASE", "COPY")[0] == 0
    run("answer", "CASE", "MOD-VAL-1", "no", "--remark", "Not on field data.", by="Ana Ruiz")
    run("answer", "COPY", "MOD-VAL-1", "yes", by="Ben Okoro")
    status, said = run("case", "merge", "CASE", "COPY", by="Ana Ruiz")
    assert status == 0
    assert "1 conflict to settle" in said
    assert "ours    " in said
    assert run("case", "conflicts", "CASE")[0] == 1
    assert "choose one" in run("status", "CASE", "--all")[1]
    assert run("case", "settle", "CASE", "MOD-VAL-9", "--take", "ours", by="Ana Ruiz")[0] == EXIT_USAGE
    status, said = run("case", "settle", "CASE", "mod-val-1", "--take", "theirs", by="Ana Ruiz")
    assert (status, said) == (0, "The answer to MOD-VAL-1: what Ben Okoro wrote holds.\n")
    assert run("case", "conflicts", "CASE") == (0, "There is no conflict to settle.\n")
    assert "nothing was changed" in run("case", "merge", "CASE", "COPY", by="Ana Ruiz")[1]
    assert run("case", "check", "CASE")[0] == 0


def test_words_are_found_and_removed_by_two_people(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("blue heron\n", encoding="utf-8")
    run("answer", "CASE", "MOD-VAL-1", "yes", "--remark", "Feeds Blue Heron.", by="Ana Ruiz")
    status, said = run("case", "find", "CASE", "--words-file", str(tmp_path / "words"))
    assert (status, said.splitlines()[-1]) == (0, "1 place holds the words.")
    assert "Blue Heron" not in said, "a terminal keeps what it shows"
    row = said.split()[0]
    told = ("--row", row, "--what", "A name", "--why", "Wrong system")
    status, said = run("case", "remove", "CASE", *told, "--second", "RUIZ, Ana", by="Ana Ruiz")
    assert (status, "same person" in said) == (1, True)
    status, said = run("case", "remove", "CASE", *told, "--second", "Ben Okoro", by="Ana Ruiz")
    assert status == 0
    assert "Backups and copies" in said
    status, said = run("case", "check", "CASE")
    assert status == 0
    assert "removed on record by Ana Ruiz and Ben Okoro" in said
    assert (
        run("case", "remove", "CASE", "--row", "99", *told[2:], "--second", "Ben Okoro", by="Ana Ruiz")[0] == EXIT_USAGE
    )
