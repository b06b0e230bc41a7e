"""What a reviewer is shown of a packet besides the checks: who signed, and what the packet says of itself."""

from __future__ import annotations

from typing import Any

from asn1crypto import x509

from core import clock
from core.manifest import ROLES, Manifest, PacketFile
from core.verify.entries import entry
from core.verify.limits import shown
from core.verify.packet_read import PacketRead
from core.verify.roles import role_of
from core.verify.signatures import Seal
from core.verify.trust import Judged, algorithm
from core.verify.verification import Fault, SignatureSeen

MOST_SHOWN = 500


def signatures_seen(packet: PacketRead) -> tuple[SignatureSeen, ...]:
    """The signatures in the order of signing; none when they can't be read (a check then says so)."""
    try:
        seals, judged = packet.seals, packet.judged
        return tuple(
            _seen(packet, seal, found, certifies=seal is seals[0]) for seal, found in zip(seals, judged, strict=True)
        )
    # Untrusted ASN.1 again: what can't be shown is left out, and the checks have failed already.
    except Exception:  # noqa: BLE001
        return ()


def _seen(packet: PacketRead, seal: Seal, judged: Judged, *, certifies: bool) -> SignatureSeen:
    certificate: x509.Certificate = seal.certificate
    validity = certificate["tbs_certificate"]["validity"]["not_after"].native
    return SignatureSeen(
        field=shown(seal.field),
        role=role_of(seal, packet.manifest),
        name=seal.name,
        fingerprint=seal.fingerprint,
        issuer=shown(certificate.issuer.native.get("common_name") or certificate.issuer.human_friendly),
        valid_until=clock.stamp(validity),
        algorithm=algorithm(seal),
        at=None if seal.claimed_at is None else clock.stamp(seal.claimed_at),
        reason=shown(entry(seal.dictionary, "/Reason", "")),
        location=shown(entry(seal.dictionary, "/Location", "")),
        certifies=certifies and "/Reference" in seal.dictionary,
        intact=judged.intact,
        trusted=None if not packet.asked.roots else judged.intact and not judged.problem,
    )


def unsigned_roles(packet: PacketRead) -> tuple[str, ...]:
    """The roles that have not signed, in the order of the roles."""
    try:
        signed = {role_of(seal, packet.manifest) for seal in packet.seals}
    except Fault:
        return ()
    return tuple(role for role in ROLES if role not in signed)


def manifest_summary(manifest: Manifest) -> dict[str, Any]:
    """The manifest without what only a program needs, cut to what can be shown."""
    return {
        "packet_id": shown(manifest.packet_id),
        "case_id": shown(manifest.case_id),
        "created": shown(manifest.created),
        "generator": shown(manifest.generator),
        "marking": shown(manifest.marking),
        "training": manifest.training is True,
        "profile": shown(manifest.profile),
        "deployment": _texts(manifest.deployment),
        "evaluation": _texts(manifest.evaluation),
        "pack": _texts(manifest.pack),
        "status": {
            **{
                key: manifest.status[key]
                for key in ("complete", "meets_guidelines", "due", "answered", "open_findings")
            },
            "review": _review(manifest.status.get("review")),
            "missing": [shown(sentence) for sentence in manifest.status["missing"][:MOST_SHOWN]],
        },
        "files": [_file(file) for file in manifest.files[:MOST_SHOWN]],
        "file_count": len(manifest.files),
        "withheld": [_texts(entry) for entry in manifest.withheld[:MOST_SHOWN] if isinstance(entry, dict)],
        "signature_fields": dict(manifest.signature_fields),
    }


def _review(said: Any) -> dict[str, Any]:
    """Who accepted the evaluation, as the packet says; packets of earlier versions say nothing of it."""
    table = said if isinstance(said, dict) else {}
    accepted = table.get("accepted")
    entries = accepted if isinstance(accepted, list) else []
    return {
        "state": shown(table.get("state", "")),
        "content": shown(table.get("content", "")),
        "changed_since": table.get("changed_since") is True,
        "accepted": [_texts(one) for one in entries[:MOST_SHOWN] if isinstance(one, dict)],
    }


def _texts(table: Any) -> dict[str, Any]:
    """The plain values of a table, as they may be shown."""
    return {
        shown(key): value if isinstance(value, bool | int | float) else shown(value)
        for key, value in list(table.items())[:MOST_SHOWN]
        if isinstance(value, str | bool | int | float)
    }


def _file(file: PacketFile) -> dict[str, Any]:
    return {
        "name": shown(file.name),
        "description": shown(file.description),
        "size_bytes": file.size_bytes,
        "sha256": shown(file.sha256),
        "marking": shown(file.marking),
        "beside": file.beside,
    }
