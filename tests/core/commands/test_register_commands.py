"""The registers on the command line, and the warning where content made by AI carries an answer."""

from __future__ import annotations

import json
from pathlib import Path

from core.catalog import proposal
from core.catalog.load import builtin_pack
from core.cli import EXIT_USAGE, main
from tests.core.commands.test_deployment_commands import Run, run

MODELS = Path(__file__).resolve().parents[2] / "models"
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


def test_a_draft_of_a_models_bill_takes_the_energy_card_of_a_case(run: Run, tmp_path: Path) -> None:
    model, out = MODELS / "adult_lr.onnx", tmp_path / "bill.cdx.json"
    case, secret = tmp_path / "work.touchstone", ("--passphrase-file", str(tmp_path / "passphrase.txt"))
    command = ("bom", str(model), "--case", str(case), *secret, "--spec", "1.7", "--out", str(out))
    assert main(list(command)) == 1
    assert not out.exists()  # nothing is recorded yet
    entry = ("energy", "name=Fit", "phase=training", "kwh=2", "method=metered", "factor=0.5")
    assert run("register add", *entry, by="Ana Ruiz")[0] == 0
    assert main(list(command)) == 0
    bill = json.loads(out.read_text(encoding="utf-8"))
    told = bill["components"][0]["modelCard"]["considerations"]["environmentalConsiderations"]
    assert told["energyConsumptions"][0]["activityEnergyCost"] == {"value": 2.0, "unit": "kWh"}
    assert main(list(command)) == 1  # what people filled in is not written over
    spdx = tmp_path / "card.spdx.json"
    assert run("register save", "energy", "--form", "spdx-3.0.1", "--out", str(spdx))[0] == 0
    assert json.loads(spdx.read_text(encoding="utf-8"))["@context"].endswith("3.0.1/spdx-context.jsonld")
    assert run("register save", "energy", "--form", "spdx", "--out", str(spdx))[0] == EXIT_USAGE


def test_a_lesson_goes_into_a_proposal_file_that_is_marked_as_the_incident_is(run: Run, tmp_path: Path) -> None:
    told = ("day=2026-11-01", "what=It stopped", "severity=none", "kind=incident", "items=MOD-VAL-2", "anonymised=yes")
    assert run("register add", "incident", "name=Stop", *told, by="Ana Ruiz")[0] == 0
    held = run("register list", "incident")[1].splitlines()[1].split()[0]
    out = tmp_path / "ours.yaml"
    propose = (held, "--kind", "comment", "--out", str(out))
    assert "No lesson is recorded" in run("register propose", *propose, by="Ana Ruiz")[1]
    assert run("register change", held, "lesson=Ask for it", "marking=(CUI)", by="Ana Ruiz")[0] == 0
    assert run("register propose", *propose, by="Ana Ruiz")[1] == f"{out}: marked CUI, entries on {_pack()}: 1.\n"
    (entry,) = proposal.read(out).entries
    assert (entry.subject, entry.reason) == ("MOD-VAL-2", "Incident “Stop” of 2026-11-01. Lesson: Ask for it")
    assert "on MOD-VAL-2, in ours.yaml" in run("register list", "incident")[1]
    assert "is the proposal of Ana Ruiz" in run("register propose", *propose, by="Bo Ray")[1]


def test_a_failed_campaign_opens_a_finding(run: Run) -> None:
    told = ("name=Spring", "team=Blue", "independent=yes", "start=2026-11-02", "scope=All", "items=MOD-SEC-1")
    said = run("register add", "red-team", *told, "result=failed", by="Ana Ruiz")[1]
    assert "open: Red-team campaign failed: Spring (MOD-SEC-1)." in said
    assert "Red-team campaign failed: Spring" in run("finding list")[1]


def _pack() -> str:
    pack = builtin_pack()
    return f"{pack.id} {pack.version}"


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
