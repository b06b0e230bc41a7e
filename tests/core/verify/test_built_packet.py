"""Packets as the program builds them: signed by every role they verify, and the checks see into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.manifest import ROLES
from core.packet.build import build
from core.signing.sign import sign_packet
from tests.core.packet.sample_case import snapshot
from tests.core.verify.forging import CHANGES, updated
from tests.core.verify.signed_sample import Signed, check, failed, signed_without_looking


@pytest.fixture(scope="module")
def built() -> bytes:
    return build(snapshot()).pdf


def test_a_built_packet_signed_by_every_role_passes(signed: Signed, built: bytes, tmp_path: Path) -> None:
    packet = tmp_path / "packet.pdf"
    packet.write_bytes(built)
    for role in ROLES:
        sign_packet(packet, packet, key=signed.key(role), role=role, reason="Read and agreed")
    found = signed.verify(packet.read_bytes())
    assert [(made.id, made.sentence) for made in found.checks if made.outcome == "failed"] == []
    assert (found.exit_status, found.unsigned_roles) == (0, ())
    assert "5 readings" in check(found, "readings").sentence


@pytest.mark.parametrize("name", ["a page with other content", "an attachment changed", "an annotation over the page"])
def test_a_forged_update_of_a_built_packet_is_found(signed: Signed, built: bytes, name: str) -> None:
    once = signed_without_looking(built, signed.key("evaluator"))
    assert failed(signed.verify(once)) == set()
    assert not signed.verify(updated(once, CHANGES[name])).intact
