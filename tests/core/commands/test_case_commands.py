"""What a script does to a case: every fault is one sentence, and nothing is left half done or written over."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core import demo, runs
from core.casefile.connection import Database
from core.cli import EXIT_USAGE, main
from core.errors import CaseFileError, InputError

Run = Callable[..., tuple[int, str]]
FACTS = ("--title", "T", "--agency", "Agency", "--name", "Screening", "--purpose", "Sorts forms", "--owner", "D. W.")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text("correct horse battery\n", encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, key: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the case, whose name stands as CASE; gives the exit status and all that was said."""

    def touchstone(*arguments: str | Path, by: str = "Jordan Ellis", by_file: Path = key) -> tuple[int, str]:
        named = [str(tmp_path / "work.touchstone") if one == "CASE" else str(one) for one in arguments]
        named += ["--passphrase-file", str(by_file), *(["--by", by] if by else [])]
        try:
            status = main(named)
        except SystemExit as left:
            status = int(left.code or 0)
        out = capfd.readouterr()
        assert "Traceback" not in out.out + out.err
        return status, out.out + out.err

    return touchstone


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    status, said = run("new", "CASE", *FACTS, "--new-use")
    assert status == 0, said
    return tmp_path / "work.touchstone"


def test_a_packet_is_never_written_over_a_file_of_another_kind(case: Path, run: Run):
    before = case.read_bytes()
    status, said = run("export", "CASE", "--out", case)
    assert status == 1
    assert "not written over" in said
    assert case.read_bytes() == before
    assert run("case", "check", "CASE", by="")[0] == 0


def test_no_packet_is_made_of_a_case_that_was_tampered_with(case: Path, run: Run, tmp_path: Path):
    change = """UPDATE entry SET "by" = 'Somebody else' WHERE row = 3"""
    database = Database(case, "correct horse battery", mode="write")
    try:
        database.run("DROP TRIGGER entry_kept")
        database.run(change)
    finally:
        database.close()
    status, said = run("export", "CASE", "--out", tmp_path / "packet.pdf")
    assert status == 1
    assert "Row 3 of the log" in said
    assert not (tmp_path / "packet.pdf").exists()


def test_a_demonstration_never_removes_a_case_that_is_there(case: Path):
    with pytest.raises(CaseFileError, match="already is a file"):
        demo.make_case(case, on_step=lambda _: None)
    assert case.exists()


def test_a_case_that_can_not_be_described_is_not_made(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    from core.casefile.store import Store

    def refuse(*_: object, **__: object) -> None:
        raise InputError("No.")

    monkeypatch.setattr(Store, "save_deployment", refuse)
    assert run("new", "CASE", *FACTS, "--new-use") == (1, "No.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["passphrase.txt"]


@pytest.mark.parametrize("form", ["\ufeff{}\n", "{}\r\n", "{}", "{}\nsecond line\n"])
def test_a_passphrase_file_is_read_as_any_editor_writes_it(case: Path, run: Run, tmp_path: Path, form: str):
    other = tmp_path / "other.txt"
    other.write_bytes(form.format("correct horse battery").encode())
    assert run("status", "CASE", by="", by_file=other)[0] == 0


def test_a_passphrase_may_hold_what_some_call_a_line_end(tmp_path: Path, run: Run):
    odd = tmp_path / "odd.txt"
    odd.write_text("correct horse\u2028battery staple\n", encoding="utf-8")
    assert run("new", "CASE", *FACTS, "--new-use", by_file=odd)[0] == 0
    first = tmp_path / "first.txt"
    first.write_text("correct horse\n", encoding="utf-8")
    assert run("status", "CASE", by="", by_file=first)[0] == 1


@pytest.mark.parametrize(
    ("content", "words"), [(b"\x9e\xff\n", "no UTF-8 text"), (b"", "is empty"), (None, "can't be read")]
)
def test_a_passphrase_file_with_a_fault_is_named(case: Path, run: Run, tmp_path: Path, content: bytes, words: str):
    other = tmp_path / "other.txt"
    if content is not None:
        other.write_bytes(content)
    status, said = run("status", "CASE", by="", by_file=other)
    assert (status, words in said) == (EXIT_USAGE, True), said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("attach", "CASE", "FILE", "--origin", "o", "--item", "NOPE-9"), "no item NOPE-9"),
        (("attach", "CASE", "FILE", "--origin", " "), "--origin"),
        (("export", "CASE", "--out", "x.pdf", "--include-limit", "-3"), "--include-limit"),
        (("deployment", "change", "CASE", "--components", "FOO"), "no component FOO"),
        (("deployment", "change", "CASE"), "Nothing is to be changed"),
        (("evidence", "link", "CASE", "nothing", "MOD-VAL-1"), "no evidence nothing"),
        (("finding", "change", "CASE", "MOD-VAL-1", "--status", "accepted"), "no finding MOD-VAL-1"),
    ],
)
def test_wrong_usage_is_one_sentence(case: Path, run: Run, key: Path, arguments: tuple[str, ...], words: str):
    status, said = run(*(str(key) if one == "FILE" else one for one in arguments))
    assert status == EXIT_USAGE
    assert words in said


def test_nobody_acts_without_a_name(case: Path, run: Run):
    status, said = run("answer", "CASE", "MOD-VAL-1", "yes", by=" ")
    assert status == EXIT_USAGE
    assert "--by" in said


def test_a_finding_is_listed_and_accepted_with_a_remark(case: Path, run: Run):
    run("answer", "CASE", "MOD-SAF-4", "no")
    listed = run("finding", "list", "CASE", by="")[1]
    assert "1 of 1 findings are open" in listed
    assert run("finding", "change", "CASE", "mod-saf-4", "--status", "accepted")[0] == 1
    accept = ("finding", "change", "CASE", listed.split()[0], "--status", "accepted", "--remark", "Low risk.")
    assert "Only the system owner, D. W.," in run(*accept, "--until", "2999-12-31")[1]
    done = run(*accept, "--until", "2999-12-31", "--owner", "D. W.", by="D. W.")
    assert done[0] == 0, done[1]
    assert "0 of 1 findings are open" in run("finding", "list", "CASE", by="")[1]
    assert "risk accepted by D. W." in run("finding", "show", "CASE", "MOD-SAF-4", by="")[1]


def test_a_plan_of_action_is_made_and_written_from_the_command_line(case: Path, run: Run, tmp_path: Path):
    run("answer", "CASE", "MOD-SAF-4", "no")
    plan = ("CASE", "MOD-SAF-4")
    assert run("finding", "change", *plan, "--owner", "Lee Tran", "--due", "2026-01-31")[0] == 0
    assert "overdue by" in run("finding", "list", "CASE", "--overdue", "--cell", "MOD-SAF", by="")[1]
    assert "MOD" not in run("finding", "list", "CASE", "--cell", "DAT", by="")[1]
    assert run("finding", "milestone", *plan, "--text", "Memo signed", "--due", "2026-01-20")[0] == 0
    said = run("finding", "milestone", *plan, "--number", "1", "--done", "2026-02-02")[1]
    assert "milestone 1: Memo signed (due 2026-01-20, reached 2026-02-02)" in said
    assert "no milestone 2" in run("finding", "milestone", *plan, "--number", "2", "--drop")[1]
    assert run("finding", "progress", *plan, "The memo is with counsel.")[0] == 0
    late = ("finding", "delay", *plan, "--action", "The deputy counsel reads it.", "--date", "2999-01-15")
    refused = run(*late, "--cause", "unforeseen circumstances")
    assert refused[0] == 1
    assert "would fit any delay" in refused[1]
    assert "This checks the form alone" in run(*late, "--cause", "Nine memos wait before this one.")[1]
    staff = ("--kind", "staff", "--text", "One reviewer", "--amount", "1", "--unit", "people")
    assert "barrier 1: Staff, 1 people: One reviewer" in run("finding", "barrier", *plan, *staff)[1]
    lowered = run("finding", "change", *plan, "--severity", "low", "--reason", "Few people.")
    assert lowered[0] == 0
    shown = run("finding", "show", *plan, by="")[1]
    for words in ("in the plan, low", "severity lowered from high", "progress", "delay, cause: Nine", "log "):
        assert words in shown
    target = tmp_path / "poam.json"
    assert run("finding", "plan", "CASE", "--out", target)[0] == 0
    assert len(json.loads(target.read_text("utf-8"))["plan-of-action-and-milestones"]["poam-items"]) == 1
    assert "already is a file" in run("finding", "plan", "CASE", "--out", target)[1]


def test_evidence_is_listed_linked_withheld_and_saved(case: Path, run: Run, key: Path, tmp_path: Path):
    run("attach", "CASE", key, "--origin", "A visit", "--title", "Note")
    assert run("evidence", "link", "CASE", "Note", "MOD-VAL-1")[0] == 0
    assert run("evidence", "change", "CASE", "Note", "--withhold", "--marking", "(CUI)")[0] == 0
    listed = run("evidence", "list", "CASE", by="")[1]
    assert re.search(r"\(CUI\) Note: 22 bytes, withheld, MOD-VAL-1", listed)
    assert run("evidence", "save", "CASE", listed.split()[0], tmp_path / "saved.txt", by="")[0] == 0
    assert (tmp_path / "saved.txt").read_bytes() == key.read_bytes()
    assert run("evidence", "unlink", "CASE", "Note", "MOD-VAL-1")[0] == 0
    assert "no item" in run("evidence", "list", "CASE", by="")[1]


def test_the_deployment_changes_and_another_evaluation_starts(case: Path, run: Run):
    assert run("deployment", "change", "CASE", "--components", "dat,mod", "--stage", "operation")[0] == 0
    assert run("deployment", "start", "CASE", "--profile", "quick")[0] == 0
    shown = run("deployment", "show", "CASE", by="")[1]
    assert "deployment components: MOD, DAT" in shown
    assert "evaluation title: Screening: operation" in shown
    assert "evaluation profile: quick" in shown


def test_a_wrong_passphrase_is_said_before_any_probe_runs(
    case: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runs, "evaluate", lambda *_, **__: pytest.fail("probes ran"))
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase\n", encoding="utf-8")
    plan = tmp_path / "p.plan.yaml"
    plan.write_text("name: p\nmodel: m.onnx\ntask: binary\n", encoding="utf-8")
    status, said = run("evaluate", plan, "--out", tmp_path / "out", "--case", "CASE", by_file=wrong)
    assert status == 1
    assert "does not open" in said


def test_a_folder_that_can_not_be_written_is_said_before_any_probe_runs(tmp_path: Path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="Nothing can be written into"):
        runs.demand_folder(tmp_path / "file")
    runs.demand_folder(tmp_path / "new" / "one")
    assert not (tmp_path / "new").exists()


def test_readings_that_can_not_be_written_leave_nothing(tmp_path: Path):
    (tmp_path / "readings.json").mkdir()
    with pytest.raises(InputError, match="can't be written"):
        runs.write_readings([], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["readings.json"]
