"""The registers on the command line, and the warning where content made by AI carries an answer."""

from __future__ import annotations

import json
from pathlib import Path

from core.cli import EXIT_USAGE
from tests.core.commands.test_deployment_commands import Run, run

__all__ = ["run"]  # the fixture: a new case and a way to run commands on it


def test_entries_are_listed_changed_and_taken_out(run: Run) -> None:
    claim = ("dp-claim", "name=Noise on counts", "epsilon=3", "delta=1e-6", "units=5000")
    assert run("register add", *claim, by="Ana Ruiz") == (0, "Recorded: Differential-privacy claim, Noise on counts.\n")
    status, said = run("register list", "dp-claim")
    assert (status, "it does not say the unit of privacy and the accounting" in said) == (0, True)
    held = said.splitlines()[1].split()[0]
    assert run("register change", held, "unit=person", "accounting=PRV 1.0", by="Ana Ruiz")[0] == 0
    said = run("register list", "dp-claim")[1]
    assert "Epsilon: 3; Delta (0 for pure): 1e-6; Unit of privacy: person" in said
    assert "incomplete" not in said
    assert run("register remove", held, "--reason", "Withdrawn", by="Ana Ruiz")[0] == 0
    assert "Nothing is recorded" in run("register list", "dp-claim")[1]
    assert run("register remove", held, "--reason", "Again", by="Ana Ruiz")[0] == EXIT_USAGE
    assert "Register dp-claim: 'Noise on counts' taken out, because: Withdrawn" in run("case log")[1]


def test_a_register_is_saved_and_an_anonymised_incident_names_nobody(run: Run, tmp_path: Path) -> None:
    told = ("day=2026-11-01", "what=It stopped", "severity=none", "reported_to=Bo Ray", "kind=near miss")
    assert run("register add", "incident", "name=Stop", *told, "anonymised=yes", by="Ana Ruiz")[0] == 0
    assert run("register add", "incident", "name=Start", *told, "anonymised=no", by="Ana Ruiz")[0] == 0
    out = tmp_path / "incidents.json"
    assert run("register save", "incident", "--out", str(out))[0] == 0
    saved = json.loads(out.read_text(encoding="utf-8"))
    hidden, shown = saved["entries"]
    assert (hidden["name"], hidden["what"], saved["marking"]) == ("Stop", "It stopped", "UNCLASSIFIED")
    assert not {"recorded", "reported_to"} & hidden.keys()
    assert (shown["recorded"]["by"], shown["reported_to"]) == ("Ana Ruiz", "Bo Ray")


def test_what_the_act_asks_for_is_said_where_nothing_is_recorded(run: Run) -> None:
    said = run("register list")[1]
    assert "section 3(c)(2) asks for accuracy and bias risks" in said
    assert "section 3(e) asks how the risks" in said
    assert "Pilots" not in said
    assert run("register add", "incidents", "day=2026-11-01", by="Ana Ruiz")[0] == EXIT_USAGE
    assert run("register add", "incident", "oops", by="Ana Ruiz")[0] == EXIT_USAGE
    assert run("register add", "protected-class", "class=sexx", by="Ana Ruiz")[0] == 1


def test_status_warns_where_content_made_by_ai_carries_an_answer(run: Run, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("Drafted.", encoding="utf-8")
    given = (str(note), "--origin", "A language model", "--made-by-ai", "--item", "MOD-VAL-1", "--title", "Draft")
    assert run("attach", *given, by="Ana Ruiz")[0] == 0
    assert "made by AI" not in run("status")[1]  # nothing rests on it yet
    assert run("answer", "MOD-VAL-1", "yes", by="Ana Ruiz")[0] == 0
    assert "does not record a human check (3(e))" in run("status")[1]
    entry = ("synthetic-content", "name=Draft", "where=evidence", "generator=G", "human_check=All of it read")
    assert run("register add", *entry, by="Ana Ruiz")[0] == 0
    assert "How that risk is managed is in the register" in run("status")[1]
