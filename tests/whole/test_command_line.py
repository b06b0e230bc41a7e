"""The command line as a script uses it: a case from nothing to a signed packet, and what wrong usage gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.whole.command import ROOT, touchstone

PERSON = ("--by", "Jordan Ellis")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase.txt"
    file.write_text("correct horse battery\n", encoding="utf-8")
    return file


@pytest.fixture
def case(tmp_path: Path, secret: Path) -> Path:
    path = tmp_path / "work.touchstone"
    facts = ("--title", "Screening", "--agency", "Example Agency", "--name", "Screening", "--purpose", "Sorts forms")
    done = touchstone("new", path, *facts, "--owner", "D. W.", "--existing", *PERSON, "--passphrase-file", secret)
    assert done.returncode == 0, done.stdout + done.stderr
    return path


def test_a_case_goes_from_nothing_to_a_signed_packet(case: Path, secret: Path, tmp_path: Path) -> None:
    key = ("--passphrase-file", secret)
    note = tmp_path / "note.txt"
    note.write_text("Seen on site.", encoding="utf-8")
    steps = [
        ("answer", case, "MOD-VAL-2", "yes", "--remark", "Plan of September seen.", *PERSON, *key),
        ("answer", case, "MOD-SAF-4", "no", "--remark", "No memo was found.", *PERSON, *key),
        ("attach", case, note, "--origin", "Visit of 2026-11-20", "--item", "MOD-VAL-2", *PERSON, *key),
        ("status", case, *key),
        ("export", case, "--out", tmp_path / "packet.pdf", *PERSON, *key),
        ("demo-keys", tmp_path / "keys", "--key-passphrase-file", secret),
    ]
    for step in steps:
        done = touchstone(*step)
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    evaluator = next((tmp_path / "keys").glob("*evaluator*.p12"))
    root = next((tmp_path / "keys").glob("*root*.pem"))
    packet = tmp_path / "packet.pdf"
    signed = touchstone("sign", packet, "--key", evaluator, "--role", "evaluator", "--key-passphrase-file", secret)
    assert signed.returncode == 0, signed.stderr
    verified = touchstone("verify", packet, "--trust", root, "--json")
    assert verified.returncode == 0, verified.stdout
    assert json.loads(verified.stdout)["signatures"][0]["role"] == "evaluator"


def test_a_second_reviewer_decides_and_nobody_decides_on_their_own(case: Path, secret: Path) -> None:
    key = ("--passphrase-file", secret)
    reason = "The inputs can't be reached from outside."
    done = touchstone("answer", case, "MOD-SEC-3", "not-applicable", "--reason", reason, *PERSON, *key)
    assert done.returncode == 0, done.stderr
    own = touchstone("approve", case, "MOD-SEC-3", "--by", "jordan ellis", *key)
    assert own.returncode == 1
    assert own.stderr
    other = touchstone("approve", case, "MOD-SEC-3", "--by", "Sam Okafor", *key)
    assert other.returncode == 0, other.stderr


def test_the_wrong_passphrase_is_one_sentence(case: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase\n", encoding="utf-8")
    done = touchstone("status", case, "--passphrase-file", wrong)
    assert done.returncode == 1
    assert "passphrase" in done.stderr.lower()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify",),
        ("nonsense",),
        ("verify", "a.pdf", "--signer", "evaluator=12"),
        ("verify", "a.pdf", "--signer", "king=" + "a" * 64),
        ("answer", "a.touchstone", "MOD-VAL-1", "perhaps", "--by", "A"),
    ],
)
def test_wrong_usage_is_64_and_no_traceback(arguments: tuple[str, ...]) -> None:
    done = touchstone(*arguments)
    assert done.returncode == 64, done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    done = touchstone("--help")
    assert done.returncode == 0
    for command in (
        "demo",
        "new",
        "evaluate",
        "inspect",
        "answer",
        "attach",
        "export",
        "sign",
        "verify",
        "case",
        "pack",
    ):
        assert f"\n    {command} " in done.stdout, command


def test_a_plan_with_a_wrong_column_ends_in_a_sentence_before_anything_runs(tmp_path: Path) -> None:
    demo = ROOT / "resources" / "demo"
    plan = (demo / "adult.plan.yaml").read_text(encoding="utf-8")
    for name in ("adult_hgb.onnx", "adult_test.csv", "adult_train.csv"):
        plan = plan.replace(name, (demo / name).as_posix())
    broken = tmp_path / "plan.yaml"
    broken.write_text(plan.replace("income_gt_50k", "income_gt_60k"), encoding="utf-8")
    done = touchstone("evaluate", broken, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "income_gt_60k" in done.stderr
    assert "Traceback" not in done.stderr


QUICK = "[perf-ci, corruption, attribution, membership, repro]"


@pytest.mark.parametrize("probes", [QUICK, pytest.param("all", marks=pytest.mark.slow)])
def test_the_same_seed_gives_the_same_readings_in_another_process(tmp_path: Path, probes: str) -> None:
    digits = ROOT / "tests" / "models" / "digits"
    plan = tmp_path / "digits.plan.yaml"
    text = (digits / "digits.plan.yaml").read_text(encoding="utf-8").replace("probes: all", f"probes: {probes}")
    for name in ("digits_mlp.onnx", "digits_split.npz"):
        text = text.replace(name, (digits / name).as_posix())
    plan.write_text(text, encoding="utf-8")
    runs = []
    for number in (1, 2):
        done = touchstone("evaluate", plan, "--out", tmp_path / str(number))
        assert done.returncode == 0, done.stderr
        readings = json.loads((tmp_path / str(number) / "readings.json").read_text(encoding="utf-8"))["readings"]
        for reading in readings:
            for varies in ("duration_s", "started", "environment"):
                reading.pop(varies)
        runs.append(json.dumps(readings))
    assert runs[0] == runs[1]
