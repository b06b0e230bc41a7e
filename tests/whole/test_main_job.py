"""From a case to a packet that is verified elsewhere: the program's main job, with a real model and real data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from core.probes import PROBES
from tests.whole.command import touchstone


def test_the_main_job_leaves_what_it_promises(main_job: Path) -> None:
    for name in ("packet.pdf", "verification.json", "readings.json", "demo-root.pem"):
        assert (main_job / name).stat().st_size > 0, name


def test_every_probe_of_the_plan_has_a_reading(main_job: Path) -> None:
    readings = json.loads((main_job / "readings.json").read_text(encoding="utf-8"))["readings"]
    assert [reading["probe"] for reading in readings] == [one.id for one in PROBES if one.repeatable]
    by_probe = {reading["probe"]: reading["status"] for reading in readings}
    # It has named inputs of numbers and text, and no single one that an attack could bend.
    assert by_probe == {one.id: "skipped" if one.id == "evasion" else "ok" for one in PROBES if one.repeatable}


def test_the_packet_verifies_elsewhere_with_nothing_but_the_root(main_job: Path, tmp_path: Path) -> None:
    for name in ("packet.pdf", "demo-root.pem"):
        shutil.copy(main_job / name, tmp_path / name)
    done = touchstone("verify", "packet.pdf", "--trust", "demo-root.pem", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    result = json.loads(done.stdout)
    assert {check["outcome"] for check in result["checks"] if check["required"]} == {"ok"}


def test_without_a_root_trust_can_not_be_checked(main_job: Path) -> None:
    assert touchstone("verify", main_job / "packet.pdf").returncode == 3


def test_the_wrong_signer_fails_though_the_root_is_trusted(main_job: Path) -> None:
    done = touchstone(
        "verify", main_job / "packet.pdf", "--trust", main_job / "demo-root.pem", "--signer", "evaluator=" + "ab" * 32
    )
    assert done.returncode == 1, done.stdout


def test_the_right_signer_is_ok(main_job: Path) -> None:
    result = json.loads((main_job / "verification.json").read_text(encoding="utf-8"))
    fingerprint = result["signatures"][0]["fingerprint"]
    done = touchstone(
        "verify", main_job / "packet.pdf", "--trust", main_job / "demo-root.pem", "--signer", f"evaluator={fingerprint}"
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("share", [0.35, *(pytest.param(one, marks=pytest.mark.slow) for one in (0.1, 0.6, 0.85))])
def test_one_changed_byte_fails(main_job: Path, tmp_path: Path, share: float) -> None:
    data = bytearray((main_job / "packet.pdf").read_bytes())
    data[int(len(data) * share)] ^= 0x01
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(bytes(data))
    done = touchstone("verify", forged, "--trust", main_job / "demo-root.pem")
    assert done.returncode in {1, 2}, done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_what_is_no_packet_is_said_so(tmp_path: Path) -> None:
    rubbish = tmp_path / "letter.pdf"
    rubbish.write_text("Dear reviewer", encoding="utf-8")
    done = touchstone("verify", rubbish)
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr


def test_an_incomplete_evaluation_says_so_on_every_page(main_job: Path, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    import subprocess

    for page in range(1, len(pikepdf.open(main_job / "packet.pdf").pages) + 1):
        text = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), str(main_job / "packet.pdf"), "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "INCOMPLETE" in text.upper(), f"page {page}"
        assert "UNCLASSIFIED" in text, f"page {page}"


def test_the_readings_in_the_packet_are_those_of_the_run(main_job: Path) -> None:
    readings = json.loads((main_job / "readings.json").read_text(encoding="utf-8"))["readings"]
    with pikepdf.open(main_job / "packet.pdf") as packet:
        inside = json.loads(packet.attachments["readings.json"].get_file().read_bytes())["readings"]
    assert [reading["metrics"] for reading in inside] == [reading["metrics"] for reading in readings]


def test_the_case_is_whole_and_its_backup_opens(main_job: Path, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text("touchstone demonstration\n", encoding="utf-8")
    case = main_job / "demonstration.touchstone"
    checked = touchstone("case", "check", case, "--passphrase-file", secret)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    copy = tmp_path / "copy.touchstone"
    backed_up = touchstone("case", "backup", case, copy, "--passphrase-file", secret)
    assert backed_up.returncode == 0, backed_up.stdout + backed_up.stderr
    assert touchstone("case", "check", copy, "--passphrase-file", secret).returncode == 0
