"""A packet keeps PDF/UA-1 and PDF/A-3a after its first signature and after its last."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.manifest import ROLES
from core.packet.build import build
from core.signing.demo import make_demo_keys
from core.signing.keys import open_p12
from core.signing.sign import sign_packet
from tests.core.packet.sample_case import snapshot
from tests.whole.verapdf import runner


@pytest.mark.slow
def test_each_signature_keeps_the_standards(tmp_path: Path) -> None:
    lacking = runner.missing()
    if lacking and os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    keys = make_demo_keys(tmp_path / "keys", passphrase="demo")
    packet = tmp_path / "0.pdf"
    packet.write_bytes(build(snapshot(reading_count=1)).pdf)
    for number, role in enumerate(ROLES, start=1):
        signed = tmp_path / f"{number}.pdf"
        sign_packet(packet, signed, key=open_p12(keys.of_role(role), "demo"), role=role, reason="Read and agreed")
        packet = signed
    verdict = runner.check([tmp_path / "1.pdf", tmp_path / f"{len(ROLES)}.pdf"], work=tmp_path)
    assert verdict.compliant, verdict.said
    assert verdict.said.count("PASS") == 4
