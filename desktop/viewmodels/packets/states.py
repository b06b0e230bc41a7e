"""What the Packets page shows, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.viewmodels.verification import VerificationState


@dataclass(frozen=True, kw_only=True)
class RootRow:
    """A root certificate that the reviewer has chosen to trust."""

    path: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ExpectedSigner:
    """Whose certificate must have signed in a role: its SHA-256, 64 digits."""

    role: str
    title: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file of the packet."""

    name: str
    description: str
    size: str
    marking: str
    sha256: str
    beside: bool


@dataclass(frozen=True, kw_only=True)
class PacketsState:
    """The whole page. `busy` says what is being done while it is."""

    path: str = ""
    roots: tuple[RootRow, ...] = ()
    signers: tuple[ExpectedSigner, ...] = ()
    signer_error: str = ""
    busy: str = ""
    done: int = 0
    total: int = 0
    verification: VerificationState | None = None
    facts: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    files: tuple[FileRow, ...] = ()
    withheld: tuple[tuple[str, ...], ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    saved: str = ""
    error: str = ""
    hint: str = ""
