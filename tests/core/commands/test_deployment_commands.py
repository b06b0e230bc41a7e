"""The intake, the clocks, exemptions, parts, people and passes on the command line, in the order of a working day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from core.casefile import connection
from core.cli import EXIT_USAGE, main

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a new case; a name after `by=` is who does it."""
    monkeypatch.setattr(connection, "KDF_ROUNDS", 1000)
    key = tmp_path / "passphrase.txt"
    key.write_text("correct horse battery\n", encoding="utf-8")

    def touchstone(command: str, *arguments: str, by: str = "") -> tuple[int, str]:
        case = str(tmp_path / "work.touchstone")
        given = [*command.split(), case, *arguments, "--passphrase-file", str(key), *(["--by", by] if by else [])]
        try:
            status = main(given)
        except SystemExit as left:
            status = int(left.code or 0)
        said = capfd.readouterr()
        return status, said.out + said.err

    facts = ("--title", "T", "--agency", "A", "--name", "Screening", "--purpose", "Sorts", "--owner", "D. W.")
    assert touchstone("new", *facts, "--existing", by="Ana Ruiz")[0] == 0
    return touchstone


def test_the_intake_says_what_is_asked_what_follows_and_why(run: Run) -> None:
    for question in ("machine-based", "perceives", "abstracts", "infers", "decides-alone"):
        assert run("intake answer", question, "yes", "--reason", "Seen", by="Ana Ruiz")[0] == 0
    assert run("intake answer", "effect-on", "access,rights", by="Ana Ruiz")[1] == "effect-on: access, rights\n"
    status, said = run("intake show")
    assert status == 0
    assert "[ai-system], 2(1)(A)-(C): yes" in said
    assert "[duties], 2(1), 4(a): apply" in said
    assert (
        "2(1)(C): Does it use what the model infers to formulate options for information or action? Yes. Seen" in said
    )
    assert "rescinded" in said
    status, said = run("intake overrule", "ai-system", "no", "--reason", "Counsel, memo 3", by="Pat Kim")
    assert status == 0
    assert "Pat Kim decided “no” in place of “yes”: Counsel, memo 3" in run("intake show")[1]
    assert run("intake answer", "inferz", "yes", by="Ana Ruiz")[0] == EXIT_USAGE
    assert run("intake answer", "infers", "perhaps", by="Ana Ruiz")[0] == 1
    assert run("intake overrule", "ai-system", "no", "--reason", " ", by="Pat Kim")[0] == 1


def test_the_clocks_count_from_dates_that_somebody_sets(run: Run) -> None:
    assert "that date is not set" in run("clocks show")[1]
    dates = ("--enacted", "2025-03-01", "--released", "2026-01-15", "--source", "Notice 7")
    assert run("clocks dates", *dates, by="Ana Ruiz")[0] == 0
    assert "1 day left, until 2028-01-15." in run("clocks show", "--on", "2028-01-14")[1]
    assert "Passed 1 day ago, on 2028-01-15." in run("clocks show", "--on", "2028-01-16")[1]
    told = {one["id"]: one for one in json.loads(run("clocks show", "--json", "--on", "2028-01-16")[1])}
    assert (told["existing"]["state"], told["existing"]["left"], told["existing"]["clause"]) == ("passed", -1, "4(b)")
    goes_on = ("existing", "continue", "--day", "2028-01-15", "--owner", "Ann Lee")
    assert run("clocks decide", *goes_on, by="Ana Ruiz")[0] == 1
    more = ("--authority", "Secretary", "--reason", "Relief payments depend on it")
    assert run("clocks decide", *goes_on, *more, by="Ana Ruiz")[0] == 0
    assert "by authority of Secretary" in run("clocks show", "--on", "2028-01-16")[1]
    assert run("clocks show", "--on", "tomorrow")[0] == EXIT_USAGE


def test_an_exemption_is_added_renewed_evaluated_afterwards_and_ended(run: Run) -> None:
    told = ("--cells", "MOD-SEC", "--authority", "Director", "--granted", "2026-11-01", "--reason", "Flood relief")
    status, said = run("exemption add", "emergency", *told, by="Ana Ruiz")
    assert (status, "last day" in said) == (1, True)
    ends = ("--until", "2099-12-01", "--after-action-due", "2099-12-31")
    assert run("exemption add", "emergency", *told, *ends, by="Ana Ruiz")[0] == 0
    said = run("exemption list")[1]
    assert "in force: (U) Time-sensitive or emergency case (4(a)(2)(B)). Cells MOD-SEC" in said
    held = said.split()[0]
    assert "195 items answered" in run("status")[1]  # five of 200 are not due
    assert run("exemption renew", held, "2100-12-01", "--reason", "Memo 4", by="Ana Ruiz")[0] == 0
    assert run("exemption after-action", held, "2099-12-30", "--record", "Report 9", by="Ana Ruiz")[0] == 0
    assert run("exemption end", held, "2026-11-02", "--reason", "Over", by="Ana Ruiz")[0] == 0
    assert "ended" in run("exemption list")[1]
    assert "200 items answered" in run("status")[1]
    assert run("exemption end", "ffff", "2026-11-02", "--reason", "Over", by="Ana Ruiz")[0] == EXIT_USAGE


def test_parts_and_people_are_recorded_and_what_does_not_fit_is_named(run: Run) -> None:
    first = ("data-step", "All forms", "action=collected", "source=Forms", "after=10000", "reason=All")
    second = ("data-step", "Adults", "action=filtered", "source=Forms", "before=9000", "after=8800", "reason=Age")
    assert run("component add", *first, by="Ana Ruiz")[0] == 0
    assert run("component add", *second, by="Ana Ruiz")[0] == 0
    said = run("component list")[1]
    assert "200 removed (2.2 %)" in said
    assert "“Adults” begins with 9,000 records; “All forms” left 10,000." in said
    part = next(line.split()[0] for line in said.splitlines() if "Adults." in line)
    assert run("component remove", part, "--reason", "Wrong count", by="Ana Ruiz")[0] == 0
    assert "Adults" not in run("component list")[1]
    assert run("component add", "engine", "X", by="Ana Ruiz")[0] == EXIT_USAGE
    assert run("component add", "model", "X", "version", by="Ana Ruiz")[0] == EXIT_USAGE
    assert run("role set", "caio", "Pat Kim", by="Ana Ruiz")[0] == 1
    assert run("role set", "caio", "Pat Kim", "--designated", "2026-02-01", by="Ana Ruiz")[0] == 0
    assert "Chief AI Officer (4(e)): Pat Kim, designated 2026-02-01" in run("role list")[1]


def test_a_second_evaluation_carries_answers_over_until_they_are_confirmed(run: Run) -> None:
    assert run("answer", "MOD-VAL-1", "yes", "--remark", "Seen", by="Ana Ruiz")[0] == 0
    assert "no earlier evaluation" in run("changes show")[1]
    assert run("deployment start", "--title", "Second", "--stage", "operation", by="Ana Ruiz")[0] == 0
    said = run("changes show")[1]
    assert "Second: 1 yes, 0 partly, 0 no, 0 not applicable (1 carried over)" in said
    assert "evaluation: stage: deployment -> operation" in said
    assert "MOD-VAL-1 has an answer carried over" in run("status", "--all")[1]
    assert run("changes confirm", "MOD-VAL", by="Pat Kim") == (0, "Confirmed: MOD-VAL-1\n")
    assert "(0 carried over)" in run("changes show")[1]
    assert run("changes confirm", "MOD-VAL-1", by="Pat Kim")[0] == EXIT_USAGE
