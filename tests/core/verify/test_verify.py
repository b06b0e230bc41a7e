"""Genuine packets: every check is made, says what it found, and passes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import clock
from core.errors import InputError, PacketError, UsageError
from core.manifest import ROLES
from core.signing.sign import sign_packet
from core.verify.report import COLUMNS, grouped, text
from core.verify.verify import STEPS, verify_packet
from tests.core.verify.packet_sample import a_manifest, a_packet, files
from tests.core.verify.signed_sample import Signed, check, failed, signed_without_looking

REPOSITORY = Path(__file__).parents[3]


@pytest.mark.parametrize("stage", ["once", "thrice"])
def test_a_genuine_packet_passes_every_check(signed: Signed, stage: str) -> None:
    found = signed.verify(getattr(signed, stage))
    assert [(made.id, made.sentence) for made in found.checks if made.required and made.outcome != "ok"] == []
    assert (found.exit_status, found.intact, found.trusted) == (0, True, True)


def test_an_incomplete_evaluation_is_stated_and_does_not_fail(signed: Signed) -> None:
    found = signed.verify(signed.once)
    assert found.complete is False
    assert check(found, "completeness").outcome == "ok"
    assert "70 of 200" in check(found, "completeness").sentence


def test_every_check_has_its_number_and_is_made_whatever_fails(signed: Signed) -> None:
    found = signed.verify(signed.unsigned)
    assert [made.number for made in found.checks] == list(range(1, len(STEPS) + 1))
    assert found.exit_status == 1
    assert failed(found) == {"signed"}
    assert check(found, "files").outcome == "ok"


def test_without_a_root_trust_is_not_known(signed: Signed) -> None:
    found = verify_packet(signed.thrice)
    assert (found.exit_status, found.intact, found.trusted) == (3, True, None)
    assert check(found, "chain").outcome == "not checked"
    assert [seen.trusted for seen in found.signatures] == [None, None, None]


def test_the_signers_are_shown_in_order_with_role_name_and_fingerprint(signed: Signed) -> None:
    found = signed.verify(signed.thrice)
    assert [seen.role for seen in found.signatures] == ["evaluator", "second-reviewer", "owner"]
    assert [seen.fingerprint for seen in found.signatures] == [
        signed.key(role).fingerprint for role in ("evaluator", "second-reviewer", "owner")
    ]
    assert [seen.certifies for seen in found.signatures] == [True, False, False]
    assert found.signatures[0].name == "DEMONSTRATION Evaluator"
    assert found.signatures[0].reason == "Evaluation done"
    assert found.unsigned_roles == ("caio",)


def test_expected_signers_pass_when_they_signed(signed: Signed) -> None:
    expected = {role: signed.key(role).fingerprint.upper() for role in ("evaluator", "owner")}
    found = signed.verify(signed.thrice, signers=expected)
    assert (check(found, "expected-signers").outcome, found.exit_status) == ("ok", 0)


def test_a_certificate_other_than_expected_fails(signed: Signed) -> None:
    found = signed.verify(signed.thrice, signers={"evaluator": signed.key("owner").fingerprint})
    assert (failed(found), found.exit_status, found.trusted) == ({"expected-signers"}, 1, False)


def test_a_packet_cut_back_to_its_first_signature_lacks_the_expected_signer(signed: Signed) -> None:
    cut = signed.thrice[: len(signed.once)]
    assert cut == signed.once
    found = signed.verify(cut, signers={"owner": signed.key("owner").fingerprint})
    assert failed(found) == {"expected-signers"}
    assert "Second reviewer, System owner" in check(found, "roles").sentence


def test_an_unknown_role_and_a_short_fingerprint_are_wrong_usage(signed: Signed) -> None:
    with pytest.raises(UsageError, match="no role"):
        signed.verify(signed.once, signers={"boss": "0" * 64})
    with pytest.raises(UsageError, match="not a SHA-256"):
        signed.verify(signed.once, signers={"owner": "abc"})


def test_a_root_that_is_no_certificate_is_refused(signed: Signed) -> None:
    with pytest.raises(InputError, match="certificate"):
        verify_packet(signed.once, trust=[b"hello"])


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PacketError, match="can't be read"):
        verify_packet(tmp_path / "none.pdf")


def test_files_beside_the_packet_are_checked_when_a_folder_is_given(signed: Signed, tmp_path: Path) -> None:
    from core.hashing import sha256
    from core.manifest import PacketFile

    large = b"large evidence" * 1000
    beside = PacketFile(
        name="evidence-large.bin",
        media_type="application/octet-stream",
        sha256=sha256(large),
        size_bytes=len(large),
        description="",
        relationship="Supplement",
        beside=True,
    )
    content = files()
    manifest = a_manifest(content)
    manifest = a_manifest(content, files=(*manifest.files, beside))
    packet = signed_without_looking(a_packet(content, manifest), signed.key("evaluator"))

    not_looked = signed.verify(packet)
    assert (check(not_looked, "files-beside").outcome, not_looked.exit_status) == ("not checked", 0)
    absent = signed.verify(packet, beside=tmp_path)
    assert (check(absent, "files-beside").outcome, absent.exit_status, absent.intact) == ("not checked", 3, True)
    assert "evidence-large.bin" in check(absent, "files-beside").sentence
    (tmp_path / "evidence-large.bin").mkdir()
    assert failed(signed.verify(packet, beside=tmp_path)) == {"files-beside"}
    (tmp_path / "evidence-large.bin").rmdir()
    (tmp_path / "evidence-large.bin").write_bytes(large)
    assert signed.verify(packet, beside=tmp_path).exit_status == 0
    (tmp_path / "evidence-large.bin").write_bytes(large[:-1] + b"!")
    assert failed(signed.verify(packet, beside=tmp_path)) == {"files-beside"}


def test_the_json_form_holds_all_that_was_found_and_only_json(signed: Signed) -> None:
    body = json.loads(json.dumps(signed.verify(signed.thrice).as_dict()))
    assert (body["format"], body["version"], body["exit_status"]) == ("touchstone-verification", 1, 0)
    assert set(body["checks"][0]) == {"number", "id", "title", "group", "required", "outcome", "sentence"}
    assert body["signatures"][0]["role"] == "evaluator"
    assert body["manifest"]["deployment"]["agency"] == "Example Agency"


def test_the_report_is_narrow_and_shows_digest_signers_and_every_check(signed: Signed) -> None:
    found = signed.verify(signed.thrice)
    report = text(found.as_dict())
    assert max(len(line) for line in report.splitlines()) <= COLUMNS
    for line in grouped(found.sha256):
        assert line in report
    for step in STEPS:
        assert step.title in report
    assert "Second reviewer: DEMONSTRATION Second Reviewer" in report
    assert "evaluation incomplete" in report


def test_the_report_of_a_file_that_is_no_packet_says_so() -> None:
    found = verify_packet(b"not a pdf", name="x.pdf")
    assert found.exit_status == 2
    assert "can't be read as a packet" in text(found.as_dict())


def test_a_packet_verifies_in_another_process_with_nothing_but_the_root(signed: Signed, tmp_path: Path) -> None:
    (tmp_path / "packet.pdf").write_bytes(signed.thrice)
    (tmp_path / "root.pem").write_bytes(signed.root)
    program = (
        "import sys; from pathlib import Path; from core.verify.verify import verify_packet;"
        "found = verify_packet(Path('packet.pdf'), trust=[Path('root.pem').read_bytes()]);"
        "loaded = [name for name in sys.modules if name.startswith(('core.packet', 'core.casefile', 'core.signing',"
        " 'core.evaluation', 'core.probes', 'sqlalchemy'))];"
        "print(found.exit_status, found.intact, found.trusted, loaded)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("0 True True []", "")


def test_a_signature_outlives_its_certificate(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.parse("2045-01-01T00:00:00Z")
    monkeypatch.setattr(clock, "now", lambda: later)
    assert signed.verify(signed.once).exit_status == 0


def test_a_hundred_pages_are_verified_in_a_few_seconds(signed: Signed, tmp_path: Path) -> None:
    packet = tmp_path / "packet.pdf"
    packet.write_bytes(a_packet(pages=100))
    for role in ROLES:
        sign_packet(packet, packet, key=signed.key(role), role=role)
    start = time.process_time()
    assert signed.verify(packet.read_bytes()).exit_status == 0
    assert time.process_time() - start < 5
