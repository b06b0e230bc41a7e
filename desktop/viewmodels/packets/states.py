"""What the Packets page shows, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.viewmodels.export.states import KeySeen
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
class DifferenceRow:
    """One thing that differs between two packets."""

    section: str
    word: str  # added, removed, changed
    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class CommentRow:
    """One remark of a reviewer; `about` is an item's id, another word, or empty for the whole packet."""

    about: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Returned:
    """Comments that came back from a reviewer, on the packet with the digest `sha256`."""

    facts: tuple[tuple[str, str], ...]
    comments: tuple[CommentRow, ...]
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReviewState:
    """What a reviewer does with a packet besides checking it: compare, countersign, return with comments."""

    busy: str = ""
    earlier: str = ""  # the packet that it is compared with
    compared: str = ""  # how much differs, in a sentence
    differences: tuple[DifferenceRow, ...] = ()
    key: KeySeen | None = None
    key_error: str = ""
    comments: tuple[CommentRow, ...] = ()  # being written
    returned: Returned | None = None
    said: str = ""
    error: str = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class PacketsState:
    """The whole page. `busy` says what is being done while it is; `kept` names the roots in the settings."""

    path: str = ""
    kept: tuple[str, ...] = ()
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
