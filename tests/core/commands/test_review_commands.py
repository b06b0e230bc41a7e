"""The review from a script: what is said, what the exit status is, what the packet then says, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.casefile import connection
from core.cli import main
from core.verify.verify import verify_packet

Run = Callable[..., tuple[int, str]]
FACTS = ("--title", "T", "--agency", "A", "--name", "S", "--purpose", "P", "--owner", "O", "--new-use")
ANA, BEN = "Ana Ruiz", "Ben Okoro"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command; CASE, COPY and PACKET stand for files, and `by` names the person."""
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    (tmp_path / "key").write_text("correct horse battery\n", encoding="utf-8")
    names = {"CASE": "case.touchstone", "COPY": "copy.touchstone", "PACKET": "packet.pdf"}
    places = {short: str(tmp_path / name) for short, name in names.items()}

    def touchstone(*arguments: str, by: str = "") -> tuple[int, str]:
        named = [places.get(one, one) for one in arguments]
        status = main([*named, "--passphrase-file", str(tmp_path / "key"), *(("--by", by) if by else ())])
        said = capsys.readouterr()
        return status, said.out + said.err

    assert touchstone("new", "CASE", *FACTS, by=ANA)[0] == 0
    touchstone("answer", "CASE", "MOD-VAL-1", "yes", by=ANA)
    return touchstone


def seen(run: Run) -> str:
    return run("review", "show", "CASE")[1].partition("as it is now: ")[2].split()[0]


def test_the_packet_says_who_accepted_what_and_needs_a_second_person_where_the_case_says_so(
    run: Run, tmp_path: Path
) -> None:
    rule = ("review", "rule", "CASE", "--second-person", "on", "--reason", "Insider threat.")
    assert run(*rule, by=ANA) == (0, "Packets need a second person.\n")
    assert run("review", "submit", "CASE", by=ANA)[0] == 0
    accept = ("review", "accept", "CASE", "--role", "second-reviewer", "--remark", "A pilot.")
    status, said = run(*accept, "--seen", "0" * 64, by=BEN)
    assert (status, "changed since you looked" in said) == (1, True)
    status, said = run(*accept, "--seen", seen(run)[:8], by=ANA)
    assert (status, "own work" in said) == (1, True)
    status, said = run(*accept, "--seen", seen(run)[:8], by=BEN)
    assert (status, said) == (0, "Accepted by Ben Okoro (Second reviewer), as it stands here.\n")
    status, said = run("answer", "CASE", "MOD-VAL-2", "yes", by=ANA)
    assert (status, "accepted and locked" in said) == (1, True)
    status, said = run("export", "CASE", "--out", "PACKET", by=ANA)
    assert (status, "nobody has released" in said) == (1, True)
    assert not (tmp_path / "packet.pdf").exists()
    assert run("review", "release", "CASE", "--seen", seen(run), by=BEN)[0] == 0
    assert run("export", "CASE", "--out", "PACKET", by=ANA)[0] == 0
    found = verify_packet((tmp_path / "packet.pdf").read_bytes(), trust=(), name="packet.pdf")
    assert found.manifest is not None
    review = found.manifest["status"]["review"]
    assert (review["state"], review["changed_since"]) == ("accepted", False)
    assert [(one["by"], one["role"], one["seen"]) for one in review["accepted"]] == [
        (BEN, "second-reviewer", seen(run))
    ]
    assert run("review", "reopen", "CASE", "--reason", "New data.", by=ANA)[0] == 0
    assert run("answer", "CASE", "MOD-VAL-2", "yes", by=ANA)[0] == 0


def test_it_is_returned_with_comments_and_two_evaluators_are_compared(run: Run) -> None:
    run("review", "submit", "CASE", by=ANA)
    assert run("review", "show", "CASE")[1].startswith(f"Submitted for review by {ANA}; nobody has accepted it yet.\n")
    run("review", "return", "CASE", "--comment", "mod-val-1: which data?", "--comment", "Short: good.", by=BEN)
    said = run("review", "show", "CASE")[1]
    assert "(U) MOD-VAL-1: which data?" in said
    assert "(U) Short: good." in said
    run("case", "backup", "CASE", "COPY")
    for item, value in (("MOD-VAL-1", "no"), ("MOD-VAL-2", "yes"), ("MOD-VAL-3", "no")):
        run("answer", "COPY", item, value, "--remark", "Looked again.", by=BEN)
    for item, value in (("MOD-VAL-2", "yes"), ("MOD-VAL-3", "no")):
        run("answer", "CASE", item, value, "--remark", "On field data.", by=ANA)
    status, said = run("review", "agreement", "CASE", "COPY")
    assert status == 0
    assert said.startswith("3 items answered in both (2 yes, 1 no in the first), 2 alike.")
    assert "Cohen's kappa 0.40" in said
    assert "  MOD-VAL-1: yes / no" in said
