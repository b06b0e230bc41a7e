"""What verification found, as records that become stable JSON.

Three questions are kept apart. *Intact*: is the file as its signers left it? *Trusted*: do the signers' certificates
lead to a root that the reviewer chose? *Complete*: does the evaluation answer everything that is due? An incomplete
evaluation is stated and is no fault of the packet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Outcome = Literal["ok", "failed", "not checked"]
Group = Literal["file", "intact", "trusted", "contents", "statement"]

FORMAT = "touchstone-verification"
VERSION = 1

# Exit statuses of `verify`; 64 is wrong usage and never comes from here.
ALL_OK = 0
ONE_FAILED = 1
UNREADABLE = 2
NOT_ALL_CHECKED = 3


class Fault(Exception):  # noqa: N818 - it is found in the packet, not made by the program
    """A check found something wrong; the text is the sentence for the reviewer."""


class NotChecked(Exception):  # noqa: N818 - an outcome
    """A check could not be made; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One numbered check. Numbers and ids stay the same from version to version; new checks get new numbers."""

    number: int
    id: str
    title: str
    group: Group
    required: bool
    outcome: Outcome
    sentence: str


@dataclass(frozen=True, kw_only=True)
class SignatureSeen:
    """One signature. What is in it is the signer's claim; `intact` and `trusted` are findings."""

    field: str
    role: str | None  # None when the field is no role's
    name: str  # common name in the certificate
    fingerprint: str  # SHA-256 of the certificate
    issuer: str
    valid_until: str
    algorithm: str
    at: str | None  # time of signing as the signer's machine had it
    reason: str
    location: str
    certifies: bool
    intact: bool
    trusted: bool | None  # None: no root was given


@dataclass(frozen=True, kw_only=True)
class Verification:
    """All checks over one file. `manifest` is a summary of what the packet says of itself, None when unreadable."""

    file_name: str
    sha256: str
    size_bytes: int
    verified_at: str
    checks: tuple[Check, ...]
    signatures: tuple[SignatureSeen, ...]
    unsigned_roles: tuple[str, ...]
    manifest: Mapping[str, Any] | None
    intact: bool
    trusted: bool | None
    complete: bool | None

    @property
    def exit_status(self) -> int:
        """0 every required check is ok, 1 one failed, 2 no packet, 3 a required one could not be made."""
        if self.manifest is None:
            return UNREADABLE
        outcomes = {check.outcome for check in self.checks if check.required}
        if "failed" in outcomes:
            return ONE_FAILED
        return NOT_ALL_CHECKED if "not checked" in outcomes else ALL_OK

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: the fields of this record by name, with `format`, `version` and `exit_status`.

        `checks` and `signatures` are lists of objects with the fields of `Check` and `SignatureSeen`. The form of
        version 1 only grows: a reader may meet new keys and new checks, never other meanings.
        """
        body = asdict(self)
        body["checks"] = [asdict(check) for check in self.checks]
        body["signatures"] = [asdict(signature) for signature in self.signatures]
        body["unsigned_roles"] = list(self.unsigned_roles)
        return {"format": FORMAT, "version": VERSION, "exit_status": self.exit_status, **body}


def merely_unsigned(found: Mapping[str, Any]) -> bool:
    """Whether all that keeps a packet from being intact is that nobody has signed it. `found` is from `as_dict`."""
    failed = {check["id"] for check in found["checks"] if check["group"] == "intact" and check["outcome"] == "failed"}
    return not found["signatures"] and failed == {"signed"}


def group_outcome(checks: Sequence[Check], group: Group) -> bool | None:
    """True when every required check of `group` is ok, False when one failed, None when one could not be made."""
    outcomes = {check.outcome for check in checks if check.group == group and check.required}
    if "failed" in outcomes:
        return False
    return None if "not checked" in outcomes or not outcomes else True
