"""What checking a packet found, ready to be read: used by the Packets page and after signing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.clock import shown as shown_moment
from core.manifest import ROLES
from core.verify.verification import merely_unsigned
from desktop.viewmodels import shown

Kind = Literal["good", "bad", "warn", "info", "none"]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One of the three statements that are kept apart."""

    title: str
    word: str
    kind: Kind
    sentence: str


@dataclass(frozen=True, kw_only=True)
class CheckRow:
    """One numbered check."""

    number: int
    title: str
    word: str
    kind: Kind
    sentence: str
    required: bool
    failed: bool


@dataclass(frozen=True, kw_only=True)
class SignerRow:
    """One signature. What the certificate says of the person is the issuer's word."""

    role: str
    name: str
    at: str
    word: str
    kind: Kind
    fingerprint: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class VerificationState:
    """All of it. `readable` is False when the file is no packet at all."""

    file_name: str
    sha256: str
    verdict: Statement
    statements: tuple[Statement, ...]
    checks: tuple[CheckRow, ...]
    signers: tuple[SignerRow, ...]
    unsigned: tuple[str, ...]
    manifest: Mapping[str, Any]


_Words = tuple[str, Kind, str]


def verification_state(found: Mapping[str, Any]) -> VerificationState:
    """The state for the dictionary that verification gives (core.verify.verification.Verification.as_dict)."""
    checks = tuple(map(_check, found["checks"]))
    return VerificationState(
        file_name=str(found["file_name"]),
        sha256=str(found["sha256"]),
        verdict=_verdict(int(found["exit_status"])),
        statements=tuple(_statements(found)),
        checks=checks,
        signers=tuple(map(_signer, found["signatures"])),
        unsigned=tuple(ROLES.get(role, role) for role in found["unsigned_roles"]),
        manifest=found["manifest"] or {},
    )


def _verdict(exit_status: int) -> Statement:
    words: dict[int, tuple[str, Kind, str]] = {
        0: ("Verified", "good", "Every required check is ok."),
        1: ("Not verified", "bad", "A required check failed: do not rely on it."),
        2: ("No packet", "bad", "The file can't be read as a packet."),
        3: ("Not fully checked", "warn", "A required check could not be made."),
    }
    word, kind, sentence = words[exit_status]
    return Statement(title="Result", word=word, kind=kind, sentence=sentence)


def _statements(found: Mapping[str, Any]) -> Iterator[Statement]:
    unsigned: _Words = ("Not signed", "warn", "Nobody has signed it, so anyone could have changed it.")
    yield _statement(
        "Intact",
        found["intact"],
        ("Intact", "good", "The file is as its signers left it."),
        unsigned if merely_unsigned(found) else ("Not intact", "bad", "It is not as it was made and signed."),
        ("Not checked", "none", "Whether it was changed can't be told."),
    )
    yield _statement(
        "Trusted",
        found["trusted"],
        ("Trusted here", "good", "Its signers lead to a root that you chose."),
        ("Not trusted", "bad", "A signer does not lead to a root that you chose."),
        ("Not checked", "none", "Choose a root to say whom you trust."),
    )
    yield _statement(
        "Complete",
        found["complete"],
        ("Complete", "good", "Every item due has an answer that stands."),
        ("Incomplete", "warn", "The packet says that items are not answered yet."),
        ("Not known", "none", "The packet does not say."),
    )


def _statement(title: str, value: Any, yes: _Words, no: _Words, unknown: _Words) -> Statement:
    word, kind, sentence = unknown if value is None else yes if value else no
    return Statement(title=title, word=word, kind=kind, sentence=sentence)


def _check(check: Mapping[str, Any]) -> CheckRow:
    words: dict[str, tuple[str, Kind]] = {
        "ok": ("Ok", "good"),
        "failed": ("Failed", "bad" if check["required"] else "warn"),
        "not checked": ("Not checked", "none"),
    }
    word, kind = words[check["outcome"]]
    return CheckRow(
        number=int(check["number"]),
        title=str(check["title"]),
        word=word,
        kind=kind,
        sentence=str(check["sentence"]),
        required=bool(check["required"]),
        failed=check["outcome"] == "failed",
    )


def _signer(seen: Mapping[str, Any]) -> SignerRow:
    if not seen["intact"]:
        word, kind = "Broken", "bad"
    elif seen["trusted"] is None:
        word, kind = "Intact, trust not checked", "none"
    else:
        word, kind = ("Intact and trusted", "good") if seen["trusted"] else ("Not trusted here", "bad")
    role = seen["role"]
    return SignerRow(
        role=ROLES.get(role, "No role") if role else "No role",
        name=str(seen["name"]),
        at=shown_moment(seen["at"]) if seen["at"] else "time not said",
        word=word,
        kind=kind,  # type: ignore[arg-type] # one of the literals above
        fingerprint=str(seen["fingerprint"]),
        facts=tuple(_signer_facts(seen)),
    )


def _signer_facts(seen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Certificate SHA-256", shown.digest_groups(str(seen["fingerprint"]), 8)
    yield "Issued by", str(seen["issuer"])
    yield "Valid until", shown_moment(seen["valid_until"])
    yield "Algorithm", str(seen["algorithm"])
    for name in ("reason", "location"):
        if seen[name]:
            yield name.capitalize(), str(seen[name])
