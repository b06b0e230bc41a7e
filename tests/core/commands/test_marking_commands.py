"""What a script reads of a marking: exit status, the rule on standard error, the banner on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.casefile import connection
from core.cli import main

CASE = ("--title", "T", "--agency", "A", "--name", "S", "--purpose", "P", "--owner", "O", "--new-use")


@pytest.mark.parametrize(
    ("arguments", "status", "out", "err"),
    [
        (["check", "SECRET//NOFORN"], 0, "SECRET//NOFORN: a well-formed banner marking.\n", ""),
        (["check", "(S//NF)"], 0, "(S//NF): a well-formed portion marking.\n", ""),
        (["check", "SECRET//NOFORN/REL TO USA, GBR"], 1, "", "C04: NOFORN and REL TO exclude each other.\n"),
        (["rollup", "(S//NF)", "(U)"], 0, "SECRET//NOFORN\n", ""),
        (["rollup", "(U)", "(CUI)", "--profile", "dod"], 0, "CUI\n", ""),
        (
            ["check", "SECRET", "--profile", "none"],
            1,
            "",
            "The marking profile 'none' is not one of ic, dod, nara-cui.\n",
        ),
    ],
)
def test_check_and_rollup_say_exactly_this(
    arguments: list[str], status: int, out: str, err: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["marking", *arguments]) == status
    said = capsys.readouterr()
    assert (said.out, said.err) == (out, err)


def test_a_classified_case_states_its_authority_and_why_it_is_above_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    (tmp_path / "key").write_text("correct horse battery\n", encoding="utf-8")
    case = str(tmp_path / "case")
    secret = ("--passphrase-file", str(tmp_path / "key"))
    by = (*secret, "--by", "Ana Ruiz")

    def run(*arguments: str) -> tuple[int, str]:
        status = main(list(arguments))
        said = capsys.readouterr()
        return status, said.out + said.err

    assert run("new", case, *CASE, *by, "--marking", "SECRET")[0] == 0
    assert run("answer", case, "MOD-VAL-1", "yes", *by)[0] == 0
    status, said = run("marking", "state", case, *secret)
    assert status == 1
    assert "Classified By" in said
    assert "no decision on compilation" in said
    status, said = run("export", case, *by, "--out", str(tmp_path / "packet.pdf"))
    assert (status, (tmp_path / "packet.pdf").exists()) == (1, False)
    assert "SECRET lies above its portions" in said
    assert "touchstone marking compile CASE" in said
    status, said = run("marking", "authority", case, *by, "--classified-by", "Ana Ruiz", "--declassify-on", "OADR")
    assert (status, "Derived From" in said) == (1, True)
    stated = ("--classified-by", "Ana Ruiz", "--derived-from", "Guide 7", "--declassify-on", "20491231")
    assert run("marking", "authority", case, *by, *stated, "--origin", "2026-11-22")[0] == 0
    assert run("marking", "compile", case, *by, "--reason", "Together they show the schedule.")[0] == 0
    status, said = run("marking", "state", case, *secret)
    assert status == 0, said
    assert "decided by Ana Ruiz" in said
    assert "Declassify On: 20491231" in said
