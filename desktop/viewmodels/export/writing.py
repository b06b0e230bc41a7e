"""Making, signing and finishing a packet. Called in a thread; the engine's parts are loaded here."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from core.clock import shown as shown_moment
from core.hashing import file_sha256, sha256
from core.manifest import ROLES
from desktop.viewmodels import shown
from desktop.viewmodels.export.states import Built, KeySeen, Outcome

if TYPE_CHECKING:
    from core.packet.build import BuiltPacket
    from core.signing.keys import SigningKey
    from core.snapshot import Snapshot


def unsigned_name(target: Path) -> Path:
    """Where the packet lies until it is signed: its name says that it is not."""
    return target.with_name(f"{target.stem}-unsigned.pdf")


def make(snapshot: Snapshot, target: Path) -> Built:
    """Write the unsigned packet beside `target` and say what is in it. Raises TouchstoneError."""
    from core.packet.export import export

    place = unsigned_name(target)
    packet = export(snapshot, place)
    return Built(
        path=str(place),
        facts=(
            ("Pages", str(_pages(packet.pdf))),
            ("Size", shown.size(len(packet.pdf))),
            ("Marking", packet.manifest.marking),
            ("Evaluation", "complete" if snapshot.progress.complete else "incomplete, and every page says so"),
            ("Files inside", str(sum(not file.beside for file in packet.manifest.files))),
            ("Withheld", str(len(packet.manifest.withheld))),
            ("SHA-256", shown.digest_groups(sha256(packet.pdf), 8)),
        ),
        files=_files(packet),
        beside=tuple(name for name, _ in packet.beside),
    )


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _files(packet: BuiltPacket) -> tuple[tuple[str, str, str, str], ...]:
    return tuple(
        (
            file.name + (" (beside the packet)" if file.beside else ""),
            file.description,
            shown.size(file.size_bytes),
            file.marking,
        )
        for file in packet.manifest.files
    )


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


def sign(source: Path, target: Path, key: SigningKey, role: str, reason: str) -> Outcome:
    """Sign `source` into `target`, and take the unsigned file away. Raises SigningError."""
    from core.signing.sign import sign_packet

    signed = sign_packet(source, target, key=key, role=role, reason=reason)
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
            ("Size", shown.size(target.stat().st_size)),
        ),
    )


def unsigned(path: Path) -> Outcome:
    """The packet as it stays when nobody signs it now."""
    digest = file_sha256(path)
    return Outcome(
        path=str(path),
        signed=False,
        digest=digest,
        groups=shown.digest_groups(digest),
        facts=(("Signed", "No. It can be signed later."), ("Size", shown.size(path.stat().st_size))),
    )
