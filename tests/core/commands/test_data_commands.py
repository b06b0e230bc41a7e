"""Data sets on the command line: lineage with its exit status, sheet, profile, comparing, naming digests."""

from __future__ import annotations

from pathlib import Path

from core.cli import EXIT_USAGE
from tests.core.commands.test_deployment_commands import Run, run  # noqa: F401 - the fixture

BY = "Ana Ruiz"


def add(run: Run, kind: str, title: str, *fields: str) -> None:  # noqa: F811
    status, said = run_on(run, "component add", kind, title, *fields)
    assert status == 0, said


def run_on(run: Run, command: str, *arguments: str) -> tuple[int, str]:  # noqa: F811
    return run(command, *arguments, by=BY)


def test_a_chain_is_recorded_named_broken_and_seen_to_be_broken(run: Run, tmp_path: Path) -> None:  # noqa: F811
    table = tmp_path / "test.csv"
    table.write_text("a,b\n" + "1,x\n" * 30, encoding="utf-8")
    add(run, "data-set", "All rows", "role=source", "rows=30")
    add(run, "data-set", "Test rows", "role=test")
    add(
        run,
        "data-step",
        "Cut",
        "action=split",
        "source=All",
        "after=30",
        "reason=All",
        "takes=All rows",
        "gives=test rows",
    )
    status, said = run_on(run, "data profile", "test ROWS", str(table))
    assert status == 0
    assert "(U) Test rows: 30 records in 2 columns; no value is missing." in said
    assert "b: type text; missing 0; different 1; values and their records x: 30" in said
    assert run_on(run, "data name-digests", "Cut")[0] == 0
    status, said = run("data lineage", "--svg", str(tmp_path / "l.svg"))
    assert (status, said.splitlines()[0][:5]) == (0, "open:")
    assert "UNCLASSIFIED." in (tmp_path / "l.svg").read_text("utf-8")
    assert run("data compare", "Test rows", str(table))[0] == 0
    table.write_text("a,b\n" + "1,x\n" * 29 + "2,x\n", encoding="utf-8")
    assert run("data compare", "Test rows", str(table))[0] == 1
    assert run_on(run, "data profile", "Test rows", str(table))[0] == 0
    status, said = run("data lineage")
    assert (status, said.splitlines()[0][:7]) == (1, "broken:")
    assert "! DAT: “(U) Cut” names the digest" in said


def test_a_sheet_is_written_field_by_field_and_says_what_is_not_said(run: Run) -> None:  # noqa: F811
    add(run, "data-set", "Test rows", "role=test")
    assert run("data sheet", "Test rows", "purpose=To measure")[0] == EXIT_USAGE  # nobody is named
    status, said = run_on(run, "data sheet", "Test rows", "purpose=To measure", "creators=We")
    assert status == 0
    assert "(U) Test rows: 2 of 49 fields" in said
    assert "Purpose (purpose): To measure" in said
    assert "Funded by (funding): not said" in run("data sheet", "Test rows")[1]
    assert run_on(run, "data sheet", "Test rows", "colour=red")[0] == 1
    assert run("data profile", "Test rows")[0] == EXIT_USAGE
    status, said = run("data sheet", "Test row")
    assert status == EXIT_USAGE
    assert "Test rows" in said
