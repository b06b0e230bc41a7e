"""What a reviewer gives wrongly is wrong usage; it is never said of the packet."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli import EXIT_USAGE, main

FINGERPRINT = "ab" * 32


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "root.pem can't be read"),
        (b"", "root.pem holds no certificate"),
        (b"hello\n", "root.pem holds no certificate"),
        (b"\x30\x82\xff\x00", "root.pem holds no certificate that can be read"),
    ],
)
def test_a_root_that_is_none_is_wrong_usage_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, words: str
):
    packet, root = tmp_path / "packet.pdf", tmp_path / "root.pem"
    packet.write_bytes(b"%PDF-1.7")
    if content is not None:
        root.write_bytes(content)
    assert main(["verify", str(packet), "--trust", str(root)]) == EXIT_USAGE
    assert words in capsys.readouterr().err


def test_two_different_signers_in_one_role_are_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    given = ["--signer", f"owner={FINGERPRINT}", "--signer", f"owner={'cd' * 32}"]
    assert main(["verify", str(tmp_path / "packet.pdf"), *given]) == EXIT_USAGE
    assert "as owner" in capsys.readouterr().err
