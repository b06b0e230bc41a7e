"""Sign a packet in a role: look at it as a reviewer would, fill the field prepared for the role, write it whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core import clock
from core.errors import PacketError, SigningError
from core.hashing import sha256
from core.manifest import ROLES
from core.marking.training import TRAINING
from core.paths import demand_place_for_pdf
from core.signing.keys import SigningKey
from core.signing.pades import Intent, signed_bytes
from core.verify.verification import UNREADABLE, Verification
from core.verify.verify import verify_packet


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What came of a signature: the digest of the finished file, and who signed it as what."""

    path: Path
    sha256: str
    signer: str
    fingerprint: str
    role: str
    at: str


def sign_packet(
    source: Path,
    target: Path,
    *,
    key: SigningKey,
    role: str,
    reason: str = "",
    location: str = "",
    moment: datetime | None = None,
) -> Signed:
    """Sign the packet `source` in `role` (one of core.manifest.ROLES) and write the result to `target`.

    `target` is replaced in one step and may be `source` itself. The first signature certifies the packet; later ones
    only fill the field of their role. `moment` is the time that the signature claims (default: now).
    Raises PacketError when `source` is no packet, and SigningError when it was damaged or changed, when the role has
    signed already, when a packet made for learning is to get a real signature, when the certificate is not valid at
    `moment`, or when `target` can't be written; InputError when `target` is a file of another kind.
    """
    moment = clock.now() if moment is None else moment
    if role not in ROLES:
        raise SigningError(f"There is no role {role!r}.", f"The roles are {', '.join(ROLES)}.")
    key.refuse_outside_validity(moment)
    data = _read(source)
    demand_place_for_pdf(target)
    seen = verify_packet(data, trust=(), name=source.name)
    field_name = _field_to_fill(seen, role, key)
    certify = not seen.signatures
    intent = Intent(
        field_name=field_name,
        moment=moment,
        reason=reason,
        location=location,
        lines=_lines(key, role, reason, moment, certify=certify),
        certify=certify,
    )
    signed = signed_bytes(data, key, intent)
    _write_whole(target, signed, source=source)
    return Signed(
        path=target,
        sha256=sha256(signed),
        signer=key.subject,
        fingerprint=key.fingerprint,
        role=role,
        at=clock.stamp(moment),
    )


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise PacketError(f"{source} can't be read: {error.strerror}.", "Check the name of the packet.") from error


def _field_to_fill(seen: Verification, role: str, key: SigningKey) -> str:
    """The name of the field of `role`. Raises when the packet may not be signed in that role with `key`."""
    _refuse_training(seen, key)
    # An unsigned packet fails only the check that it is signed; that is about to be mended.
    expected = set() if seen.signatures else {"signed"}
    broken = [check for check in seen.checks if check.outcome == "failed" and check.id not in expected]
    if seen.exit_status == UNREADABLE or seen.manifest is None:
        raise PacketError(f"This is not a packet. {broken[0].sentence}", "Choose a packet that export made.")
    for signature in seen.signatures:
        if signature.role == role:
            raise SigningError(
                f"{signature.name} has signed this packet as {ROLES[role]} already.", "A role signs a packet once."
            )
    if broken:
        raise SigningError(
            f"The packet is not as it was made, so it is not signed. {broken[0].sentence}",
            "Ask for a fresh copy, or export the packet again.",
        )
    if seen.manifest["status"]["review"]["changed_since"]:
        raise SigningError(
            "The case had changed since it was accepted when this packet was made: it does not hold what was accepted.",
            "Have it accepted as it is now, and export it again.",
        )
    fields: dict[str, str] = dict(seen.manifest["signature_fields"])
    if role not in fields:
        raise SigningError(f"The packet has no signature field for {ROLES[role]}.", "Export the packet again.")
    return fields[role]


def _refuse_training(seen: Verification, key: SigningKey) -> None:
    """Nothing that was made for learning is signed with a key that stands for a real person."""
    if seen.manifest is not None and seen.manifest["training"] and not key.demonstration:
        raise SigningError(
            f"This packet is a {TRAINING}; {key.subject} can't sign it.",
            "Sign it with a demonstration key: touchstone demo-keys makes one for each role.",
        )


def _lines(key: SigningKey, role: str, reason: str, moment: datetime, *, certify: bool) -> tuple[str, ...]:
    """What the signature shows on the page."""
    lines = [
        f"{'Certified' if certify else 'Signed'} by {key.subject}",
        f"as {ROLES[role]}, {clock.stamp(moment)}",
        f"SHA-256 of the certificate {key.fingerprint[:16]}…",
    ]
    if reason:
        lines.append(f"Reason: {reason}")
    return tuple(lines)


def _write_whole(target: Path, data: bytes, *, source: Path) -> None:
    """Write beside `target`, then rename: a reader sees the old file or the new one, never a part.

    The new file may be read by whoever may read `source`.
    """
    partial = None
    try:
        handle, partial_name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        partial = Path(partial_name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(source, partial)
        partial.replace(target)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise SigningError(
            f"{target} can't be written: {error.strerror}.", "Choose another folder, or close the file elsewhere."
        ) from error
