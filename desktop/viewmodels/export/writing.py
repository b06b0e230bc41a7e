"""Opening a key, signing and finishing a packet, in a thread; and what is said of a packet that was made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.clock import shown as shown_moment
from core.hashing import file_sha256
from core.manifest import ROLES
from core.sizes import bytes_text
from desktop.session import Session
from desktop.viewmodels import shown
from desktop.viewmodels.export.states import Built, KeySeen, Outcome

if TYPE_CHECKING:
    from core.signing.keys import SigningKey


def unsigned_name(target: Path) -> Path:
    """Where the packet lies until it is signed: its name says that it is not."""
    return target.with_name(f"{target.stem}-unsigned.pdf")


def built(place: Path, made: Mapping[str, Any]) -> Built:
    """What is said of the packet that the worker wrote to `place`; `made` is the worker's result."""
    return Built(
        path=str(place),
        facts=(
            ("Pages", f"{made['pages']:,}"),
            ("Size", bytes_text(made["size_bytes"])),
            ("Marking", made["marking"]),
            ("Evaluation", "complete" if made["complete"] else "incomplete, and every page says so"),
            ("Files inside", str(sum(not file["beside"] for file in made["files"]))),
            ("Withheld", str(made["withheld"])),
            ("SHA-256", shown.digest_groups(made["sha256"], 8)),
        ),
        files=tuple(map(_file, made["files"])),
        beside=tuple(made["beside"]),
    )


def _file(file: Mapping[str, Any]) -> tuple[str, str, str, str]:
    name = file["name"] + (" (beside the packet)" if file["beside"] else "")
    return name, file["description"], bytes_text(file["size_bytes"]), file["marking"]


def open_key(path: Path, passphrase: str) -> tuple[SigningKey, KeySeen]:
    """The key in a PKCS#12 file, and whose it is. Raises WrongPassphraseError, SigningError."""
    from core.signing.keys import open_p12

    key = open_p12(path, passphrase)
    seen = KeySeen(
        path=str(path),
        subject=key.subject,
        facts=(
            ("Person", key.subject),
            ("Certificate SHA-256", shown.digest_groups(key.fingerprint, 8)),
            ("Key", key.key_type),
            ("Valid", f"{shown_moment(key.not_before)} to {shown_moment(key.not_after)}"),
        ),
    )
    return key, seen


def sign(source: Path, target: Path, key: SigningKey, role: str, reason: str, *, keep: bool = False) -> Outcome:
    """Sign `source` into `target`, and take `source` away unless it is to be kept. Raises SigningError."""
    from core.signing.sign import sign_packet

    signed = sign_packet(source, target, key=key, role=role, reason=reason)
    if not keep:
        source.unlink(missing_ok=True)
    return Outcome(
        path=str(target),
        signed=True,
        digest=signed.sha256,
        groups=shown.digest_groups(signed.sha256),
        facts=(
            ("Signed as", ROLES[role]),
            ("By", signed.signer),
            ("Certificate SHA-256", shown.digest_groups(signed.fingerprint, 8)),
            ("Size", bytes_text(target.stat().st_size)),
        ),
    )


def sign_released(session: Session, source: Path, target: Path, key: SigningKey, role: str, reason: str) -> Outcome:
    """As `sign`, once a second person has released the packet where the case asks for one. Raises RefusedError."""
    if session.is_open:
        session.store.demand_released()
    return sign(source, target, key, role, reason)


def unsigned(path: Path) -> Outcome:
    """The packet as it stays when nobody signs it now."""
    digest = file_sha256(path)
    return Outcome(
        path=str(path),
        signed=False,
        digest=digest,
        groups=shown.digest_groups(digest),
        facts=(("Signed", "No. It can be signed later."), ("Size", bytes_text(path.stat().st_size))),
    )
