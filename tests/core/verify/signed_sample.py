"""The sample packet with one signature and with three, and how the tests ask for a verification."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.signing.demo import DemoKeys, make_demo_keys
from core.signing.keys import SigningKey, open_p12
from core.signing.pades import Intent, signed_bytes
from core.signing.sign import sign_packet
from core.verify.verification import Check, Verification
from core.verify.verify import verify_packet
from tests.core.verify.packet_sample import FIELDS, a_packet

PASSPHRASE = "correct horse battery"


@dataclass(frozen=True, kw_only=True)
class Signed:
    keys: DemoKeys
    root: bytes
    unsigned: bytes
    once: bytes  # by the evaluator
    thrice: bytes  # by the evaluator, the second reviewer and the owner

    def key(self, role: str) -> SigningKey:
        return open_p12(self.keys.of_role(role), PASSPHRASE)

    def verify(self, data: bytes, **asked: Any) -> Verification:
        return verify_packet(data, trust=[self.root], **asked)


def sign_all(folder: Path) -> Signed:
    keys = make_demo_keys(folder, passphrase=PASSPHRASE)
    packet = folder / "packet.pdf"
    packet.write_bytes(a_packet())
    unsigned = packet.read_bytes()
    stages = []
    for role in ("evaluator", "second-reviewer", "owner"):
        key = open_p12(keys.of_role(role), PASSPHRASE)
        sign_packet(packet, packet, key=key, role=role, reason="Evaluation done", location="Test lab")
        stages.append(packet.read_bytes())
    return Signed(keys=keys, root=keys.root_pem.read_bytes(), unsigned=unsigned, once=stages[0], thrice=stages[2])


def signed_without_looking(data: bytes, key: SigningKey, role: str = "evaluator", **changed: Any) -> bytes:
    """Sign whatever `data` is, as a forger with a key would."""
    from core import clock

    values: dict[str, Any] = {
        "field_name": FIELDS[role],
        "moment": clock.now(),
        "reason": "",
        "location": "",
        "lines": ("Signed",),
        "certify": True,
    }
    return signed_bytes(data, key, Intent(**{**values, **changed}))


def check(verification: Verification, check_id: str) -> Check:
    return next(found for found in verification.checks if found.id == check_id)


def failed(verification: Verification) -> set[str]:
    return {found.id for found in verification.checks if found.outcome == "failed"}
