"""Settings are kept whole, on every system the same, and a damaged file costs nothing that was in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.cli import main
from core.errors import InputError
from core.marking.words import own_words
from core.settings import MARKING_PROFILES, Settings, SettingsFile, dates_from, late_release, look


def certificate(folder: Path, name: str = "root", *, ca: bool = True, days: int = 30) -> Path:
    """A self-signed certificate in PEM, valid from yesterday for so many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Agency {name}")])
    start = datetime.now(UTC) - timedelta(days=60 if days < 0 else 1)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(datetime.now(UTC) + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    path.with_suffix(".der").write_bytes(made.public_bytes(serialization.Encoding.DER))
    return path


def test_what_is_kept_is_read_again_and_other_sections_stay(tmp_path):
    file = SettingsFile(tmp_path / "a" / "settings.json")
    file.keep({"window": {"theme": "dark"}})
    root = look(certificate(tmp_path))[0].root
    kept = Settings(enacted_on=date(2026, 1, 2), released_on=date(2026, 12, 1), marking_profile="dod").trusting(root)
    file.keep_settings(kept)
    again = SettingsFile(tmp_path / "a" / "settings.json")
    assert again.settings == kept
    assert again.sections["window"] == {"theme": "dark"}
    assert again.problem == ""
    assert not list((tmp_path / "a").glob("*.new"))


def test_two_windows_do_not_undo_each_other(tmp_path):
    one, other = (SettingsFile(tmp_path / "settings.json") for _ in range(2))
    one.keep({"window": {"theme": "dark"}})
    other.keep_settings(Settings(enacted_on=date(2026, 1, 2)))
    assert SettingsFile(tmp_path / "settings.json").sections["window"] == {"theme": "dark"}


@pytest.mark.parametrize("text", ['{"window": {"theme": "da', "[1, 2]", "", "\x00\x01"])
def test_a_torn_file_is_named_put_aside_and_loses_nothing(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text)
    file = SettingsFile(path)
    assert str(path) in file.problem
    assert path.read_text() == text  # reading changes nothing
    file.keep_settings(Settings(enacted_on=date(2026, 1, 2)))
    aside = list(tmp_path.glob("settings-damaged-*.json"))
    assert [one.read_text() for one in aside] == [text]
    assert aside[0].name in file.hint
    assert SettingsFile(path).settings.enacted_on == date(2026, 1, 2)


def test_one_wrong_part_leaves_the_others_and_is_put_aside_when_it_is_changed(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"dates": {"enacted": "soon", "released": ""}, "marking": {"profile": "dod"}}))
    file = SettingsFile(path)
    assert '"dates"' in file.problem
    assert file.settings == Settings(marking_profile="dod")
    file.keep_settings(replace(file.settings, enacted_on=date(2026, 1, 2)))
    assert "soon" in next(tmp_path.glob("settings-damaged-*.json")).read_text()
    assert SettingsFile(path).settings.marking_profile == "dod"


def test_a_folder_that_can_not_be_written_to_is_said_and_the_settings_are_in_use(tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    file = SettingsFile(tmp_path / "taken" / "settings.json")
    with pytest.raises(InputError, match="can't be kept"):
        file.keep_settings(Settings(marking_profile="dod"))
    assert file.settings.marking_profile == "dod"


@pytest.mark.parametrize(
    ("enacted", "released", "words"),
    [
        ("2026-13-01", "", "enactment is no date"),
        ("2026-01-01", "tomorrow", "release is no date"),
        ("", "2026-01-01", "counts from an enactment"),
        ("2026-05-01", "2026-04-30", "can't be released on 2026-04-30 before"),
        ("1926-05-01", "", "before the bill"),
    ],
)
def test_dates_are_dates_in_their_order(enacted, released, words):
    with pytest.raises(InputError, match=words):
        dates_from(enacted, released)


def test_a_release_is_due_a_year_after_enactment():
    assert dates_from("2028-02-29", "2029-03-01") == (date(2028, 2, 29), date(2029, 3, 1))
    assert late_release(date(2028, 2, 29), date(2029, 2, 28)) == ""  # the last of that month, as the clocks count
    assert "3(a)(1)" in late_release(date(2028, 2, 29), date(2029, 3, 1))
    assert dates_from("", "") == (None, None)


def test_a_certificate_is_looked_at_in_pem_and_der_alike(tmp_path):
    pem = certificate(tmp_path)
    (one,), (other,) = look(pem), look(pem.with_suffix(".der"))
    assert one.root.sha256 == other.root.sha256
    assert (one.subject, one.issuer, one.worries) == ("CN=Agency root", "CN=Agency root", ())
    assert one.key == "ECDSA secp256r1"


def test_what_speaks_against_a_root_is_said(tmp_path):
    (leaf,) = look(certificate(tmp_path, "leaf", ca=False))
    (old,) = look(certificate(tmp_path, "old", days=-2))
    assert "no root" in leaf.worries[0]
    assert old.worries == ("It is no longer valid.",)


@pytest.mark.parametrize("content", [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate_is_named(tmp_path, content):
    (tmp_path / "root.cer").write_bytes(content)
    with pytest.raises(InputError, match=r"root\.cer holds no certificate"):
        look(tmp_path / "root.cer")


def test_a_private_key_is_refused(tmp_path):
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    with pytest.raises(InputError, match="private key"):
        look(tmp_path / "key.pem")


def test_the_profiles_are_those_of_the_grammar():
    assert tuple(own_words().profiles) == MARKING_PROFILES


def test_the_command_line_trusts_only_after_a_look(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TOUCHSTONE_SETTINGS", str(tmp_path / "settings.json"))
    pem = certificate(tmp_path)
    assert main(["settings", "trust", str(pem)]) == 0
    assert "Nothing is trusted yet" in capsys.readouterr().out
    assert main(["settings", "trust", str(pem), "--yes"]) == 0
    fingerprint = look(pem)[0].root.sha256
    assert fingerprint in capsys.readouterr().out
    assert main(["settings", "distrust", "00000000"]) == 64
    assert main(["settings", "distrust", fingerprint[:12]]) == 0
    assert main(["settings", "dates", "--enacted", "2026-05-01", "--released", "2026-04-01"]) == 1
    assert main(["settings", "dates", "--enacted", "2026-05-01"]) == 0
    assert main(["settings", "marking", "dod"]) == 0
    kept = SettingsFile().settings
    assert (kept.roots, kept.enacted_on, kept.marking_profile) == ((), date(2026, 5, 1), "dod")


def test_verify_trusts_what_is_kept_only_when_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TOUCHSTONE_SETTINGS", str(tmp_path / "settings.json"))
    packet = tmp_path / "packet.pdf"
    packet.write_bytes(b"%PDF-1.7")
    assert main(["verify", str(packet), "--trusted"]) == 64
    assert "no trusted root" in capsys.readouterr().err
